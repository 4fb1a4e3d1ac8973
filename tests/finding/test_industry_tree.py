"""A trade finds its branches, everywhere by one rule (ADR 74)."""

import itertools
from dataclasses import dataclass

import pytest
from django.http import QueryDict

from finding.criteria import Verdict
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from finding.result_page import ResultPage
from parks.models import ListingIndex
from search.following import catch_up
from tests import factories

BRANCHES = {"salt", "coal"}
NAMES = ("chemicals", "salt", "coal", "solar")
SETS = [set(names) for n in range(5) for names in itertools.combinations(NAMES, n)]


@dataclass
class Offers:
    """One listing for each way to say what it suits: {its key: the slugs said}."""

    site: object
    stated: dict


@pytest.fixture(scope="module")
def offers(kept):
    site = factories.SiteFactory()
    trade = factories.IndustryFactory(slug="chemicals", name="化工", position=2)
    made = {"chemicals": trade}
    for slug in ("salt", "coal"):
        made[slug] = factories.IndustryFactory(slug=slug, parent=trade)
    made["solar"] = factories.IndustryFactory(slug="solar", name="光伏", position=1)
    stated = {}
    for slugs in SETS:
        listing = factories.ListingFactory(region=site.region)
        listing.industries.set([made[slug] for slug in slugs])
        listing.index()
        stated[listing.pk] = slugs
    return Offers(site, stated)


def meant(slugs):
    """Who asks for a trade and a branch of it means the branch."""
    return slugs - {"chemicals"} if slugs & BRANCHES else slugs


def judged(stated, asked):
    """By the words of ADR 74, one place and one question."""
    answers = stated | ({"chemicals"} if stated & BRANCHES else set())
    if answers & asked:
        return Verdict.MET
    says_only_the_trade = "chemicals" in stated and not stated & BRANCHES
    if not stated or (asked & BRANCHES and says_only_the_trade):
        return Verdict.UNKNOWN
    return Verdict.FAILED


def test_every_way_to_say_and_to_ask_is_judged_alike_in_sql_and_python(offers):
    options = PlaceOptions(offers.site.region)
    public = ListingIndex.objects.published().filter(pk__in=offers.stated)
    for slugs in SETS[1:]:
        query = QueryDict("&".join(f"industry={slug}" for slug in slugs))
        (asked,) = ListingQuery(query, options).asked
        expected = {pk: judged(stated, meant(slugs)) for pk, stated in offers.stated.items()}
        assert {row.pk: asked.verdict(row) for row in public} == expected, slugs
        for verdict, condition in ((Verdict.MET, asked.met()), (Verdict.UNKNOWN, asked.unknown())):
            found = public.filter(condition).values_list("pk", flat=True)
            assert set(found) == {pk for pk, said in expected.items() if said is verdict}, slugs


def test_a_trade_is_counted_once_a_place_and_shows_its_branches(offers):
    results = ResultPage(QueryDict("industry=coal"), region=offers.site.region)
    shown = [
        (trade.label, trade.count, [option.value for option in under], is_used)
        for trade, under, is_used in results.facets.industry.branches
    ]
    met = sum(judged(stated, {"chemicals"}) is Verdict.MET for stated in offers.stated.values())
    assert shown == [("光伏", "8", [], False), ("化工", str(met), ["salt", "coal"], True)]


def test_a_branch_that_gets_a_trade_or_loses_it_is_found_by_it_no_longer(site):
    listing, trade = factories.ListingFactory(region=site.region), factories.IndustryFactory()
    branch = factories.IndustryFactory()
    listing.industries.add(branch)
    held = []
    for parent, is_active in ((trade, True), (trade, False), (None, True)):
        trade.is_active, branch.parent = is_active, parent
        trade.save()
        branch.save()
        catch_up()
        held.append(set(ListingIndex.objects.get(pk=listing.pk).industries) - {branch.pk})
    assert held == [{trade.pk}, set(), set()]
