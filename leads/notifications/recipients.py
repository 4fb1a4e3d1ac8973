"""Who answers for an enquiry, and for which waiting mails somebody has turned up."""

from django.contrib.auth import get_user_model
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

from leads.models import Absence
from regions import access
from regions.models import Membership, Site


def officers_of(region, roles=access.OFFICERS):
    """Active officers and managers of the region or of one above it."""
    return officers_of_any([region], roles)


def officers_of_any(regions, roles=access.OFFICERS):
    """Active officers and managers of one of the regions at least."""
    adcodes = sorted({adcode for region in regions for adcode in region.lineage()})
    return (
        get_user_model()
        .objects.filter(
            is_active=True,
            is_staff=True,
            memberships__role__in=roles,
            memberships__region__adcode__in=adcodes,
        )
        .distinct()
    )


def staff_addresses(lead) -> list[str]:
    """The owner, else officers and managers of the region or above, else the topic's mailbox.

    An owner who may no longer open the lead is not told: somebody who can answer is. Who stands in
    for an absent owner is told as well.
    """
    staff = officers_of(lead.site.region).exclude(email="")
    owner = staff.filter(pk__in=_owner_and_stand_in(lead))
    addresses = set((owner or staff).values_list("email", flat=True))
    return sorted(addresses) or [a for a in [lead.topic.routing_email] if a]


def _owner_and_stand_in(lead):
    if lead.owner_id is None:
        return []
    stand_ins = Absence.objects.stand_ins(timezone.localdate())
    return [pk for pk in (lead.owner_id, stand_ins.get(lead.owner_id)) if pk]


def manager_addresses(lead, *, besides=None) -> list[str]:
    """Of those who answer for the officers; nobody is told of what they did themselves.

    Where that leaves nobody, the auditors hear of it: a lone manager has no colleague to ask why.
    """
    for roles in (access.MANAGERS, access.AUDITORS):
        staff = officers_of(lead.site.region, roles).exclude(email="")
        staff = staff.exclude(pk=besides.pk) if besides else staff
        if addresses := sorted(set(staff.values_list("email", flat=True))):
            return addresses
    return []


def addressable(mails):
    """Those of the waiting `mails` that staff_addresses() now finds somebody for.

    Asked every two seconds, so it is one query, and looks at sites rather than at their mails: a
    region may be without an officer for a year.
    """
    sites = Site.objects.filter(pk__in=mails.values("lead__site"))
    return mails.filter(
        ~Q(lead__topic__routing_email="")
        | Q(lead__site__in=sites.filter(Exists(officers_with_mail_at("region__path"))))
    )


def officers_with_mail_at(path):
    """Memberships of officers with an address, at or above the region of the outer query."""
    officers = Membership.objects.filter(
        role__in=access.OFFICERS, user__is_active=True, user__is_staff=True
    )
    outer_path = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return (
        officers.exclude(user__email="")
        .alias(outer_path=outer_path)
        .filter(outer_path__startswith=F("region__path"))
    )
