"""Whatever changes, a kept page is the page drawn anew, byte for byte, in every process."""

import pytest
from django.test import Client
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant
from hypothesis.stateful import run_state_machine_as_test as run

from publishing.editions.current import CURRENT
from tests import factories
from tests.floods import is_asked_for
from tests.portal.remembering import Remembering, switch_on
from tests.publishing.test_edition_changes import Changes
from tests.world import whole_world

# Below each site, and what belongs to the network.
LISTS = (
    *("", "news/", "guide/", "policies/", "parks/", "listings/", "land/", "factories/", "map/"),
    *("warehouses/", "offices/", "site-map/", "search/", "feed/", "guide/fit/", "pages/about/"),
    "change/",
)
NETWORK = ("/", "/sitemap.xml", "/sitemap-articles.xml", "/sitemap-listings.xml", "/robots.txt")
SLUGS = ("golmud", "wulan", "haixi")


class Readers(Changes):
    """Two processes with memories of their own, asked for a few pages after each change."""

    @initialize(data=st.data())
    def open(self, data):
        paths = [*NETWORK, *self.rows, *(f"/{slug}/{each}" for slug in SLUGS for each in LISTS)]
        paths += [f"/theme/{slug}.css" for slug in SLUGS]
        self.paths = data.draw(st.lists(st.sampled_from(paths), min_size=4, max_size=4))
        self.processes = [Remembering(CURRENT.edition_of) for _ in range(2)]
        self.anew = Client(HTTP_HOST="testserver")
        for client in (*self.processes, self.anew):
            client.raise_request_exception = False

    @invariant()
    def nothing_else_is_shown_under_an_edition(self):
        for path in getattr(self, "paths", ()):
            anew = self.anew.get(path)
            for process in self.processes:
                kept = process.get(path)
                told = (path, kept.status_code, kept.content)
                assert told == (path, anew.status_code, anew.content)


@pytest.mark.flood
def test_kept_page_is_the_page_drawn_anew(site, other_site, prefecture, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = whole_world(site, other_site)
    factories.SiteFactory(region=prefecture, slug="haixi")
    plot = factories.LandFactory(region=other_site.region)
    factories.LandTermsFactory(listing=plot, investment_wan_per_mu=150)
    factories.ArticleFactory(column__site=other_site)
    Readers.rows = [
        world.article.get_absolute_url(),
        world.park.get_absolute_url(),
        world.listing.get_absolute_url(),
        world.land.get_absolute_url(),
        f"{world.land.get_absolute_url()}sheet/",
        world.policy.get_absolute_url(),
    ]
    switch_on(settings, megabytes=32)
    many = hypothesis_settings(
        max_examples=20 if is_asked_for() else 2,
        stateful_step_count=25 if is_asked_for() else 12,
        deadline=None,
    )
    run(Readers, settings=many)
