"""Lists on the start page, by role: rows with what is known of each and one button.

Whoever holds two roles sees the union. Each list is one query; what it would have to invent because
nothing records it yet is not there.
"""

import datetime
from dataclasses import dataclass

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import reverse

from leads.actions import display_name
from leads.admin.timeline import clock_words
from leads.deadlines import span_in_words
from leads.models import Lead
from portal.column_ages import column_ages
from portal.dashboard import Status, publishable_admins
from regions import access

MOST_ROWS = 6
DAY = datetime.timedelta(days=1)
UNSENT = (Status.DRAFT, Status.WITHDRAWN)
FULL_NAME = NullIf(Concat("created_by__last_name", "created_by__first_name"), Value(""))


@dataclass(frozen=True)
class Row:
    """Tone is "bad", "warn" or ""; `percent` draws a bar."""

    title: str
    url: str
    button: str
    meta: str = ""
    tag: str = ""
    tone: str = ""
    percent: int | None = None


@dataclass(frozen=True)
class RowList:
    """Without rows it says what is empty, and what comes next."""

    title: str
    rows: list[Row]
    empty: str = ""
    more: str = ""
    more_url: str = ""
    is_aside: bool = False


def lists_for(request, now) -> list[RowList]:
    found = [make(request, now) for roles, make in LISTS if access.has_role(request.user, roles)]
    return [part for part in found if part.rows or part.empty]


def _inbox(**filters):
    query = "&".join(f"{key}={value}" for key, value in filters.items())
    return reverse("admin:leads_lead_changelist") + (f"?{query}" if query else "")


def promises(request, now):
    """The answers that are owed, the most urgent first; of officers their own and nobody's."""
    leads = Lead.objects.in_scope(request.user).open()
    answers_for_all = access.has_role(request.user, access.MANAGERS)
    if not answers_for_all:
        leads = leads.filter(Q(owner=request.user) | Q(owner=None))
    owed_at = Case(When(first_reply_at=None, then="due_at"), default="follow_up_due_at")
    rows = leads.annotate(owed=owed_at).filter(owed__isnull=False).order_by("owed", "pk")
    rows = rows.select_related("topic", "owner", "site__region")[:MOST_ROWS]
    return RowList(
        "晚了的，和快晚的" if answers_for_all else "要答复的咨询",
        [_promise(lead, now) for lead in rows],
        empty="没有等着答复的咨询。新咨询一来就排在这里，最急的在最前。",
        more="咨询收件箱",
        more_url=_inbox(),
    )


def _promise(lead, now):
    left = lead.owed_at - now
    is_soon = datetime.timedelta() <= left < DAY
    who = display_name(lead.owner) + " 负责" if lead.owner else "还没有人跟进"
    return Row(
        title="·".join(filter(None, [lead.topic.name, lead.subject_label])),
        url=reverse("admin:leads_lead_change", args=[lead.pk]),
        button="去答复",
        meta=f"{lead.contact_name}，{lead.site.region.short_name}，{who}",
        tag=f"还剩 {span_in_words(left)}" if is_soon else clock_words(lead, now),
        tone="bad" if lead.is_overdue(now) else "warn" if is_soon else "",
    )


def texts_in_hand(request) -> list[tuple]:
    """What waits for this user's approval, and own texts not sent: two lists, one query a request.

    Rows are (list, kind, number, title, writer, status, changed at); the oldest reviews, the latest
    own texts.
    """
    if not hasattr(request, "_texts_in_hand"):
        first, *rest = [part for desk in publishable_admins() for part in _parts(desk, request)]
        request._texts_in_hand = list(first.union(*rest, all=True))
    return request._texts_in_hand


def _parts(model_admin, request):
    rows = model_admin.model._default_manager.all()
    waiting = rows.filter(status=Status.IN_REVIEW).order_by("updated_at")
    own = rows.filter(status__in=UNSENT, created_by=request.user).order_by("-updated_at")
    for name, found, roles in (
        ("reviews", waiting, access.APPROVERS),
        ("own", own, access.EDITORS),
    ):
        values = {
            "of_list": Value(name, output_field=CharField()),
            "of_kind": Value(model_admin.opts.label, output_field=CharField()),
            "shown": F("title" if hasattr(model_admin.model, "title") else "name"),
            "writer": Coalesce(FULL_NAME, "created_by__username", Value("")),
        }
        found = model_admin.own_rows(found, request, roles).annotate(**values)
        yield found.values_list(*values, "pk", "status", "updated_at")[:MOST_ROWS]


def reviews(request, now):
    """What waits for an approval, the oldest first."""
    texts = [row for row in texts_in_hand(request) if row[0] == "reviews"]
    rows = [
        Row(
            title=title,
            url=_change_url(label, pk),
            button="去审核",
            meta="，".join(filter(None, [_kind(label), writer and f"{writer} 写"])),
            tag=f"等了 {_since(changed_at, now)}",
            tone="warn" if now - changed_at > DAY else "",
        )
        for _, label, title, writer, pk, _, changed_at in sorted(texts, key=_changed_at)
    ]
    empty = "没有等您审核的内容。编辑一提交，就排在这里。"
    return RowList("待我审核", rows[:MOST_ROWS], empty=empty)


def own_texts(request, now):
    """Own drafts, and what came back; the latest first."""
    texts = [row for row in texts_in_hand(request) if row[0] == "own"]
    rows = [
        Row(
            title=title,
            url=_change_url(label, pk),
            button="去改" if status == Status.WITHDRAWN else "接着写",
            meta=f"{_kind(label)}，{_since(changed_at, now)}前存过",
            tag="被撤回" if status == Status.WITHDRAWN else "草稿",
            tone="warn" if status == Status.WITHDRAWN else "",
        )
        for _, label, title, _, pk, status, changed_at in sorted(
            texts, key=_changed_at, reverse=True
        )
    ]
    return RowList("接着写", rows[:MOST_ROWS])


def _changed_at(row):
    return row[-1]


def _since(moment, now):
    return span_in_words(max(now - moment, datetime.timedelta()))


def _opts(label):
    return next(desk.opts for desk in publishable_admins() if desk.opts.label == label)


def _kind(label):
    return str(_opts(label).verbose_name)


def _change_url(label, pk):
    return reverse(admin_urlname(_opts(label), "change"), args=[pk])


def column_terms(request, now):
    """Columns by the days that are left of their 更新期限."""
    ages = [age for age in column_ages(request, now) if age.left is not None]
    add = reverse("admin:news_article_add")
    rows = [
        Row(
            title=age.label,
            url=f"{add}?column={age.column.pk}",
            button="写一篇",
            meta=f"{age.column.max_age_days} 天内要有一篇",
            tag=f"超期 {-age.days_left} 天" if age.is_over else f"还剩 {age.days_left} 天",
            tone=age.tone,
            percent=age.used_percent,
        )
        for age in sorted(ages, key=lambda age: age.left)[:MOST_ROWS]
    ]
    return RowList("栏目更新期限", rows, is_aside=True)


LISTS = (
    (access.OFFICERS, promises),
    (access.APPROVERS, reviews),
    (access.EDITORS, own_texts),
    (access.EDITORS, column_terms),
)
