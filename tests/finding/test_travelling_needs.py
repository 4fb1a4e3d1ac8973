"""What was asked goes along through the pages of single places, and back."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from finding.snapshot import writing
from finding.snapshot.latest import CurrentSnapshot
from finding.travelling_needs import carried_needs, enquiry
from parks.models import NeedDemand, UnknownDemand
from tests import factories

ASKED = "area_min=20&area_unit=mu&eia=1&gas=1"
READER = {"User-Agent": "Mozilla/5.0 Mobile"}


@pytest.fixture
def plots(site):
    """Three of ten, forty and ninety 亩, of which the park of the last says that gas is there."""
    made = []
    for title, sqm in (("小地", 6667), ("中地", 26667), ("大地", 60000)):
        plot = factories.LandFactory(region=site.region, title=title, area_sqm=sqm)
        factories.LandTermsFactory(listing=plot, is_eia_ready=True)
        made.append(plot)
    return made


@pytest.fixture
def halls(site):
    """Five that are found in the order of their sizes, of which nobody knows whether gas is there;
    they were made in another order."""
    made = {
        size: factories.ListingFactory(region=site.region, title=f"{size} 平", area_sqm=size)
        for size in (3000, 1000, 5000, 2000, 4000)
    }
    return [made[size] for size in sorted(made)]


def links_of(response, word):
    return [unescape(part.split('"')[0]) for part in response.text.split('href="') if word in part]


def test_nothing_asked_is_nothing_carried(site, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert carried_needs(QueryDict("after=x&sort=area&utm_source=a"), site) is None
    assert carried_needs(QueryDict("kind=land&q=a"), site) is None
    assert enquiry(None, [7]) == "topic=space&listing=7"
    told = carried_needs(QueryDict(f"{ASKED}&sure=1&sort=area&q=a"), site)
    assert set(parse_qs(told.typed())) == set(parse_qs(ASKED))


def test_what_was_asked_stands_in_every_address_between_list_and_enquiry(client, site, plots):
    listed = client.get(f"{reverse('land_list', args=[site.slug])}?{ASKED}")
    [address] = set(links_of(listed, f"/listings/{plots[1].pk}/"))
    query = parse_qs(urlsplit(address).query)
    assert query == {"kind": ["land"]} | parse_qs(ASKED)
    detail = client.get(address)
    suffix = f"?{urlsplit(address).query}"
    for name, args in (
        ("listing_list", [site.slug]),
        ("listing_sheet", [site.slug, plots[1].pk]),
        ("shortlist", [site.slug]),
    ):
        assert reverse(name, args=args) + suffix in unescape(detail.text), name
    assert "您的 3 项" in detail.text
    [ask] = set(links_of(detail, "fact=has_gas"))
    assert parse_qs(urlsplit(ask).query)["fact"] == ["has_gas"]
    form = client.get(ask)
    assert "请核实：天然气。需要：" in form.text
    assert address in links_of(form, f"/listings/{plots[1].pk}/")


def test_results_before_and_after_are_the_nearest_of_the_list(site, plots, halls):
    def beside(query, listing):
        return carried_needs(QueryDict(query), site).beside(listing)

    up, down = [None, *halls, None], [None, *reversed(halls), None]
    for sort, order in (("area", up), ("-area", down)):
        for before, each, after in zip(order, order[1:], order[2:], strict=False):
            assert beside(f"gas=1&kind=factory&sort={sort}", each) == [before, after]
    # The nearest in size first.
    asked = "area_min=2800&area_unit=sqm&gas=1&kind=factory"
    assert beside(asked, halls[3]) == [halls[2], halls[4]]
    assert beside(f"{ASKED}&sort=area", plots[0]) == [None, None]  # fails a need: in no list


def test_a_page_leads_to_the_results_beside_it(client, plots):
    asked = f"?{ASKED}&sort=area"
    rows = [client.get(plot.get_absolute_url() + asked) for plot in plots]
    assert [('rel="prev"' in row.text, 'rel="next"' in row.text) for row in rows] == [
        (False, False),
        (False, True),
        (True, False),
    ]


@pytest.fixture
def three(site):
    """Of 15, 30 and 45 亩."""
    made = (factories.LandFactory(region=site.region, area_sqm=10_000 * n) for n in (1, 2, 3))
    return list(made)


def test_a_page_with_needs_asks_little_more(client, three):
    """Places' options, its own row, keys on either side, names of those that are there."""

    def cost(query=""):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{three[1].get_absolute_url()}?{query}").status_code == 200
        return len(asked)

    plain, wanted = cost(), "area_min=20&area_unit=mu&eia=1&sort=area"
    assert cost(wanted.replace("area_min=20", "area_min=1")) <= plain + 5
    assert cost(f"{wanted}&area_max=40") <= plain + 4


