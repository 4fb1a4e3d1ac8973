"""Verified, stale, hidden; held, released, taken: as of a day, without a scheduler."""

import datetime

import pytest
from django.utils import timezone

from parks.models import KindRule, Listing, ListingIndex
from publishing.models import IncompleteError, NotAllowedError
from tests import factories

TODAY = datetime.date(2026, 11, 21)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def listing(site):
    return factories.ListingFactory(region=site.region)


def held_until(site, day):
    return factories.ListingFactory(
        region=site.region, status_of_offer="negotiating", held_until_on=day, hold_reason="有意向"
    )


def test_hold_is_a_negotiation_until_its_last_day(listing):
    listing.hold(TODAY + 5 * DAY, "意向企业在做可研", today=TODAY)
    listing.refresh_from_db()
    assert (listing.status_of_offer, listing.hold_reason) == ("negotiating", "意向企业在做可研")
    days = [TODAY, TODAY + 5 * DAY, TODAY + 6 * DAY]
    assert [listing.shown_status(day) for day in days] == ["negotiating"] * 2 + ["available"]


@pytest.mark.parametrize("days", [-1, 91])
def test_hold_ends_within_ninety_days(listing, days):
    with pytest.raises(NotAllowedError, match="今天起 90 天内"):
        listing.hold(TODAY + days * DAY, "有意向", today=TODAY)
    listing.refresh_from_db()
    assert listing.status_of_offer == "available"


def test_what_is_taken_cannot_be_held(listing):
    listing.mark_taken()
    with pytest.raises(NotAllowedError, match="不能锁定"):
        listing.hold(TODAY, "有意向", today=TODAY)


def test_release_makes_it_available_and_forgets_the_reason(listing):
    listing.hold(TODAY, "有意向", today=TODAY)
    listing.release()
    listing.refresh_from_db()
    state = listing.status_of_offer, listing.held_until_on, listing.hold_reason
    assert state == ("available", None, "")
    with pytest.raises(NotAllowedError, match="没有锁定"):
        listing.release()


def test_letting_drops_the_hold(listing):
    listing.hold(TODAY, "有意向", today=TODAY)
    listing.mark_taken()
    listing.refresh_from_db()
    assert (listing.held_until_on, listing.hold_reason) == (None, "")


@pytest.mark.parametrize(
    "statuses",
    [["available"], ["negotiating"], ["available", "negotiating"], ["taken"],
     ["negotiating", "taken"], []],
)  # fmt: skip
def test_queries_agree_with_the_status_that_readers_see(site, statuses):
    factories.ListingFactory(region=site.region)
    factories.ListingFactory(region=site.region, status_of_offer="negotiating")
    factories.ListingFactory(region=site.region, status_of_offer="taken")
    for days in (-1, 0, 1):
        held_until(site, TODAY + days * DAY)
    rows = Listing.objects.order_by("pk")
    wanted = [row.pk for row in rows if row.shown_status(TODAY) in statuses]
    assert [row.pk for row in rows.with_offer_status(statuses, TODAY)] == wanted
    index_rows = ListingIndex.objects.with_offer_status(statuses, TODAY).order_by("pk")
    assert [row.pk for row in index_rows] == wanted


def test_list_filter_and_geojson_know_that_a_hold_has_run_out(client, site):
    yesterday, tomorrow = (timezone.localdate() + days * DAY for days in (-1, 1))
    over, held = held_until(site, yesterday), held_until(site, tomorrow)
    for status, wanted in [("available", over), ("negotiating", held)]:
        text = client.get(f"/golmud/listings/?status={status}").text
        found = [row.pk for row in (over, held) if f"/golmud/listings/{row.pk}/" in text]
        assert found == [wanted.pk]
    features = client.get("/api/v1/listings.geojson").json()["features"]
    shown = {row["id"]: row["properties"]["status_of_offer"] for row in features}
    assert shown == {over.pk: "available", held.pk: "negotiating"}


def test_page_says_negotiating_and_never_why_or_how_long(client, site, listing):
    until_on = timezone.localdate() + 5 * DAY
    listing.hold(until_on, "某集团董事会未决")
    texts = [
        client.get(f"/golmud/listings/{listing.pk}/").text,
        client.get("/golmud/listings/").text,
    ]
    texts.append(client.get(f"/api/v1/listings/{listing.pk}/").text)
    assert ["洽谈中" in text or "negotiating" in text for text in texts] == [True] * 3
    assert ["董事会" in text or until_on.isoformat() in text for text in texts] == [False] * 3


@pytest.mark.parametrize(
    ("kind", "verified_days_ago", "is_fresh", "is_public"),
    [
        ("factory", 89, True, True),
        ("factory", 91, False, True),
        ("factory", 121, False, False),
        ("land", 179, True, True),
        ("land", 181, False, True),
        ("land", 241, False, False),
    ],
)
def test_facts_stand_as_long_as_the_rule_of_the_kind_says(
    site, kind, verified_days_ago, is_fresh, is_public
):
    now = timezone.now()
    row = factories.ListingFactory(
        region=site.region, kind=kind, verified_at=now - verified_days_ago * DAY,
        publish_at=now - 300 * DAY,
    )  # fmt: skip
    assert (row.is_fresh(now), row.is_published(now)) == (is_fresh, is_public)
    assert Listing.objects.published(now).filter(pk=row.pk).exists() == is_public
    assert Listing.objects.hidden_as_stale(now).filter(pk=row.pk).exists() != is_public
    assert row.is_stale_hidden(now) != is_public


def test_never_verified_is_stale_at_once_and_hidden_after_both_terms(site):
    published = timezone.now() - 100 * DAY
    row = factories.ListingFactory(region=site.region, publish_at=published)
    assert (row.stale_at, row.hidden_at) == (published, published + 120 * DAY)
    assert (row.is_fresh(), row.verified_label) == (False, "尚未核实")


def test_repricing_verifies(listing):
    listing.reprice("12.5", "yuan_per_sqm_month", by="编辑")
    listing.refresh_from_db()
    assert (listing.rent_yuan_per_sqm_month, listing.verified_evidence) == (12.5, "价格更新")
    assert listing.is_fresh()


@pytest.mark.parametrize(
    "act",
    [
        lambda listing: listing.verify(by="编辑", evidence="现场查看"),
        lambda listing: listing.reprice("8", "yuan_per_sqm_month", by="编辑"),
        lambda listing: listing.start_negotiation(),
        lambda listing: listing.hold(TODAY + 5 * DAY, "有意向", today=TODAY),
        lambda listing: listing.mark_taken(),
    ],
)
def test_what_is_public_at_once_is_a_correction(listing, act):
    """As the form understands it (publishing.corrections): an action on the list does no more."""
    derived = {"updated_at", "stale_at", "hidden_at", "rent_yuan_per_sqm_month"}
    before = Listing.objects.values().get()
    act(listing)
    after = Listing.objects.values().get()
    changed = {name for name in before if before[name] != after[name]} - derived
    assert changed
    assert changed <= set(Listing.corrections)


def test_a_step_opens_no_gap_in_public(listing):
    rule = {"fresh_days": 90, "grace_days": 30, "required": ["price_amount"]}
    KindRule.objects.update_or_create(kind=listing.kind, defaults=rule)
    before = Listing.objects.values().get()
    with pytest.raises(IncompleteError, match="价格"):
        listing.reprice(None, "", by="编辑")
    assert Listing.objects.values().get() == before
