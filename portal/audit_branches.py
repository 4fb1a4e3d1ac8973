"""The kinds of records that auditors read: of each table whose rows, when, who, what, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from axes.models import AccessLog
from django.contrib.admin.models import LogEntry
from django.db.models import BigIntegerField, Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from leads.admin.contact_views import own_searches
from leads.models import ContactView, Lead, OwnerChange, StageChange
from news.models import Article, Column, SitePage
from parks.models import ExportLog, Listing, Park
from policies.models import Policy
from privacy.models import ErasureRequest
from regions import access
from regions.models import FriendLink, Membership, MenuItem, Redirect, ServiceTile, Site

READERS = access.AUDITORS
NOBODY = Value(None, BigIntegerField())
NOTHING = Value("")
STEPS = {"+": "新增", "~": "修改", "-": "删除"}
ACTS = {"1": "新增", "2": "修改", "3": "删除"}
STAGES = dict(Lead.Stage.choices)


def text(*parts):
    """Columns and words, one behind the other."""
    parts = [Cast(part, TextField()) if isinstance(part, str) else part for part in parts]
    return Concat(*parts, NOTHING, output_field=TextField())


@dataclass(frozen=True)
class Branch:
    """One table of records: whose rows a reader sees, when, who, about what, in which words."""

    kind: str
    rows: Callable
    at: str
    by: str = ""
    name: object = NOTHING  # of who has no account
    subject: object = NOTHING
    target: object = NOTHING
    words: object = NOTHING
    told: Callable = str  # words as they are stored → as they are read


def of_accounts(model, moment, user_field="user"):
    """Rows without a region: of the accounts that worked in an own one when they did it.

    What administrators do names things of all regions, so it is told where those are: in the
    histories of an own region. The log itself of such accounts is read by administrators.
    """

    def rows(user):
        if user.is_superuser:
            return model.objects.all()
        return model.objects.filter(Exists(_held_in_own(user, user_field, moment)))

    return rows


def _held_in_own(user, user_field, moment):
    held = Membership.objects.held_at(user_field, moment)
    return access.scope(held, user, lookup="region", roles=READERS)


def own_exports(user):
    """What was taken of an own region, and all that accounts of an own region took."""
    of_region = access.scope(ExportLog.objects.all(), user, lookup="region", roles=READERS)
    by_own = Exists(_held_in_own(user, "user", "created_at"))
    return ExportLog.objects.filter(Q(pk__in=of_region.values("pk")) | by_own)


def of_regions(manager, lookup):
    return lambda user: access.scope(manager().all(), user, lookup=lookup, roles=READERS)


def own_sign_ins(user):
    """By the name that was typed, of accounts that hold a grant in an own region."""
    if user.is_superuser:
        return AccessLog.objects.all()
    grants = Membership.objects.filter(user__username=OuterRef("username"))
    own = access.scope(grants, user, lookup="region", roles=READERS)
    return AccessLog.objects.filter(Exists(own))


def of_leads(kind, model, moment, by, words=NOTHING, told=str):
    rows = of_regions(lambda: model.objects, "lead__site__region")
    subject, target = text("lead__reference"), text(Value("leads.lead:"), "lead_id")
    return Branch(kind, rows, moment, by, subject=subject, target=target, words=words, told=told)


def of_history(kind, model, lookup, subject):
    name = model._meta.verbose_name
    return Branch(
        kind,
        of_regions(lambda: model.history, lookup),
        "history_date",
        "history_user_id",
        subject=text(Value(f"{name}："), subject),
        target=text(Value(f"{model._meta.label_lower}:"), "id"),
        words=text("history_type", "history_change_reason"),
        told=lambda words: words[1:] or STEPS[words[:1]],
    )


def stage_words(words):
    before, _, after = words.partition(">")
    return f"{STAGES.get(before, before)} → {STAGES.get(after, after)}"


def log_words(words):
    said = LogEntry(action_flag=int(words[:1]), change_message=words[1:]).get_change_message()
    return "：".join(filter(None, [ACTS.get(words[:1], ""), said]))


def grant_words(words):
    step, role = words[:1], words[1:]
    label = dict(Membership.Role.choices).get(role, role)
    return f"{STEPS[step]}：{label}"


KINDS = {
    "log": "后台操作",
    "views": "查看联系方式",
    "searches": "按电话查找",
    "stages": "线索的阶段",
    "owners": "线索的负责人",
    "erasures": "按本人要求删除",
    "exports": "导出",
    "grants": "授权",
    "sign_ins": "登录",
    "content": "内容和发布",
    "settings": "站点设置",
}


def histories():
    return (
        of_history("content", Article, "column__site__region", "title"),
        of_history("content", SitePage, "site__region", "title"),
        of_history("content", Policy, "region", "title"),
        of_history("content", Listing, "region", "title"),
        of_history("content", Park, "region", "name"),
        of_history("settings", Site, "region", "slug"),
        of_history("settings", Column, "site__region", "name"),
        of_history("settings", MenuItem, "site__region", "title"),
        of_history("settings", ServiceTile, "site__region", "title"),
        of_history("settings", FriendLink, "site__region", "name"),
        of_history("settings", Redirect, "site__region", "old_path"),
    )


def branches() -> tuple[Branch, ...]:
    return (
        Branch(
            *("log", of_accounts(LogEntry, "action_time"), "action_time", "user_id"),
            subject=text("object_repr"),
            target=text("content_type_id", Value(":"), "object_id"),
            words=text("action_flag", "change_message"),
            told=log_words,
        ),
        of_leads("views", ContactView, "viewed_at", "by_id"),
        Branch(
            *("searches", own_searches, "searched_at", "by_id"),
            words=text(Value("找到 "), "hits", Value(" 条")),
        ),
        of_leads(
            *("stages", StageChange, "changed_at", "by_id"),
            words=text("from_stage", Value(">"), "to_stage"),
            told=stage_words,
        ),
        of_leads(
            *("owners", OwnerChange, "changed_at", "by_id"),
            words=text(Value("给 "), "to_owner__username"),
        ),
        of_leads("erasures", ErasureRequest, "asked_at", "by_id"),
        Branch(
            *("exports", own_exports, "created_at", "user_id"),
            subject=text("region__name"),
            words=text("rows", Value(" 条，"), "filters", Value("。用途："), "reason"),
        ),
        Branch(
            *("grants", of_regions(lambda: Membership.history, "region")),
            *("history_date", "history_user_id"),
            subject=text("user__username", Value("·"), "region__name"),
            words=text("history_type", "role"),
            told=grant_words,
        ),
        Branch(
            *("sign_ins", own_sign_ins, "attempt_time"),
            name=text("username"),
            words=text("ip_address"),
            told=lambda words: f"从 {words.partition('/')[0]} 登录" if words else "登录",
        ),
        *histories(),
    )
