"""Tables on the start page for those who answer for others: counts, nobody's words or numbers."""

import datetime
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from core.row_counts import Counted, count_each
from leads.actions import display_name
from leads.admin.contact_views import READERS, own_searches, own_views
from leads.deadlines import span_in_words
from leads.models import Lead, Topic
from parks.models import ExportLog
from portal.alarms import STEPS
from portal.models import Heartbeat
from regions import access
from regions.models import Site

A_DAY = datetime.timedelta(days=1)
LATELY = datetime.timedelta(days=7)
A_MONTH = datetime.timedelta(days=30)
A_QUARTER = datetime.timedelta(days=90)
FEWEST = 5
BURDEN = ("在手", "逾期", "明天到期")
SPEED = ("首次答复中位数", "按时率")
TOO_FEW = "不足 5 条"
OWNER, TOPIC = "owner", "topic"
NAMES = ("username", "first_name", "last_name")
NO_SPEED = {"median": Value(None, DurationField()), "due": Value(0), "kept": Value(0)}


@dataclass(frozen=True)
class Table:
    """Rows of cells under headings, the first cell of each names it: (text, address or "")."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: list[tuple]
    is_aside: bool = False


def tables_for(request, now) -> list[Table]:
    found = [make(request, now) for may, make in TABLES if may(request.user)]
    return [table for table in found if table.rows]


def people(request, now):
    """Who has how many enquiries in hand, how many of them are late or will be by the end of
    tomorrow, and how soon they answer. Names lead to what each has in hand."""
    tells = not request.user.is_superuser
    rows = []
    for row in in_hand_of(request, now):
        if row.kind == OWNER:
            url = reverse("admin:leads_lead_handover", args=[row.pk])
            owner = get_user_model()(**{name: getattr(row, name) for name in NAMES})
            speeds = _cells(row) if tells else ()
            rows.append(((display_name(owner), url), *_burden_cells(row), *speeds))
    note = "没有办结的咨询" + ("；快慢按近 90 天收到的算" if tells else "")
    return Table("谁手里有多少", note, ("专员", *BURDEN, *(SPEED if tells else ())), rows)


def topics(request, now):
    """The same by what is asked about, nobody's enquiries among them."""
    inbox = reverse("admin:leads_lead_changelist")
    rows = [
        ((row.username, f"{inbox}?topic__id__exact={row.pk}"), *_burden_cells(row))
        for row in in_hand_of(request, now)
        if row.kind == TOPIC
    ]
    return Table("各类咨询有多少", "没有办结的咨询", ("主题", *BURDEN), rows)


def in_hand_of(request, now) -> list:
    """Rows of both tables, the most pressing first. One query a request."""
    if not hasattr(request, "_in_hand"):
        request._in_hand = list(_in_hand(request.user, now))
    return request._in_hand


def _in_hand(user, now):
    own = Lead.objects.in_scope(user, access.MANAGERS).order_by()
    leads, of_owner = own.open(), {"owner": OuterRef("pk")}
    owners = get_user_model().objects.filter(pk__in=leads.exclude(owner=None).values("owner"))
    owners = owners.annotate(**burden(leads.filter(**of_owner).values("owner"), now))
    lately = own.accepted().filter(received_at__gte=now - A_QUARTER, **of_owner).values("owner")
    speeds = NO_SPEED if user.is_superuser else speed(lately, now)
    found = Topic.objects.filter(pk__in=leads.values("topic"))
    found = found.annotate(**burden(leads.filter(topic=OuterRef("pk")).values("topic"), now))
    found = found.annotate(username=F("name"), first_name=Value(""), last_name=Value(""))
    columns = ("pk", *NAMES, "held", "late", "soon", *NO_SPEED, "kind")
    rows = owners.annotate(**speeds, kind=Value(OWNER)).values_list(*columns, named=True)
    found = found.annotate(**NO_SPEED, kind=Value(TOPIC)).values_list(*columns, named=True)
    return rows.union(found, all=True).order_by("-late", "-soon", "-held", "pk")


def burden(held, now) -> dict[str, Coalesce]:
    """Of open leads that stand under one value: how many, and how many are late by now and will be
    by the end of tomorrow where nobody answers."""
    day_after = timezone.localdate(now) + 2 * A_DAY
    end = timezone.make_aware(datetime.datetime.combine(day_after, datetime.time()))
    late = _number(held.overdue(now))
    return {"held": _number(held), "late": late, "soon": _number(held.overdue(end)) - late}


def _burden_cells(row):
    return ((row.held, ""), (row.late, ""), (row.soon, ""))


def places_of(request, now) -> list[Site]:
    """The sites below a prefecture with their counts; none where there is but one. One query a
    request."""
    if not hasattr(request, "_places"):
        request._places = _places_of(request.user, now)
    return request._places


def has_places(request) -> bool:
    """Whether the page has found several by now; asks nothing."""
    return bool(getattr(request, "_places", ()))


