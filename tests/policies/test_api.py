"""The read API: published policies only, with the filters of the page."""

import pytest

from policies.models import Policy
from tests.factories import (
    IndustryFactory,
    PolicyCategoryFactory,
    PolicyFactory,
    RegionFactory,
    SiteFactory,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/policies/"


def ids(response):
    return [row["id"] for row in response.json()["results"]]


@pytest.fixture
def policies(site, other_site):
    funding = PolicyCategoryFactory(slug="funding")
    made = {
        "county": PolicyFactory(region=site.region, issued_on="2026-03-01", category=funding),
        "above": PolicyFactory(region=site.region.parent, issued_on="2026-02-01"),
        "sideways": PolicyFactory(region=other_site.region, issued_on="2026-01-02"),
        "over": PolicyFactory(region=site.region, expires_on="2025-06-01"),
    }
    for status in ("draft", "in_review", "withdrawn"):
        PolicyFactory(region=site.region, status=status, category=funding)
    return {policy.pk: name for name, policy in made.items()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["county", "above", "sideways", "over"]),
        ("validity=in_force", ["county", "above", "sideways"]),
        ("validity=expired", ["over"]),
        ("category=funding", ["county"]),
        ("site=golmud", ["county", "above", "over"]),
        ("region=632821", ["above", "sideways"]),
    ],
)
def test_list_filters(client, policies, query, expected):
    assert [policies[pk] for pk in ids(client.get(f"{URL}?{query}"))] == expected


@pytest.mark.parametrize("query", ["site=nowhere", "region=x", "validity=x", "category=x"])
def test_bad_filter_value_is_400(client, site, query):
    assert client.get(f"{URL}?{query}").status_code == 400


def test_detail_holds_texts_and_facts(client, site):
    policy = PolicyFactory(
        region=site.region, title="办法", conditions=["甲"], body="<p>原文</p><script>x</script>",
        ceiling_wan=800, expires_on="2199-01-01",
    )  # fmt: skip
    policy.industries.add(IndustryFactory(slug="lithium"))
    row = client.get(f"{URL}{policy.pk}/").json()
    wanted = ("title", "region", "industries", "conditions", "body", "ceiling_wan", "validity")
    assert [row[name] for name in wanted] == [
        "办法", "632801", ["lithium"], ["甲"], "<p>原文</p>", "800.00", "valid",
    ]  # fmt: skip
    assert row["url"].endswith(f"/golmud/policies/{policy.pk}/")


def test_policies_that_no_live_site_shows_are_not_told(client, site, prefecture):
    """As of the other lists of the API: what readers cannot open is not there."""
    elsewhere = RegionFactory(adcode="650000", name="别省")
    beside = RegionFactory(adcode="632822", parent=prefecture, name="没有站点的县")
    below = RegionFactory(adcode="632871", parent=site.region, name="片区")
    for region in (elsewhere, beside, below, prefecture):
        PolicyFactory(region=region, title=region.name, issued_on="2026-01-01")
    SiteFactory(region=beside, is_live=False)
    rows = client.get(URL).json()["results"]
    assert [row["title"] for row in rows] == [prefecture.name, below.name]
    hidden = Policy.objects.get(region=elsewhere)
    assert client.get(f"{URL}{hidden.pk}/").status_code == 404


def test_industries_out_of_use_are_not_named(client, site):
    policy = PolicyFactory(region=site.region)
    policy.industries.add(
        IndustryFactory(slug="lithium"), IndustryFactory(slug="gone", is_active=False)
    )
    (listed,) = client.get(URL).json()["results"]
    detail = client.get(f"{URL}{policy.pk}/").json()
    assert (listed["industries"], detail["industries"]) == (["lithium"], ["lithium"])


def test_detail_of_a_draft_is_404(client, site):
    draft = PolicyFactory(region=site.region, status="draft")
    assert client.get(f"{URL}{draft.pk}/").status_code == 404


def test_policy_of_a_region_without_site_is_at_the_nearest(client, site):
    policy = PolicyFactory(region=site.region.parent)
    url = client.get(f"{URL}{policy.pk}/").json()["url"]
    assert url == f"http://127.0.0.1:8000/golmud/policies/{policy.pk}/"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_queries_do_not_grow(client, site, django_assert_num_queries, rows):
    PolicyFactory.create_batch(rows, region=site.region)
    with django_assert_num_queries(3):  # count, page, industries
        client.get(URL)
