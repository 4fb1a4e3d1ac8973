"""A list of which nothing was asked is counted once an edition, and again when its rows change."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict

from core.kept_parts import KeptParts
from core.page_store import PageStore
from finding.plain_lists import is_plain
from finding.result_page import ResultPage
from finding.snapshot import writing
from finding.snapshot.latest import CurrentSnapshot
from maps.map_query import map_query
from parks.models import Listing
from tests import factories


@dataclass(frozen=True)
class Edition:
    number: int
    is_last_known: bool = False


EDITION = Edition(1)


@pytest.fixture
def kept():
    return KeptParts(PageStore(1_000_000), "golmud", EDITION)


@pytest.fixture
def site(transactional_db):
    site = factories.SiteFactory()
    for number in range(25):
        factories.ListingFactory(region=site.region, title=f"{number} 号厂房")
    return site


@pytest.fixture
def current(tmp_path, site):
    for _ in writing.write(tmp_path / "snapshot"):
        pass
    return CurrentSnapshot(tmp_path / "snapshot", follow_every=0)


@pytest.mark.parametrize(
    ("query", "answer"),
    [("", True), ("page=2&sort=area", True), ("q=", True), ("q=厂", False), ("kind=land", False)],
)
def test_only_a_place_in_the_list_leaves_it_plain(query, answer):
    assert is_plain(QueryDict(query)) is answer


def test_columns_are_read_once_until_their_rows_change(site, current, kept):
    def page(query=""):
        return ResultPage(QueryDict(query), region=site.region, current=current, kept=kept)

    first, second = page(), page()
    assert ("narrowed" in vars(first.answers), "narrowed" in vars(second.answers)) == (True, False)
    assert second.tally == first.tally
    assert [row.pk for row in second.page] == [row.pk for row in first.page]
    assert [row.pk for row in page("sort=area").page] == list(
        Listing.objects.order_by("area_sqm", "pk").values_list("pk", flat=True)[:20]
    )
    Listing.objects.get(pk=second.page.rows[0].pk).withdraw()
    changed = page()
    assert (first.total, changed.total) == (25, 24)
    assert changed.page.rows[0].pk == second.page.rows[1].pk
    assert "narrowed" in vars(page("q=号").answers)


def test_map_reads_them_once_and_a_box_each_time(site, current, kept, rf):
    site.kept = kept

    def shown(query=""):
        asked = map_query(rf.get(f"/golmud/map/{query}"), site, current=current)
        counts = asked.count, asked.located
        return asked, (*counts, *asked.located_keys()[:15], *asked.nowhere_keys()[:6])

    (first, told), (second, told_again) = shown(), shown()
    assert ("narrowed" in vars(first.answers), "narrowed" in vars(second.answers)) == (True, False)
    assert told == told_again
    assert told[:2] == (25, first.located)
    in_a_box, _ = shown("?bbox=90,30,100,40")
    assert "narrowed" in vars(in_a_box.answers)
