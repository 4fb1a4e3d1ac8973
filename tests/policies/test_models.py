"""Constraints, regions, counting, numbers."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from parks.models import Listing
from policies.application_deadlines import Deadline
from policies.document_numbers import normalise_document_number
from policies.models import ONE_DAY, Policy
from policies.templatetags.policy_tags import listing_policies, park_policies
from tests.factories import (
    IndustryFactory,
    LandFactory,
    ParkFactory,
    PolicyCategoryFactory,
    PolicyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"effective_on": "2026-01-02", "expires_on": "2026-01-01"}, "expires_after_effective"),
        ({"ceiling_wan": 0}, "ceiling_positive"),
        ({"document_number": "格政办〔2025〕2号"}, "number_once"),
        ({"status": "secret"}, "known_status"),
        (
            {"publish_at": "2026-01-02T00:00Z", "expire_at": "2026-01-01T00:00Z"},
            "expires_after_publishing",
        ),
    ],
)
def test_database_refuses(fields, name):
    PolicyFactory(document_number="格政办[2025]2号")
    with pytest.raises(IntegrityError, match=f"policies_policy_{name}"):
        PolicyFactory(**fields)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("国办发[2017] 47号", "国办发〔2017〕47号"),
        ("国办发（2017）第47号", "国办发〔2017〕47号"),
        ("国办发【2017】047 号", "国办发〔2017〕47号"),
        ("国办发〔2017〕47号", "国办发〔2017〕47号"),
        ("  2017 年第 3 号公告 ", "2017 年第 3 号公告"),
        ("", ""),
    ],
)
def test_document_number_has_one_form(typed, kept):
    assert normalise_document_number(typed) == kept


def test_applying_to_reaches_up_and_down_but_not_sideways(site, other_site):
    region = site.region
    province = PolicyFactory(region=region.parent.parent)
    prefecture = PolicyFactory(region=region.parent)
    county = PolicyFactory(region=region)
    sideways = PolicyFactory(region=other_site.region)
    everything = Policy.objects.order_by("pk")
    assert list(everything.applying_to(region)) == [province, prefecture, county]
    assert list(everything.applying_to(region.parent)) == [province, prefecture, county, sideways]


def test_counts_by_category_counts_what_is_in_force(site, django_assert_num_queries):
    funding, talent = PolicyCategoryFactory(slug="funding"), PolicyCategoryFactory(slug="talent")
    PolicyFactory.create_batch(2, region=site.region, category=funding)
    PolicyFactory(region=site.region, category=talent)
    PolicyFactory(region=site.region, category=talent, expires_on="2025-03-01")
    PolicyFactory(region=site.region, category=talent, status="draft")
    with django_assert_num_queries(1):
        in_force = Policy.objects.published().in_force().applying_to(site.region)
        assert in_force.counts_by_category() == {"funding": 2, "talent": 1}


def test_current_first_puts_what_is_over_last(site):
    over = PolicyFactory(issued_on="2026-01-01", repealed_on="2026-02-01")
    older = PolicyFactory(issued_on="2024-01-01")
    newer = PolicyFactory(issued_on="2025-01-01")
    upcoming = PolicyFactory(issued_on="2026-01-01", effective_on="2199-01-01")
    assert list(Policy.objects.current_first()) == [newer, older, upcoming, over]


TODAY = datetime.date(2026, 11, 30)
YESTERDAY, IN_A_MONTH = "2026-11-29", "2026-12-30"
TERMS = [
    (Deadline.SOON, {"apply_until_on": "2026-11-30"}),
    (Deadline.SOON, {"apply_until_on": IN_A_MONTH, "expires_on": IN_A_MONTH}),
    (Deadline.LATER, {"apply_until_on": "2026-12-31"}),
    (Deadline.NONE, {"expires_on": "2026-11-30"}),
    (Deadline.UPCOMING, {"effective_on": "2026-12-01", "apply_until_on": IN_A_MONTH}),
    (Deadline.PASSED, {"apply_until_on": YESTERDAY, "expires_on": IN_A_MONTH}),
    (Deadline.OVER, {"apply_until_on": IN_A_MONTH, "repealed_on": "2026-11-30"}),
    (Deadline.OVER, {"expires_on": YESTERDAY}),
]


def test_a_row_and_the_database_say_the_same_deadline(site, django_assert_num_queries):
    salt = IndustryFactory()
    for _, dates in TERMS:
        PolicyFactory(**dates)
    PolicyFactory(apply_until_on="2026-12-31", issued_on="2020-01-01").industries.add(salt)
    policies = Policy.objects.for_industries([salt.pk]).with_deadlines(TODAY)
    listed = list(policies.due_first())
    assert [policy.turn for policy in listed] == sorted([*(turn for turn, _ in TERMS), 1])
    assert [policy.deadline(TODAY) for policy in listed] == [policy.turn for policy in listed]
    assert [policy.days_to_apply(TODAY) for policy in listed[:4]] == [0, 30, 31, 31]
    assert [policy.names_industry for policy in listed[2:4]] == [True, False]
    with django_assert_num_queries(1):
        counts = policies.counts_by_deadline()
    assert counts == dict.fromkeys(Deadline, (1, 0)) | {
        Deadline.SOON: (2, 0), Deadline.LATER: (2, 1), Deadline.OVER: (2, 0),
    }  # fmt: skip


def test_park_policies_prefers_shared_industries(site, other_site, django_assert_num_queries):
    lithium, salt = IndustryFactory(), IndustryFactory()
    park = ParkFactory(region=site.region)
    park.industries.set([lithium, salt])
    general = [PolicyFactory(region=site.region, issued_on=f"2025-0{n}-01") for n in (1, 2, 3)]
    fitting = PolicyFactory(region=site.region.parent, issued_on="2024-01-01")
    fitting.industries.set([lithium, salt])
    for hidden in (
        {"region": other_site.region},
        {"region": site.region, "status": "withdrawn"},
        {"region": site.region, "expires_on": "2025-04-01"},
    ):
        PolicyFactory(**hidden).industries.add(lithium)
    with django_assert_num_queries(1):
        assert list(park_policies(park, site)) == [fitting, general[2], general[1]]


def test_policies_of_a_listing_name_its_industry_its_park_or_its_kind(
    site, other_site, django_assert_num_queries
):
    salt, other = IndustryFactory(), IndustryFactory()
    park = ParkFactory(region=site.region, name="盐湖园", also_known_as="北园区")
    park.industries.add(other)
    plot = LandFactory(region=site.region, park=park)
    plot.industries.add(salt)
    today = timezone.localdate()
    of_industry = PolicyFactory(region=site.region.parent)
    of_industry.industries.add(salt)
    of_park = PolicyFactory(region=site.region, gist="北园区企业减免租金", issued_on="2024-01-01")
    of_kind = PolicyFactory(
        region=site.region, audience="竞买标准地的企业", apply_until_on=today + ONE_DAY
    )
    of_others_industry = PolicyFactory(region=site.region)
    of_others_industry.industries.add(other)
    PolicyFactory(region=site.region, gist="厂房租金补贴")
    PolicyFactory(region=other_site.region, audience="竞买标准地的企业")
    PolicyFactory(region=site.region, gist="北园区旧规定", expires_on=today - ONE_DAY)
    listing = Listing.objects.for_page().get(pk=plot.pk)
    with django_assert_num_queries(1):
        found = list(listing_policies(listing, site))
    assert found == [of_kind, of_industry, of_park]
    plot.industries.clear()
    found = listing_policies(Listing.objects.for_page().get(pk=plot.pk), site)
    assert list(found) == [of_kind, of_others_industry, of_park]
