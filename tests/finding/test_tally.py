"""What is counted of a list."""

from finding.tally import MANY, OPTIONS, Failures


def test_facets_of_several_options_are_counted_option_by_option():
    assert {option.facet for option in OPTIONS} >= MANY


def test_the_costliest_pairs_come_first():
    failures = Failures()
    failures.pairs.update({(0, 1): 2, (0, 2): 7, (1, 2): 2, (2, 3): 0})
    assert failures.costliest_pairs(2) == [(7, (0, 2)), (2, (1, 2))]
    assert failures.costliest_pairs(9) == [(7, (0, 2)), (2, (1, 2)), (2, (0, 1))]