def test_snapshot_knows_what_is_beside(transactional_db, site, three, tmp_path):
    """What changed since, the row, the names: keys come from the columns."""
    for _ in writing.write(tmp_path / "snapshot"):
        pass
    current = CurrentSnapshot(tmp_path / "snapshot", follow_every=0)
    assert current.latest()  # opened
    for query, beside, cost in (
        ("area_min=1&eia=1&sort=area", [three[0], three[2]], 3),
        ("area_min=20&area_max=40&eia=1", [None, None], 2),
        ("area_min=40&eia=1", [None, None], 2),
    ):
        asked = carried_needs(QueryDict(f"{query}&area_unit=mu"), site)
        assert asked.beside(three[1]) == beside
        with CaptureQueriesContext(connection) as statements:
            assert asked.beside(three[1], current) == beside
        assert len(statements) <= cost, query


def test_about_so_much_is_written_into_the_enquiry(client, site):
    asked = "area_about=20&area_within=10&area_unit=mu"
    told = enquiry(carried_needs(QueryDict(f"{asked}&sure=1"), site))
    assert "sure" not in parse_qs(told)
    form = client.get(f"{reverse('consult', args=[site.slug])}?{told}")
    assert form.context["form"]["area_min"].value() == "20"
    assert form.context["form"]["area_unit"].value() == "mu"


def test_price_to_be_negotiated_is_asked_for_by_its_name(client, site):
    plot = factories.LandFactory(
        region=site.region, price_amount=None, price_unit="", price_basis="面议"
    )
    detail = client.get(plot.get_absolute_url())
    [ask] = set(links_of(detail, "fact=price_amount"))
    assert parse_qs(urlsplit(ask).query)["message"] == ["请核实：价格。"]
    assert client.get(ask, headers=READER).status_code == 200


def test_basket_carries_needs_from_pages_of_places_alone(client, site, plots):
    basket = reverse("shortlist", args=[site.slug])

    def is_carried(name, query, **more):
        page = client.get(f"{reverse(name, args=[site.slug], **more)}?{query}")
        return f'href="{basket}?' in page.text, hasattr(page.wsgi_request, "carried_needs")

    for name in ("listing_list", "land_list", "listing_map", "listing_compare", "shortlist"):
        assert is_carried(name, ASKED)[0], name
    for name in ("policy_list", "park_list", "search"):
        assert is_carried(name, "industry=salt&gas=1") == (False, False), name


def test_comparison_shortlist_and_sheet_say_the_verdicts(client, site, plots):
    chosen = "&".join(f"listing={plot.pk}" for plot in plots[:2])
    table = client.get(f"{reverse('listing_compare', args=[site.slug])}?{chosen}&{ASKED}").text
    assert (table.count("verdict--failed"), table.count("verdict--unknown")) == (1, 2)
    assert table.index("您的 3 项") < table.index("面积与价格")
    kept = client.get(f"{reverse('shortlist', args=[site.slug])}?{chosen}&{ASKED}")
    assert all(ASKED in link for link in links_of(kept, f"/listings/{plots[0].pk}/"))
    sheet = client.get(f"{reverse('listing_sheet', args=[site.slug, plots[0].pk])}?{ASKED}")
    assert "1 项满足，1 项不满足，1 项未知" in sheet.text


def test_pages_without_needs_hold_none(client, plots):
    client.get(f"{plots[1].get_absolute_url()}?{ASKED}")
    plain = client.get(plots[1].get_absolute_url())
    assert not {word for word in ("eia=1", "您的 3 项", "回到结果") if word in plain.text}


def test_a_question_about_an_unknown_fact_is_counted_once_a_day(client, site, plots):
    form, pk = reverse("consult", args=[site.slug]), plots[1].pk
    asked = ("has_gas", "has_gas", "is_eia_ready", "area_sqm", "nonsense", "")
    for fact in asked:
        client.get(form, {"topic": "space", "listing": pk, "fact": fact}, headers=READER)
    assert [*UnknownDemand.objects.values_list("listing", "need", "times")] == [(pk, "gas", 1)]
    assert [*NeedDemand.objects.values_list("site", "need", "times")] == [(site.pk, "gas", 1)]
