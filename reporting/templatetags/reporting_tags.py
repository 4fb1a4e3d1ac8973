"""What pages of rooms below say of a site's answers."""

from django import template

from reporting.models import FEWEST, QuarterFigures

register = template.Library()


@register.inclusion_tag("reporting/_reply_times.html")
def reply_times(site):
    """How fast the site has answered, quarter by quarter; nothing while it does not publish it."""
    return {"rows": list(QuarterFigures.objects.newest(site)), "fewest": FEWEST}
