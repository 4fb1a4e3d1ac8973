"""The answer page: fitting spaces, parks, prices, policies, the desk and what nobody knows."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from matching.answers import Answers
from matching.forms import FitForm
from matching.matches import Matches
from parks.models import CostFactor
from tests import factories
from tests.matching.conftest import ask

TODAY = timezone.localdate()
MAX_QUERIES = 12


def spaces(response):
    return [
        (space.listing.title, space.met, space.unknown)
        for space in response.context["results"].spaces
    ]


def test_spaces_come_with_a_verdict_the_least_unknown_first(client, building):
    building("样样未知", spec=False)
    building("太矮", clear_height_m="6")
    building("只知净高", clear_height_m="9")
    building("都满足", clear_height_m="10", load_t_per_sqm="3")
    response = ask(client, "kind=factory&height_min=9&load_min=3")
    height, load = "净高 ≥ 9\u00a0m", "承重 ≥ 3\u00a0t/㎡"
    assert spaces(response) == [
        ("都满足", [height, load], []),
        ("只知净高", [height], ["承重"]),
        ("样样未知", [], ["净高", "承重"]),
    ]
    assert response.context["results"].total == 3
    assert "可能合适的空间：1 处确定满足 · 2 处待核实" in response.text
    assert response.context["results"].unknowns == [("承重", 2), ("净高", 1)]


def test_the_full_list_finds_as_many(client, building):
    for number in range(9):
        building(f"厂房{number}", clear_height_m=str(number + 6))
    response = ask(client, "kind=factory&height_min=9")
    assert (len(spaces(response)), response.context["results"].total) == (5, 6)
    listed = client.get(response.context["list_url"])
    assert listed.context["results"].total == response.context["results"].total
    first = [card.title for card in listed.context["results"].cards[:5]]
    assert [title for title, _, _ in spaces(response)] == first


def test_nothing_hidden_shows(client, site, other_site, building, salt):
    building("公开")
    common = {"region": site.region}
    factories.ListingFactory(title="草稿秘密", status="draft", **common)
    factories.ListingFactory(title="已租秘密", status_of_offer="taken", **common)
    factories.ListingFactory(title="邻县秘密", region=other_site.region)
    draft = factories.ParkFactory(name="园区秘密", status="draft", contact_name="秘密处", **common)
    draft.industries.add(salt)
    CostFactor.objects.create(
        park=draft, kind="power", value="0.1", unit="元", valid_from_on=TODAY, source="秘密来源"
    )
    factories.PolicyFactory(title="政策秘密", status="draft", **common)
    factories.PolicyFactory(title="失效秘密", expires_on=TODAY - datetime.timedelta(1), **common)
    factories.PolicyFactory(
        title="截止秘密", apply_until_on=TODAY - datetime.timedelta(1), **common
    )
    factories.PolicyFactory(title="邻县政策秘密", region=other_site.region)
    for query in ("", "industry=salt-lake-chemicals", "kind=factory"):
        response = ask(client, query)
        assert spaces(response) == [("公开", response.context["results"].spaces[0].met,
                                     response.context["results"].spaces[0].unknown)]  # fmt: skip
        assert "秘密" not in response.text


def test_parks_name_the_industry_or_hold_fitting_spaces(client, site, building, park):
    other = factories.ParkFactory(region=site.region, name="有房园区")
    factories.ParkFactory(region=site.region, name="不相干园区")
    building("厂房", at=other, clear_height_m="9")
    response = ask(client, "industry=salt-lake-chemicals&kind=factory&steam=1&gas=1&rail_max=10")
    found = response.context["results"].parks
    assert [(a.park.name, a.park.names_industry, a.park.fitting) for a in found] == [
        ("昆仑园区", True, 0),
        ("有房园区", False, 1),
    ]
    assert list(found[0].facts()) == [
        ("到铁路货场", "6.2\u00a0km（货场）", True),
        ("热力（蒸汽）", "未通", True),
        ("燃气", "已通，中压管道", True),
    ]
    assert list(found[1].facts()) == [
        ("到铁路货场", "未知", False),
        ("热力（蒸汽）", "未知", False),
        ("燃气", "未知", False),
    ]
    assert response.context["results"].unknown_supplies == [
        ("有房园区", ["到铁路货场", "热力（蒸汽）", "燃气"])
    ]
    assert response.context["results"].contacts == [("昆仑园区", "园区窗口")]
    assert "园区窗口" in response.text


def test_policies_that_name_the_industry_come_first(client, site, salt):
    here = {"region": site.region}
    factories.PolicyFactory(title="普惠", issued_on=datetime.date(2025, 9, 1), **here)
    named = factories.PolicyFactory(title="点名", issued_on=datetime.date(2024, 1, 1), **here)
    named.industries.add(salt)
    elsewhere = factories.PolicyFactory(title="别的产业", **here)
    elsewhere.industries.add(factories.IndustryFactory(name="纺织"))
    response = ask(client, "industry=salt-lake-chemicals")
    assert [policy.title for policy in response.context["results"].policies] == ["点名", "普惠"]
    assert "点名盐湖化工" in response.text
    assert "以原文和受理单位审核为准" in response.text


def test_nothing_empty_is_shown(client, site):
    response = ask(client, "kind=factory&height_min=9")
    for title in ("对口的园区", "这些园区的要素价格", "可能适用的政策"):
        assert title not in response.text
    assert "没有一处空间能满足全部条件" in response.text
    assert "看看是哪一条排除的" in response.text
    assert site.hotline in response.text


def test_all_questions_skipped_still_answer(client, building):
    building("厂房")
    response = ask(client, "")
    assert spaces(response) == [("厂房", [], [])]
    assert "五个问题都跳过了" in response.text
    assert [q.short for q in response.context["answers"].open_questions] == [
        *("行业", "用途", "空间", "配套", "时间"),
    ]
    assert response.cookies == {}


def test_counts_stop_where_nobody_reads_on(site, building):
    for number in range(4):
        building(f"厂房{number}")
    form = FitForm(QueryDict("kind=factory"))
    assert form.is_valid()
    found = Matches(site, Answers(form), most_counted=2)
    assert (found.total, found.is_capped) == (2, True)
    assert Matches(site, Answers(form)).total == 4


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(client, site, building, salt, rows, django_assert_max_num_queries):
    for number in range(rows):
        park = factories.ParkFactory(region=site.region)
        park.industries.add(salt)
        building(f"厂房{number}", at=park)
        CostFactor.objects.create(
            park=park, kind="gas", value="1", unit="元", valid_from_on=TODAY, source="来源"
        )
        factories.PolicyFactory(region=site.region)
    with django_assert_max_num_queries(MAX_QUERIES):
        response = ask(client, "industry=salt-lake-chemicals&kind=factory&steam=1")
    assert len(spaces(response)) == rows
