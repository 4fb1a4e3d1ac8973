"""What waits for an approval: what passed every check may be signed from the list."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Value, When
from django.urls import reverse

from portal.dashboard import publishable_admins
from publishing.form_panels import open_findings
from publishing.models import Publishable

OWN = "自己写的稿子，不能在列表里直接签：请同事审，或打开看过再定。"
OPEN = "还有 {}，不能在列表里直接签：请打开看过再签。"
UNREAD = "要核对的地方不止文字，不能在列表里直接签：请打开看过再签。"
WHY = {"own": OWN, "open": UNREAD}


@dataclass(frozen=True)
class Signature:
    """Where one text is signed; `why_not` says why it has to be opened first, else ""."""

    url: str
    version: str
    why_not: str

    @classmethod
    def of(cls, kind, pk, changed_at, stopped):
        url = reverse("desk_review", args=[kind, pk])
        return cls(url, changed_at.isoformat(), WHY.get(stopped, ""))


def desk_of(kind):
    """The admin of a kind of content by the name of its model (article); None for others."""
    return next((desk for desk in publishable_admins() if desk.opts.model_name == kind), None)


def stopped_by(desk, user) -> Case:
    """What a list can tell without reading the texts; the signature itself asks every check."""
    passing = desk.signed_unopened
    return Case(
        When(created_by=user, then=Value("own")),
        *([] if passing is None else [When(passing, then=Value(""))]),
        default=Value("open"),
        output_field=CharField(),
    )


def must_be_opened(desk, obj: Publishable, user) -> str:
    if desk.signed_unopened is None:
        return UNREAD
    if findings := open_findings(desk.marks_for(obj)):
        return OPEN.format(findings)
    return OWN if obj.created_by_id == user.pk else ""
