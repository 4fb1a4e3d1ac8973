"""How a landing board comes about: which nodes a project has, and when each is due."""

import datetime

from django.utils import timezone

from landing.models import LandingNode, NodeTemplate, Project
from leads.deadlines import reply_due_at
from leads.models import CalendarPeriod, Lead, OfficeHours
from parks import kinds

SIGNED = Lead.position_of(Lead.Stage.SIGNED)
PROJECTS = {
    kinds.LAND: Project.LAND,
    kinds.FACTORY: Project.BUILDING,
    kinds.WAREHOUSE: Project.BUILDING,
    kinds.OFFICE: Project.OFFICE,
}
WARNED_BEFORE = datetime.timedelta(hours=48)


def is_signed(lead):
    """Whether it has come as far as 签约, or had when it ended."""
    return Lead.position_of(lead.reached) >= SIGNED


def has_board(lead):
    """Also of a project that fell back: what is on its board is somebody's until it is done."""
    return is_signed(lead) or lead.landing_nodes.exists()


def project_of(lead) -> Project:
    """By what was said to be needed, else by the first place asked about."""
    need = lead.needs.filter(name="kind").values_list("value", flat=True).first()
    kind = need or (lead.listing.kind if lead.listing else "")
    return PROJECTS.get(kind, Project.ANY)


def make_nodes(lead, project, *, owner, now) -> list[LandingNode]:
    """What the templates say and the board has not, each due so many working days from now."""
    known = set(lead.landing_nodes.values_list("name", flat=True))
    rows = [row for row in NodeTemplate.objects.of(lead.site, project) if row.name not in known]
    entered = CalendarPeriod.objects.days_after(timezone.localdate(now))
    hours = OfficeHours.objects.of(lead.site_id)
    nodes = [
        LandingNode(
            lead=lead,
            owner=owner,
            name=row.name,
            position=row.position,
            due_at=reply_due_at(now, row.working_days, entered, hours),
            changed_at=now,
        )
        for row in rows
    ]
    return LandingNode.objects.bulk_create(nodes, ignore_conflicts=True)


def end_of_day(lead, day):
    """When the office of the lead's site closes that day, as if it were worked."""
    closes = OfficeHours.objects.of(lead.site_id).closes
    return timezone.make_aware(datetime.datetime.combine(day, closes))
