"""What was asked goes along through the pages of single places, and back."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse

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


def test_results_before_and_after_are_those_of_the_list(client, site, plots):
    asked = f"?{ASKED}&sort=area"
    rows = [client.get(plot.get_absolute_url() + asked) for plot in plots]
    assert [('rel="prev"' in row.text, 'rel="next"' in row.text) for row in rows] == [
        (False, False),  # fails a need: in no list
        (False, True),
        (True, False),
    ]


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
