"""What pages say about enquiries and the office; numbers and hours only, never a name."""

from django import template
from django.utils import timezone

from leads.deadlines import DAY
from leads.models import Lead, OfficeHours
from leads.opening import opening_at
from regions import access

register = template.Library()


@register.simple_tag
def enquiries_naming(listing, user) -> int:
    """How many enquiries of the user's regions name this listing; one query.

    What lies in quarantine may be no enquiry at all.
    """
    named = Lead.objects.accepted().filter(lead_listings__listing=listing)
    return access.scope(named, user, lookup="site__region").count()


@register.simple_tag
def opening_of(site):
    """Whether the site's office works now, and when an answer is due; one query."""
    now = timezone.now()
    hours, entered = OfficeHours.objects.with_days(site, timezone.localdate(now) - DAY)
    days = site.reply_working_days
    return opening_at(now, working_days=days, entered=entered, hours=hours)