def _places_of(user, now):
    roles = access.MANAGERS | access.AUDITORS
    sites = access.scope(Site.objects.live(), user, lookup="region", roles=roles)
    leads = Lead.objects.accepted().order_by().filter(site=OuterRef("pk")).values("site")
    lately = leads.filter(received_at__gte=now - A_MONTH)
    counts = {
        "asked": _number(lately),
        "open_now": _number(leads.open()),
        "late": _number(leads.overdue(now)),
    }
    if not user.is_superuser:
        counts |= speed(lately, now)
    found = sites.select_related("region").annotate(**counts).order_by("-late", "region__adcode")
    found = list(found)
    return found if len(found) > 1 else []


def places(request, now):
    """The sites below a prefecture side by side: counts, nobody's words or numbers."""
    inbox = reverse("admin:leads_lead_changelist")
    tells = not request.user.is_superuser
    rows = [
        (
            (site.region.name, ""),
            (site.asked, ""),
            *(_cells(site) if tells else ()),
            (site.open_now, ""),
            (site.late, f"{inbox}?box=overdue&site__id__exact={site.pk}" if site.late else ""),
        )
        for site in places_of(request, now)
    ]
    headings = ("地区", "近 30 天新咨询", *(SPEED if tells else ()), "在办", "逾期")
    return Table("各地咨询", "只有数字，没有访客信息", headings, rows)


class Median(Aggregate):
    """The middle one of spans, between the two middle ones where there is none."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def speed(leads, now) -> dict[str, Subquery]:
    """How soon one answers, of leads that stand under one value: the median of the first answer,
    how many by now were `due`, how many of these were `kept` in time."""
    answered = Q(first_reply_at__isnull=False)
    median = leads.annotate(median=Median(F("first_reply_at") - F("received_at"), filter=answered))
    return {
        "median": Subquery(median.values("median"), output_field=DurationField()),
        "due": _number(leads.filter(answered | Q(due_at__lt=now))),
        "kept": _number(leads.filter(first_reply_at__lte=F("due_at"))),
    }


def _cells(row):
    """Of fewer than FEWEST nothing is told: one late answer would be all there is to it."""
    if row.due < FEWEST:
        return ((TOO_FEW, ""), (TOO_FEW, ""))
    median = span_in_words(row.median) if row.median is not None else "还没有"
    return ((median, ""), (f"{percent(row.kept, row.due)}\u00a0%", ""))


def percent(part, whole) -> int:
    return round(100 * part / whole)


def _number(grouped):
    """Of rows that stand under one value."""
    counted = grouped.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def records(request, now):
    """What an auditor looks through, with how much of it is new."""
    user, since = request.user, now - LATELY
    exports = access.scope(ExportLog.objects.all(), user, lookup="region", roles=READERS)
    found = count_each(
        {
            "views": Counted(own_views(user).between(since, now)),
            "searches": Counted(own_searches(user).between(since, now)),
            "exports": Counted(exports.filter(created_at__gte=since)),
        }
    )
    report = reverse("admin:leads_lead_contact_views")
    rows = [
        (("查看联系方式", report), (found["views"], "")),
        (("按电话查找", report), (found["searches"], "")),
        (("导出名单", reverse("admin:parks_exportlog_changelist")), (found["exports"], "")),
    ]
    return Table("近 7 天的记录", "点名称看是谁、何时", ("记录", "次数"), rows, is_aside=True)


def upkeep_steps(request, now):
    """The worker's steps that went wrong as it last told of them, and how many go well."""
    beats = {beat.name: beat for beat in Heartbeat.objects.filter(name__in=STEPS)}
    failing = {
        name
        for name, beat in beats.items()
        if beat.failed_at and (beat.succeeded_at is None or beat.failed_at >= beat.succeeded_at)
    }
    rows = [
        ((STEPS[name], ""), ("上次出错", ""), (_ago(beats[name].succeeded_at, now), ""))
        for name in sorted(failing)
    ]
    well = [beat.succeeded_at for name, beat in beats.items() if name not in failing]
    if well:
        oldest = min((moment for moment in well if moment), default=None)
        label = f"其余 {len(well)} 项" if failing else f"全部 {len(well)} 项"
        rows.append(((label, ""), ("正常", ""), (f"最早 {_ago(oldest, now)}", "")))
    return Table("后台任务", "", ("任务", "情况", "上次成功"), rows, is_aside=True)


def _ago(moment, now):
    return f"{span_in_words(max(now - moment, datetime.timedelta()))}前" if moment else "还没有"


def _holds(roles):
    return lambda user: access.has_role(user, roles)


def _audits(user):
    return access.has_role(user, access.AUDITORS) and not user.is_superuser


def _runs_it(user):
    return user.is_superuser


TABLES = (
    (_holds(access.MANAGERS), people),
    (_holds(access.MANAGERS), topics),
    (_holds(access.MANAGERS | access.AUDITORS), places),
    (_audits, records),
    (_runs_it, upkeep_steps),
)
