"""What an officer has in hand, and to whom it may be given."""

from django.urls import reverse

from leads.models import Lead
from regions import access
from regions.models import Membership
from regions.open_duties import Duty


def open_duty(user, without=None) -> Duty | None:
    """Open enquiries of an account; with a grant that is to go, those that it alone opens."""
    leads = Lead.objects.mine(user).unerased()
    if without is not None:
        leads = opened_by(without, leads)
    count = leads.count()
    url = reverse("admin:leads_lead_handover", args=[user.pk])
    return Duty(f"手上还有 {count} 条没有结束的咨询", url) if count else None


def opened_by(grant, leads):
    """Of these, what an account may open by this grant alone."""
    if grant.role not in access.OFFICERS or grant.user.is_superuser:
        return leads.none()
    leads = leads.filter(site__region__path__startswith=grant.region.path)
    others = Membership.objects.filter(user=grant.user, role__in=access.OFFICERS)
    for path in others.exclude(pk=grant.pk).values_list("region__path", flat=True):
        leads = leads.exclude(site__region__path__startswith=path)
    return leads


def leads_in_hand(person, *, seen_by):
    """Of one account, as far as `seen_by` may give them away: own, or as chief."""
    leads = Lead.objects.mine(person).unerased().select_related("site__region", "topic", "owner")
    if seen_by.pk != person.pk:
        leads = leads.in_scope(seen_by, access.MANAGERS)
    else:
        leads = leads.in_scope(seen_by)
    return leads.order_by("site", "received_at", "pk")
