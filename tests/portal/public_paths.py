"""One address of every kind of public page of a running installation, found as readers find it."""

import re
from types import SimpleNamespace

from django.urls import Resolver404, resolve, reverse

from tests.portal import access_matrix as matrix
from tests.world import World

LINK = re.compile(r'(?:href|action)="(?:http://[^/"]+)?(/[^"#?]*)')
API_KINDS = ("listing", "park", "article", "policy")
MOST_PAGES = 120


def public_paths(browser, reference: str) -> dict[str, str]:
    """By URL name; a kind of page that is linked from nowhere is missing."""
    found = addresses_of_the_site(reference)
    for kind in API_KINDS:
        rows = browser.get(reverse(f"{kind}-list")).text
        found[f"{kind}-detail"] = reverse(
            f"{kind}-detail", args=re.findall(r'"id":(\d+)', rows)[:1]
        )
    waiting, looked_at = [*found.values()], 0
    while waiting and looked_at < MOST_PAGES and found.keys() != matrix.PUBLIC.keys():
        looked_at += 1
        for link in dict.fromkeys(LINK.findall(browser.get(waiting.pop(0)).text)):
            name = name_of(link)
            if name in matrix.PUBLIC and name not in found:
                found[name] = link
                waiting.append(link)
    return found


def addresses_of_the_site(reference):
    """Those that name nothing but the site, or an enquiry."""
    lead = SimpleNamespace(reference=reference)
    world = World(SimpleNamespace(slug="golmud")).tell(lead=lead)
    found = {}
    for name, row in matrix.PUBLIC.items():
        if all(arg[0] == "'" or arg in {"site.slug", "lead.reference"} for arg in row.args):
            path = world.address(name, row.args)
            found[name] = f"{path}?{row.query}" if row.query else path
    return found


def name_of(path):
    try:
        return resolve(path).url_name
    except Resolver404:
        return None
