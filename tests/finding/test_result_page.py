"""A page of a list: what may fit, and what is not known last."""

from hypothesis import given
from hypothesis import strategies as st

from finding.criteria import Verdict
from finding.result_page import ResultPage
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
