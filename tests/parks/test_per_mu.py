"""The 亩均 calculator: the sums, the page, the enquiry it leads to."""

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks import per_mu
from parks.models import LandTerms
from tests import factories

MONEY = st.decimals(0, 10**8, places=2)
PLOT = 84267  # ㎡: 126.4 亩


def assessed(demand, planned, area_mu="1"):
    terms = LandTerms(investment_wan_per_mu=demand)
    plan = {"investment": planned}
    return per_mu.assess(terms, Decimal(area_mu), plan)[0]


@given(demand=st.decimals("0.01", 10**6, places=2), planned=MONEY,
       area=st.decimals("0.01", 10**5, places=2))  # fmt: skip
def test_gap_and_plan_make_what_is_required(demand, planned, area):
    row = assessed(demand, planned, area)
    assert row.required == demand * area
    assert row.gap == max(row.required - planned, 0)
    assert (row.verdict == per_mu.MET) == (planned >= row.required)
    assert (row.verdict == per_mu.MET) == (row.score >= 100)
    assert ("差 0 " in row.words) is False


@given(planned=MONEY, more=MONEY)
def test_more_investment_never_widens_the_gap(planned, more):
    rows = [assessed(Decimal(220), amount, "50") for amount in (planned, planned + more)]
    assert rows[0].gap >= rows[1].gap


@pytest.mark.parametrize(
    ("demand", "planned", "words", "score"),
    [
        (220, 220, "达到", 100),
        (220, 200, "差 20 万元（每亩差 20 万元）", 90),
        (220, Decimal("219.999"), "差 0.01 万元（每亩差 0.01 万元）", 99),
        (None, 200, "这块地没有公布要求，请专员核实", None),
        (220, None, "没有填计划数", None),
        (0, 0, "达到", 100),
    ],
)
def test_result_says_met_short_or_unknown(demand, planned, words, score):
    as_decimal = [None if value is None else Decimal(value) for value in (demand, planned)]
    row = assessed(*as_decimal)
    assert (row.words, row.score) == (words, score)


@pytest.fixture
def plot(site):
    land = factories.LandFactory(region=site.region, area_sqm=PLOT, divisible_from_sqm=20000)
    factories.LandTermsFactory(listing=land, investment_wan_per_mu=220, tax_wan_per_mu=9)
    return land


def ask(client, plot, **params):
    return client.get(f"/golmud/listings/{plot.pk}/", params)


def cells(response):
    return [row.words for row in response.context["per_mu_results"]]


def test_page_measures_the_plan_against_this_plot(client, plot):
    response = ask(client, plot, investment="10,000", tax="５００", mu="50")
    assert response.status_code == 200
    assert cells(response) == [
        "差 1,000 万元（每亩差 20 万元）",
        "达到",
        "这块地没有公布要求，请专员核实",
    ]
    assert '<details class="fold" open>' in response.text


def test_without_an_area_the_whole_plot_counts(client, plot):
    assert cells(ask(client, plot, investment="27808")) == [
        "差 0.11 万元（每亩差 0.01 万元）",
        "没有填计划数",
        "这块地没有公布要求，请专员核实",
    ]


def test_plan_goes_along_to_the_enquiry(client, plot):
    form = ask(client, plot, investment="10000", mu="50").context["per_mu"]
    query = parse_qs(urlsplit(form.consult_query()).query)
    assert query["listing"] == [str(plot.pk)]
    assert query["message"] == [
        "按 50 亩测算：固定资产投资强度 计划 200 万元/亩，差 1,000 万元（每亩差 20 万元）。"
    ]
    text = client.get("/golmud/consult/" + form.consult_query()).text
    assert "按 50 亩测算" in text


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"investment": ""}, "请至少填一项：投资、税收或产值。"),
        ({"investment": "abc"}, "请填数字，如 50 或 6.5。"),
        ({"investment": "NaN"}, "请填数字，如 50 或 6.5。"),
        ({"investment": "-1"}, "请填不小于 0 的数。"),
        ({"investment": "1" * 19}, "数字太大，请填 9 位以内的数。"),
        ({"investment": "1.234"}, "最多填两位小数。"),
        ({"investment": "1", "mu": "127"}, "这块地只有 126.4 亩，请填不超过它的数。"),
        ({"investment": "1", "mu": "10"}, "这块地从 30 亩起分割。"),
        ({"investment": "1", "mu": "0"}, "用地应大于 0 亩。"),
        ({"investment": "\0"}, "请填数字，如 50 或 6.5。"),
    ],
)
def test_bad_values_are_answered_with_a_sentence(client, plot, params, sentence):
    response = ask(client, plot, **params)
    assert response.status_code == 400
    assert sentence in response.text
    assert plot.title in response.text
    assert cells(response) == []


def test_repeated_keys_and_other_parameters_do_no_harm(client, plot):
    url = f"/golmud/listings/{plot.pk}/?investment=1&investment=x&page=9"
    assert client.get(url).status_code == 400
    assert ask(client, plot, page="9").status_code == 200


def test_nothing_to_measure_against_shows_no_calculator(client, site):
    bare = factories.LandFactory(region=site.region)
    factory = factories.ListingFactory(region=site.region)
    for listing in (bare, factory):
        response = ask(client, listing, investment="abc")
        assert (response.status_code, response.context["per_mu"]) == (200, None)


def test_staff_see_the_same_sums_with_scores(client, staff, site, other_site, plot):
    client.force_login(staff("officer", site.region))
    url = f"/admin/worklists/per-mu/{plot.pk}/"
    response = client.get(url, {"investment": "10000", "mu": "50"})
    assert [row.score for row in response.context["results"]] == [90, None, None]
    assert "90%" in response.text
    assert client.get(url, {"investment": "x"}).status_code == 400
    client.force_login(staff("officer", other_site.region))
    assert client.get(url).status_code == 404
