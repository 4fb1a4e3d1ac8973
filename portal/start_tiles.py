"""Figures across the start page of who answers for others; each leads to the rows it counts."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.row_counts import Counted, in_figures
from leads.admin.timeline import clock_words
from leads.deadlines import span_in_words
from leads.models import Lead
from portal.column_ages import column_ages
from portal.start_lists import owed_leads
from portal.start_tables import FEWEST, percent, places_of
from portal.todo_lines import OVERDUE, REVIEW
from regions import access

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Tile:
    """`tone`: "bad", "warn" or ""; without an address it is a figure alone."""

    figures: str
    label: str
    note: str = ""
    url: str = ""
    tone: str = ""


def is_for(user) -> bool:
    """Superusers set up; the chiefs answer for others."""
    return access.has_role(user, access.MANAGERS) and not user.is_superuser


def asked_of(user, now) -> dict[str, Counted]:
    """What the tiles have to know beside what the page counts anyway."""
    if not is_for(user):
        return {}
    leads = Lead.objects.in_scope(user, access.MANAGERS).open()
    until = end_of_day(now)
    today = Q(first_reply_at=None, due_at__range=(now, until))
    today |= Q(first_reply_at__isnull=False, follow_up_due_at__range=(now, until))
    return {
        "tile today": Counted(leads.filter(today)),
        "tile nobody": Counted(leads.ownerless()),
    }


def end_of_day(now):
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + DAY


def tiles_for(request, now, todos, numbers) -> list[Tile]:
    """Five for a chief: late, due today, nobody's, to approve, the column nearest to its term; of
    several places first how these do, then what of it is the chief's own to settle."""
    places = _places_tiles(request, now)
    if not is_for(request.user):
        return places
    inbox = reverse("admin:leads_lead_changelist")
    late, reviews = (sum(t.count for t in todos if t.kind == kind) for kind in (OVERDUE, REVIEW))
    today, nobody = numbers["tile today"], numbers["tile nobody"]
    own = [
        _tile(today, "今天内到期", "最急的排在最前", inbox, "warn"),
        _tile(nobody, "没有负责人", "认领，或改派给同事", f"{inbox}?box=nobody", "warn"),
        _tile(reviews, "等您终审", "签字或退回", "#reviews", "warn"),
    ]
    if places:
        return [*places, *own]
    oldest = _tile(late, "逾期没答复", _oldest(request, now), f"{inbox}?box=overdue", "bad")
    return [oldest, *own, *_column_tile(request, now)]


def _places_tiles(request, now):
    """Of a prefecture: how its places do together, and which of them answers slowest."""
    sites = places_of(request, now)
    if not sites or request.user.is_superuser:
        return []
    asked, late, kept, due = (
        sum(getattr(site, name) for site in sites) for name in ("asked", "late", "kept", "due")
    )
    late_places = sum(1 for site in sites if site.late)
    overdue = f"{reverse('admin:leads_lead_changelist')}?box=overdue"
    tiles = [
        Tile(in_figures(asked), "近 30 天新咨询", f"{len(sites)} 个地区"),
        _tile(
            late,
            "现在逾期",
            f"{late_places} 个地区",
            overdue if is_for(request.user) else "",
            "bad",
        ),
    ]
    if due >= FEWEST:
        tiles.insert(1, Tile(f"{percent(kept, due)}\u00a0%", "按时答复", "近 30 天收到的"))
    return [*tiles, *_slowest(sites)]


def _slowest(sites):
    telling = [site for site in sites if site.due >= FEWEST and site.median is not None]
    if telling:
        site = max(telling, key=lambda site: site.median)
        yield Tile(span_in_words(site.median), "首次答复最慢的中位数", site.region.name)


def _tile(number, label, note, url, tone):
    """Nothing to do is neither a colour nor a link."""
    if not number:
        return Tile("0", label)
    return Tile(in_figures(number), label, note, url, tone)


def _oldest(request, now):
    first = next(iter(owed_leads(request)), None)
    return f"最久的{clock_words(first, now)}" if first and first.is_overdue(now) else ""


def _column_tile(request, now):
    ages = [age for age in column_ages(request, now) if age.left is not None]
    if not ages:
        return
    age = min(ages, key=lambda age: age.left)
    words = "栏目超期天数" if age.is_over else "天后有栏目到更新期限"
    url = f"{reverse('admin:news_article_add')}?column={age.column.pk}"
    yield Tile(f"{abs(age.days_left)}", words, age.label, url, age.tone)
