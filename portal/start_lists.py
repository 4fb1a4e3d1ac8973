"""Lists on the start page, by role: rows with what is known of each and one button.

Whoever holds two roles sees the union. Each list is one query; what it would have to invent because
nothing records it yet is not there.
"""

import datetime
from dataclasses import dataclass

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from leads.actions import display_name
from leads.admin.clocks import Clock, clock_of
from leads.admin.promises import ledger_url, promise_clock, to_whom
from leads.deadlines import span_in_words
from leads.models import Lead, Promise, with_last_words
from leads.models.turns import OWED_AT
from portal.column_ages import column_ages
from portal.dashboard import Status
from portal.review_cards import CHANGE, MOST_ROWS, Signature, publishable_of, texts_in_hand
from portal.start_tables import places_of
from publishing.models import PendingChange
from publishing.visibility import on_the_day
from regions import access
from regions.models import Membership

ON_TOP = "公开中，有改动待审"
WORDS_SHOWN = 60
MOST_COLLEAGUES = 12  # to choose from at a glance; the enquiry's own page has all
TONES = {"late": "bad", "soon": "warn"}
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
# By whether it waits beside something public, and by what it has come to: tag, tone, button.
TAGS = {
    (False, Status.DRAFT): ("草稿", "", "接着写"),
    (False, Status.WITHDRAWN): ("被撤回", "warn", "去改"),
    (True, PendingChange.State.DRAFT): ("改动没写完", "", "接着写"),
    (True, PendingChange.State.RETURNED): ("改动被退回", "warn", "去改"),
}


@dataclass(frozen=True)
class Handing:
    """To whom an enquiry may be handed, as (number, name), and who has it by now."""

    url: str
    owner_was: int | None
    colleagues: tuple


@dataclass(frozen=True)
class Row:
    """Tone is "bad", "warn" or ""; `percent` draws a bar, `clock` stands in place of the tag.

    `is_opened_here`: a site that its one button opens to the public, posted to its page.
    """

    title: str
    url: str
    button: str
    meta: str = ""
    words: str = ""
    tag: str = ""
    tone: str = ""
    percent: int | None = None
    clock: Clock | None = None
    number: int | None = None
    signature: Signature | None = None
    handing: Handing | None = None
    is_opened_here: bool = False


@dataclass(frozen=True)
class RowList:
    """Without rows it says what is empty, and what comes next."""

    title: str
    rows: list[Row]
    empty: str = ""
    more: str = ""
    more_url: str = ""
    is_aside: bool = False
    anchor: str = ""

    @property
    def clocks(self):
        """How the page asks for those of its rows (portal.views.clock_polls)."""
        return urlencode([("lead", row.number) for row in self.rows if row.clock])


def lists_for(request, now) -> list[RowList]:
    found = [make(request, now) for roles, make in LISTS if access.has_role(request.user, roles)]
    return [part for part in found if part.rows or part.empty]


def _inbox(**filters):
    query = "&".join(f"{key}={value}" for key, value in filters.items())
    return reverse("admin:leads_lead_changelist") + (f"?{query}" if query else "")


def own_owed_leads(user):
    """Answers that are owed, as `owed`, the most urgent first: of officers their own and nobody's,
    of who answers for others everybody's."""
    leads = Lead.objects.in_scope(user).open()
    if not access.has_role(user, access.MANAGERS):
        leads = leads.filter(Q(owner=user) | Q(owner=None))
    return leads.annotate(owed=OWED_AT).filter(owed__isnull=False).order_by("owed", "pk")


def owed_leads(request) -> list:
    """The first of them; one query a request."""
    if not hasattr(request, "_owed_leads"):
        leads = with_last_words(own_owed_leads(request.user), WORDS_SHOWN)
        leads = leads.select_related("topic", "owner", "site__region")
        request._owed_leads = list(leads[:MOST_ROWS])
    return request._owed_leads


def promises(request, now):
    """The answers that are owed; the chief of a place hands them to somebody else from here."""
    answers_for_all = access.has_role(request.user, access.MANAGERS)
    leads = owed_leads(request)
    hands_on = answers_for_all and not request.user.is_superuser and leads
    colleagues = colleagues_of(leads) if hands_on and not places_of(request, now) else {}
    return RowList(
        "晚了的，和快晚的" if answers_for_all else "要答复的咨询",
        [_promise(lead, now, colleagues.get(lead.pk, ())) for lead in leads],
        empty="没有等着答复的咨询。新咨询一来就排在这里，最急的在最前。",
        more="咨询收件箱",
        more_url=_inbox(),
    )


def _promise(lead, now, colleagues):
    clock = clock_of(lead, now)
    who = display_name(lead.owner) + " 负责" if lead.owner else "还没有人跟进"
    others = tuple(pair for pair in colleagues if pair[0] != lead.owner_id)
    return Row(
        title="·".join(filter(None, [lead.topic.name, lead.subject_label])),
        url=reverse("admin:leads_lead_change", args=[lead.pk]),
        button="去答复",
        meta=f"{lead.contact_name}，{lead.site.region.short_name}，{who}",
        words=" ".join(lead.last_words.split()),
        clock=clock,
        number=lead.pk,
        tone=TONES.get(clock.tone, ""),
        handing=Handing(_step_url(lead, "assign"), lead.owner_id, others) if others else None,
    )


def _step_url(lead, step):
    return reverse("admin:leads_lead_step", args=[lead.pk, step])


