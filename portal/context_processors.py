"""What base.html draws around every page."""

from portal.display_preferences import Display
from portal.page_chrome import PageChrome


def page_chrome(request):
    """`site`, its `frame` (None outside a site) and the reader's `display` settings."""
    site = getattr(request, "site", None)
    return {
        "site": site,
        "chrome": PageChrome(request, site) if site else None,
        "display": Display(request),
    }
