"""Where an enquiry came from: the first and the last page, and the words of a campaign.

Read from addresses alone, when the form is opened: no cookie, nothing of a person. What is kept is
a path of this site, never a query, and at most three words of a campaign, each as plain as a name.
"""

import re
import unicodedata
from dataclasses import astuple, dataclass
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve

from leads import tokens

LONGEST_PATH, LONGEST_WORD = 120, 30
LONGEST_CAMPAIGN = 3 * LONGEST_WORD + 6
LONGEST_REFERER = 2000
CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign")
FIRST_PAGE = "utm_page"  # written into links by static/js/campaign.js
# No mail address, no telephone or identity number: a name of letters and a few figures.
PLAIN_WORD = re.compile(rf"(?!(?:\D*\d){{7}})[\w.+-]{{1,{LONGEST_WORD}}}")
# Of a visitor's own enquiry: such a path says which.
OWN_PAGES = {"consult", "consult_receipt", "lead_status"}


@dataclass(frozen=True)
class Origin:
    """Paths of the site, "" where nothing is known; `campaign`: its words joined by " / "."""

    first_page: str = ""
    last_page: str = ""
    campaign: str = ""


def origin_of(request, site) -> Origin:
    """Of somebody who opens the form. The last page is the one whose link was followed."""
    referer = urlsplit(_referer(request))
    is_ours = referer.netloc == request.get_host()
    before = QueryDict(referer.query[:LONGEST_REFERER]) if is_ours else QueryDict()
    last = page_in(referer.path, site) if is_ours else ""
    asked = next((words for words in (request.GET, before) if campaign_in(words)), QueryDict())
    first = page_in(asked.get(FIRST_PAGE, ""), site) or last
    return Origin(first, last, campaign_in(asked))


def _referer(request):
    text = request.headers.get("Referer", "")
    try:
        urlsplit(text)
    except ValueError:
        return ""
    return text if len(text) <= LONGEST_REFERER else ""


def page_in(path: str, site) -> str:
    """A page that there is on this site, else ""."""
    if len(path) > LONGEST_PATH or not path.startswith(f"/{site.slug}/"):
        return ""
    try:
        name = resolve(path).url_name
    except Resolver404:
        return ""
    return "" if name in OWN_PAGES else path


def campaign_in(params) -> str:
    """Source, medium and name of a campaign, those that are plain words."""
    words = (unicodedata.normalize("NFKC", params.get(name, "")).strip() for name in CAMPAIGN)
    return " / ".join(word for word in words if PLAIN_WORD.fullmatch(word))


def new_mark(site, origin: Origin) -> str:
    """Carries it through the form, so that nobody writes another."""
    return tokens.new_origin_mark(site.pk, astuple(origin))


def read_mark(site, mark: str) -> Origin:
    """Empty of a mark that is not ours, or of another site."""
    found = tokens.read_origin_mark(mark)
    return Origin(*found[1:]) if found and found[0] == site.pk else Origin()
