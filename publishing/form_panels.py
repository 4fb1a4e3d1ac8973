"""What stands beside the fields of a publishable form: where it is on its way, who has saved it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.utils import flatten
from django.utils.timezone import localtime

from core.person_names import person_name
from publishing.content_checks.gate import Checked
from publishing.content_checks.rules import Finding
from publishing.workflow import APPROVED, DRAFT, IN_REVIEW, INTERNAL, WITHDRAWN

NEWEST = 5


@dataclass(frozen=True)
class Stage:
    """A step on the way to readers."""

    label: str
    is_current: bool


@dataclass(frozen=True)
class Version:
    """One saving: its number from the first, when, by whom and why."""

    number: int
    key: int
    at: datetime
    by: str
    reason: str


def stages_of(obj) -> list[Stage]:
    """Draft, review, public; what was taken back or has ended stands apart from the way."""
    status = obj.status if obj else DRAFT
    is_public = obj is not None and obj.is_published()
    stages = [
        Stage("草稿", status == DRAFT),
        Stage("待审核", status == IN_REVIEW),
        Stage("已通过", status == APPROVED and not is_public),
        Stage("公开", is_public),
    ]
    if status == WITHDRAWN:
        stages.append(Stage("已撤回", is_current=True))
    if status == INTERNAL:
        stages.append(Stage("内部可见", is_current=True))
    return stages


def name_of(user) -> str:
    return person_name(user) if user else "系统"


def versions_of(obj, count=NEWEST) -> list[Version]:
    """The newest savings, newest first. Two queries."""
    rows = obj.history.order_by("-history_date", "-history_id")
    total = rows.count()
    return [
        Version(
            total - place,
            row.history_id,
            row.history_date,
            name_of(row.history_user),
            row.history_change_reason or "",
        )
        for place, row in enumerate(rows.select_related("history_user")[:count])
    ]


@dataclass(frozen=True)
class Mark:
    """One finding of the check before publishing; tones: bad (must), sign, warn, ok."""

    tone: str
    label: str
    note: str
    anchor: str = ""


FINDINGS = {"bad": "处必改", "sign": "处要签字", "warn": "处提示"}


def open_findings(marks) -> str:
    """“1 处必改，2 处提示”; empty where nothing is open."""
    tones = [mark.tone for mark in marks]
    counts = ((tones.count(tone), words) for tone, words in FINDINGS.items())
    return "，".join(f"{count} {words}" for count, words in counts if count)


def missing_marks(obj) -> list[Mark]:
    gaps = [
        Mark("bad", gap.label, "发布前必填", gap.anchor) for gap in obj.missing_before_publishing()
    ]
    return gaps or [Mark("ok", "必填的都填了", "")]


@dataclass(frozen=True)
class CheckedRow:
    """A finding as the panel shows it; `signed` says by whom and when."""

    finding: Finding
    signed: str = ""

    @property
    def tone(self) -> str:
        return "ok" if self.signed else self.finding.tone

    @property
    def is_to_sign(self) -> bool:
        return self.finding.tone == "sign" and not self.signed


def checked_rows(checked: Checked) -> list[CheckedRow]:
    """What still stands first, what is signed for last."""
    rows = [
        CheckedRow(finding, _signature(checked.signed.get(finding.key)))
        for finding in checked.findings
    ]
    return sorted(rows, key=lambda row: bool(row.signed))


def _signature(row) -> str:
    if row is None:
        return ""
    return f"{person_name(row.signed_by)} {localtime(row.signed_at):%m-%d %H:%M} 签过"


@dataclass(frozen=True)
class Group:
    """A heading of a long form: what is refused below it, and what is still unknown."""

    label: str
    anchor: str
    errors: int
    missing: int


def groups_of(context, facts) -> list[Group]:
    """Of the context of a change form; `facts` carry the anchor of their field."""
    faulty = [error.anchor for error in context.get("error_summary", ())]
    unknown = [fact.anchor for fact in facts]

    def group(label, anchor, is_inside):
        return Group(label, anchor, sum(map(is_inside, faulty)), sum(map(is_inside, unknown)))

    groups = []
    for number, fieldset in enumerate(context["adminform"]):
        if fieldset.name and "side" not in fieldset.classes:
            ids = tuple(f"id_{name}" for name in flatten(fieldset.fields))
            groups.append(group(fieldset.name, f"fieldset-0-{number}-heading", _among(ids)))
    for inline in context["inline_admin_formsets"]:
        prefix = inline.formset.prefix
        label = inline.opts.jump_label or inline.opts.verbose_name_plural
        groups.append(group(label, f"{prefix}-heading", _under(f"id_{prefix}-")))
    return groups


def _among(ids):
    return lambda anchor: anchor.removesuffix("_0") in ids


def _under(prefix):
    return lambda anchor: anchor.startswith(prefix)