def colleagues_of(leads) -> dict[int, list]:
    """By lead: (number, name) of the officers who may be given it. One query."""
    codes = {code for lead in leads for code in lead.site.region.lineage()}
    officers = Membership.objects.filter(
        role__in=access.OFFICERS,
        user__is_active=True,
        user__is_staff=True,
        region__adcode__in=codes,
    ).select_related("user", "region")
    names = {}
    for grant in officers.order_by("user__username"):
        for lead in leads:
            if lead.site.region.path.startswith(grant.region.path):
                names.setdefault(lead.pk, {})[grant.user_id] = display_name(grant.user)
    return {pk: list(found.items())[:MOST_COLLEAGUES] for pk, found in names.items()}


def promises_made(request, now):
    """What was promised and ends within a week: of officers their own, of who answers for others
    everybody's."""
    today, own = timezone.localdate(now), Promise.objects.answered_for_by(request.user)
    own = own.due(today + WEEK).select_related("lead").order_by("due_on", "pk")[:MOST_ROWS]
    rows = [_promise_made(promise, today) for promise in own]
    more = {"more": "承诺台账", "more_url": reverse("admin:leads_promise_changelist")}
    return RowList("7 天内到期的承诺", rows, **more, is_aside=True)


def _promise_made(promise, today):
    clock = promise_clock(promise, today)
    return Row(
        title=promise.words,
        url=ledger_url(promise),
        button="去办",
        meta=f"对{to_whom(promise)}·{promise.due_words}",
        tag=clock.words,
        tone=TONES.get(clock.tone, ""),
    )


def reviews(request, now):
    """What waits for an approval, the oldest first; signed here where nothing stands against it.

    Before it, for who may say so, the sites that lack nothing to be opened.
    """
    texts = [row for row in texts_in_hand(request) if row[0] == "reviews"]
    rows = [_review(*row[1:], now) for row in sorted(texts, key=_changed_at)[:MOST_ROWS]]
    is_chief = access.has_role(request.user, access.MANAGERS)
    empty = "没有等您审核的内容。编辑一提交，就排在这里。"
    title = "等您点头" if is_chief else "待我审核"
    sites = [_site(*row[1:]) for row in texts_in_hand(request) if row[0] == "sites"]
    several = {"more": "一次签多条", "more_url": reverse("desk_review_queue")} if rows else {}
    return RowList(title, [*sites, *rows], empty=empty, anchor="reviews", **several)


def _site(_label, name, _writer, _stopped, pk, *_):
    return Row(
        title=name,
        url=reverse("site_check", args=[pk]),
        button="上线",
        meta="站点，点了以后公众马上能打开",
        tag="可以上线了",
        is_opened_here=True,
    )


def _review(label, title, writer, stopped, pk, _, changed_at, now):
    is_change = stopped == CHANGE
    said = (_kind(label), ON_TOP if is_change else "", writer and f"{writer} 写")
    kind = _opts(label).model_name
    return Row(
        title=title,
        url=_change_url(label, pk, "pending_change" if is_change else "change"),
        button="看改动" if is_change else "去审核",
        meta="，".join(filter(None, said)),
        tag=f"等了 {_since(changed_at, now)}",
        tone="warn" if now - changed_at > DAY else "",
        signature=None if is_change else Signature.of(kind, pk, changed_at, stopped),
    )


def own_texts(request, now):
    """Own drafts and changes that are not sent, and what came back; the latest first."""
    texts = [row for row in texts_in_hand(request) if row[0] == "own"]
    newest = sorted(texts, key=_changed_at, reverse=True)[:MOST_ROWS]
    return RowList("接着写", [_own_text(*row[1:], now) for row in newest])


def _own_text(label, title, _, stopped, pk, status, changed_at, now):
    tag, tone, button = TAGS[stopped == CHANGE, status]
    return Row(
        title=title,
        url=_change_url(label, pk),
        button=button,
        meta=f"{_kind(label)}，{_since(changed_at, now)}前存过",
        tag=tag,
        tone=tone,
    )


def sent_texts(request, now):
    """Own texts that wait, have their day or have become public within a week; the latest first."""
    texts = [row for row in texts_in_hand(request) if row[0] == "sent"]
    newest = sorted(texts, key=_changed_at, reverse=True)[:MOST_ROWS]
    return RowList("我交上去的", [_sent(*row[1:], now) for row in newest], is_aside=True)


def _sent(label, title, _, stopped, pk, status, moment, now):
    is_change = stopped == CHANGE
    if status != Status.APPROVED:
        tag = f"等审核 {_since(moment, now)}"
    elif moment > now:
        tag = f"{on_the_day(moment)} 公开"
    else:
        tag = f"{on_the_day(moment)} 公开了"
    return Row(
        title=title,
        url=_change_url(label, pk),
        button="看",
        meta="，".join(filter(None, (_kind(label), ON_TOP if is_change else ""))),
        tag=tag,
    )


def _changed_at(row):
    return row[-1]


def _since(moment, now):
    return span_in_words(max(now - moment, datetime.timedelta()))


def _opts(label):
    return publishable_of(label).opts


def _kind(label):
    return str(_opts(label).verbose_name)


def _change_url(label, pk, view="change"):
    return reverse(admin_urlname(_opts(label), view), args=[pk])


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
    (access.OFFICERS, promises_made),
    (access.APPROVERS, reviews),
    (access.EDITORS, own_texts),
    (access.EDITORS, sent_texts),
    (access.EDITORS, column_terms),
)
