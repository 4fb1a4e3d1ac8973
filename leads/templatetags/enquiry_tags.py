"""What pages of other rooms say about enquiries; numbers only, never a name."""

from django import template

from leads.models import Lead
from regions import access

register = template.Library()


@register.simple_tag
def enquiries_naming(listing, user) -> int:
    """How many enquiries of the user's regions name this listing; one query.

    What lies in quarantine may be no enquiry at all.
    """
    named = Lead.objects.accepted().filter(lead_listings__listing=listing)
    return access.scope(named, user, lookup="site__region").count()
