"""The same verdict in SQL and in Python; counts as brute force finds them."""

import datetime
import random
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finding.criteria import Verdict
from finding.filters import ListingFilter
from finding.needs import BY_NAME, NEEDS, Asked
from finding.ranges import Span
from finding.result_page import Results
from parks import attributes
from parks.models import Listing, ListingIndex
from tests import factories
from tests.finding.finding_world import build_finding_world

UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NUMBERS = st.sampled_from(["0", "0.5", "2", "3", "3.1", "9", "10", "20", "300", "2000", "13333.33"])
DAYS = st.sampled_from([-60, 0, 30, 400]).map(
    lambda days: (timezone.localdate() + datetime.timedelta(days=days)).isoformat()
)


def values_of(name):
    """What a form may send for a parameter."""
    filter_ = ListingFilter.base_filters[name]
    if name in {"park", "industry"}:
        return st.sampled_from({"park": ["north", "south"], "industry": ["salt", "solar"]}[name])
    if choices := filter_.extra.get("choices"):
        return st.sampled_from([value for value, _ in choices])
    return DAYS if name == "by" else NUMBERS


ASKABLE = [name for name in ListingFilter.base_filters if name not in {"q", "sort"}]
PAIR = st.sampled_from(ASKABLE).flatmap(lambda name: st.tuples(st.just(name), values_of(name)))
CONDITIONS = st.lists(PAIR, max_size=5)


def query(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data


@pytest.fixture
def world(site):
    build_finding_world(site, 40, seed=random.randrange(1000))  # noqa: S311 -- not a secret


@settings(max_examples=80, suppress_health_check=UNHURRIED)
@given(pairs=CONDITIONS)
def test_sql_and_python_give_the_same_verdict(site, world, pairs):
    filterset = ListingFilter(query(pairs), region=site.region)
    rows = list(ListingIndex.objects.published())
    for asked in filterset.asked:
        found = {
            Verdict.MET: set(ListingIndex.objects.filter(asked.met())),
            Verdict.FAILED: set(ListingIndex.objects.filter(asked.failed())),
            Verdict.UNKNOWN: set(ListingIndex.objects.filter(asked.unknown())),
        }
        assert found == {
            verdict: {row for row in rows if asked.verdict(row) is verdict} for verdict in Verdict
        }
        possible = found[Verdict.MET] | found[Verdict.UNKNOWN]
        assert set(ListingIndex.objects.filter(asked.possible())) == possible
        assert all(asked.actual(row) for row in rows)


@settings(max_examples=80, suppress_health_check=UNHURRIED)
@given(pairs=CONDITIONS)
def test_counts_are_those_of_brute_force(site, world, pairs):
    results = Results(query(pairs), region=site.region)
    conditions = [*results.filter.picked, *results.filter.asked]
    rows = [
        (row, [one.need.name for one in conditions if one.verdict(row) is Verdict.FAILED])
        for row in results.filter.framed()
    ]
    found = [row for row, failed in rows if not failed]
    tally = results.tally
    assert tally.total == len(found)
    assert tally.known == sum(
        all(one.verdict(row) is Verdict.MET for one in results.filter.asked) for row in found
    )
    assert tally.alone == {
        one.need.name: sum(failed == [one.need.name] for _, failed in rows)
        for one in conditions
        if one.need.name != "kind"
    }
    for option in results.facets.options():
        others = [row for row, failed in rows if set(failed) <= {option.name}]
        alone = Results(query([(option.name, option.value)]), region=site.region).filter
        (asked,) = [*alone.picked, *alone.asked]
        expected = sum(asked.verdict(row) is Verdict.MET for row in others)
        assert (option.id, option.count) == (option.id, str(expected))


@settings(max_examples=40, suppress_health_check=UNHURRIED)
@given(pairs=CONDITIONS, sort=st.sampled_from(["", "fit", "newest", "area", "-area", "price"]))
def test_no_row_that_fails_and_unknown_ones_last(site, world, pairs, sort):
    results = Results(query([*pairs, ("sort", sort)]), region=site.region)
    verdicts = [[one.verdict(row) for one in results.filter.asked] for row in results.page]
    assert [row for row in verdicts if Verdict.FAILED in row] == []
    unknown = [row.count(Verdict.UNKNOWN) for row in verdicts]
    assert unknown == sorted(unknown)


def test_every_need_has_a_column_and_a_field_of_its_own():
    columns = {field.name for field in ListingIndex._meta.get_fields()}
    assert [need.name for need in NEEDS if need.column not in columns] == []
    assert len({need.name for need in NEEDS}) == len(NEEDS)
    assert [n for n in BY_NAME if n not in ListingFilter.base_filters] == ["area", "price"]


@pytest.mark.parametrize("kind", Listing.Kind.values)
def test_what_can_be_needed_of_a_kind_is_shown_of_it(kind):
    """Who asks for 净高 must find 净高 on the page, if only as 未知."""
    shown = {column.name for column in (*attributes.BY_KIND[kind], *attributes.CONTROLS)}
    wanted = {
        need.column
        for need in NEEDS
        if need.applies_to(kind) and need.source_of(kind).startswith("terms.")
    }
    assert sorted(wanted - shown) == []


@pytest.mark.parametrize(
    ("stored", "typed", "is_found"),
    [("13333.33", "20", True), ("13333", "20", True), ("13332", "20", False)],
)
def test_a_plot_of_20_mu_is_found_as_such(site, stored, typed, is_found):
    factories.LandFactory(region=site.region, area_sqm=stored)
    data = query([("area_min", typed), ("area_unit", "mu")])
    assert Results(data, region=site.region).total == is_found


def test_part_of_a_large_plot_meets_a_small_need(site):
    factories.LandFactory(region=site.region, area_sqm=80000, divisible_from_sqm=10000)
    factories.LandFactory(region=site.region, area_sqm=80000)
    data = query([("area_max", "20"), ("area_unit", "mu")])
    assert Results(data, region=site.region, kind="land").total == 1


def test_rent_by_the_day_is_compared_by_the_month(site):
    factories.ListingFactory(region=site.region, price_amount="0.50", price_unit="yuan_per_sqm_day")
    for limit, total in (("0.5", 1), ("0.49", 0)):
        data = query([("price_max", limit), ("price_unit", "yuan_per_sqm_day")])
        assert Results(data, region=site.region).total == total
    data = query([("price_min", "0.5"), ("price_unit", "yuan_per_sqm_day")])
    assert Results(data, region=site.region).total == 1


def test_words_and_facts_of_needs():
    row = ListingIndex(kind="land", area_sqm=20000, divisible_from_sqm=10000)
    said = {
        "area": Span(Decimal(20), None, "mu"),
        "height_min": Decimal(9),
        "fire": ["jia", "yi"],
        "eia": True,
        "by": datetime.date(2027, 3, 1),
    }
    asked = [Asked(BY_NAME[name], value) for name, value in said.items()]
    assert [one.words.replace("\u00a0", " ") for one in asked] == [
        "面积 ≥ 20 亩",
        "净高 ≥ 9 m",
        "火灾危险性类别 甲类或乙类",
        "可办环评",
        "2027-03-01 前可入驻",
    ]
    assert [one.actual(row).replace("\u00a0", " ") for one in asked] == [
        "15–30 亩",
        "工业用地无此项",
        "工业用地无此项",
        "未知",
        "未知",
    ]
