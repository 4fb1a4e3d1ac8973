"""Rows into the database as if each had been saved: history, search entry and index row with it."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from parks.models import LandTerms, Listing, ListingIndex
from publishing.models import VersionRows
from search.models import SearchEntry
from tests import factories
from tests.exchange.sample_files import HEADER, ROW, row

pytestmark = pytest.mark.django_db


def errors(diffs):
    return [diff.errors for diff in diffs]


def verdicts(diffs):
    return [diff.outcome.value for diff in diffs]


def test_new_row_is_a_draft_as_if_saved(bring, site, superuser):
    assert verdicts(bring([ROW], user_id=superuser.pk)) == ["new"]
    listing = Listing.objects.get()
    assert (listing.code, listing.status, listing.region) == ("GEM-F-1", "draft", site.region)
    assert (listing.created_by, listing.building_spec.clear_height_m) == (superuser, Decimal("9.6"))
    history = listing.history.get()
    assert (history.history_type, history.history_change_reason) == ("+", "导入")
    assert (history.history_user, history.title) == (superuser, "一号厂房")
    before = Listing.objects.values().get()
    listing.save()
    after = Listing.objects.values().get()
    assert {k for k in before if before[k] != after[k]} == {"updated_at"}
    assert list(SearchEntry.objects.all()) == list(ListingIndex.objects.all()) == []


def test_public_listing_stays_found_with_its_new_facts(bring, site):
    listing = factories.ListingFactory(region=site.region, code="GEM-F-1")
    assert verdicts(bring([row(标题="带行车的厂房")])) == ["changed"]
    listing.refresh_from_db()
    entry = SearchEntry.objects.get(object_id=listing.pk, type="listing")
    index_row = ListingIndex.objects.get()
    assert (listing.status, entry.title) == ("approved", "带行车的厂房")
    assert (index_row.area_sqm, index_row.clear_height_m) == (3200.0, 9.6)


def test_hold_ends_with_the_negotiation(bring, site):
    until = timezone.localdate() + datetime.timedelta(days=9)
    held = {"status_of_offer": "negotiating", "held_until_on": until, "hold_reason": "洽谈"}
    factories.ListingFactory(region=site.region, code="GEM-F-1", **held)
    assert errors(bring([[*ROW, "已租"]], [*HEADER, "供应状态"])) == [{}]
    listing = Listing.objects.get()
    assert (listing.status_of_offer, listing.held_until_on) == ("taken", None)


def test_entry_that_says_the_same_is_left_alone(bring, site):
    factories.ListingFactory(region=site.region, code="GEM-F-1", title=ROW[1])
    SearchEntry.objects.update(vector=None)
    bring([row(价格="9.9")])
    assert SearchEntry.objects.get().vector is None
    bring([row(标题="改了名")])
    assert "改" in SearchEntry.objects.get().vector


def test_what_hangs_on_a_listing_is_kept_where_an_import_changes_it(bring):
    bring([ROW])
    bring([row(标题="改了名")])
    assert not VersionRows.objects.exists()
    bring([row(净高="12")])
    versions = VersionRows.objects.order_by("history_id")
    heights = [each.parts["building_spec"][0]["clear_height_m"] for each in versions]
    assert heights == ["9.60", "12.00"]
    assert versions.last().history_id == Listing.objects.get().history.latest("history_id").pk


def test_land_takes_its_terms(bring):
    header = ["编号", "标题", "类型", "供应方式", "面积（亩）", "年期（年）", "可环评", "标准地"]
    bring([["GEM-L-1", "一号地", "土地", "出让", "20", "50", "是", "否"]], header)
    terms = LandTerms.objects.get()
    assert (terms.listing.area_sqm, terms.tenure_years) == (Decimal("13333.33"), 50)
    assert (terms.is_eia_ready, terms.is_standard_land) == (True, False)
