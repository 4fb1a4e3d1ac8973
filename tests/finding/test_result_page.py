"""A page of a list: what may fit, and what is not known last."""

from urllib.parse import parse_qsl

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from finding.criteria import Verdict
from finding.result_page import ResultPage
from tests import factories
from tests.finding.conditions import CONDITIONS, query
from tests.floods import flood


@flood(40)
@given(pairs=CONDITIONS, sort=st.sampled_from(["", "fit", "newest", "area", "-area", "price"]))
def test_no_row_that_fails_and_unknown_ones_last(site, world, pairs, sort):
    results = ResultPage(query([*pairs, ("sort", sort)]), region=site.region)
    verdicts = [[one.verdict(row) for one in results.listing_query.asked] for row in results.page]
    assert [row for row in verdicts if Verdict.FAILED in row] == []
    unknown = [row.count(Verdict.UNKNOWN) for row in verdicts]
    assert unknown == sorted(unknown)


def test_what_could_not_be_judged_in_full_is_counted(site):
    known = factories.BuildingSpecFactory(listing__region=site.region, clear_height_m=9)
    factories.BuildingSpecFactory(listing__region=site.region, clear_height_m=None)
    results = ResultPage(QueryDict("height_min=8"), region=site.region)
    assert results.counts.words == "1 处确定满足 · 1 处待核实"
    assert results.cards[0].title == known.listing.title
    everything = ResultPage(QueryDict(), region=site.region)
    assert everything.counts.words == "2 处"


def test_kinds_that_cannot_have_what_was_asked_are_named_unless_chosen(site):
    def left_out(query):
        return ResultPage(QueryDict(query), region=site.region).kinds_left_out

    assert left_out("height_min=9") == ("工业用地", "净高")
    assert left_out("height_min=9&kind=factory") == ()
    assert left_out("area_min=9") == ()


def test_conditions_are_carried_into_the_enquiry(site):
    asked = "area_min=20&area_unit=mu&by=2027-01-31&height_min=9"
    results = ResultPage(QueryDict(asked), region=site.region)
    assert parse_qsl(results.consult_query) == [
        ("topic", "space"),
        ("message", "需要：面积 ≥ 20 亩；2027-01-31 前可入驻；净高 ≥ 9 m。"),
        ("area_wanted", "≥ 20 亩"),
        ("timing_wanted", "2027-01-31 前可入驻"),
        ("area_min", "20"),
        ("area_unit", "mu"),
        ("by", "2027-01-31"),
        ("height_min", "9"),
    ]
    assert ResultPage(QueryDict(), region=site.region).consult_query == "topic=space"
