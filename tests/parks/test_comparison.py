"""The comparison table: what differs, what is unknown, what is marked and never marked."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from parks.comparison.table import Comparison
from parks.models import Listing, TransportLink, Utility
from tests import factories


@pytest.fixture
def make(site):
    def listing(kind="factory", park=None, *, terms=None, **kwargs):
        row = factories.ListingFactory(region=site.region, kind=kind, park=park, **kwargs)
        if terms is not None and kind == "land":
            factories.LandTermsFactory(listing=row, **terms)
        elif terms is not None:
            factories.BuildingSpecFactory(listing=row, **terms)
        return row

    return listing


@pytest.fixture
def compare():
    def of(*listings):
        found = {row.pk: row for row in Listing.objects.for_cards()}
        return Comparison([found[listing.pk] for listing in listings])

    return of


def row(comparison, label):
    rows = [row for group in comparison.groups for row in group.rows if row.label == label]
    assert len(rows) == 1, label
    return rows[0]


def values(comparison, label):
    return [cell.value for cell in row(comparison, label).cells]


def marks(comparison, label):
    return [cell.mark for cell in row(comparison, label).cells]


def test_rows_are_grouped_for_the_kinds_at_hand(make, compare):
    titles = [group.title for group in compare(make(), make()).groups]
    assert titles == ["面积与价格", "建筑条件", "园区配套", "交通距离", "核实"]
    titles = [group.title for group in compare(make("land"), make("office")).groups]
    assert titles == [
        "面积与价格",
        "土地条件",
        "建筑条件",
        "控制指标",
        "园区配套",
        "交通距离",
        "核实",
    ]


def test_rows_say_whether_they_differ(make, compare):
    same = {"terms": {"clear_height_m": 9}}
    comparison = compare(make(address="纬六路", **same), make(address="纬七路", **same))
    assert [row(comparison, label).is_same for label in ("净高", "位置")] == [True, False]
    assert comparison.differences == sum(len(group.different) for group in comparison.groups)


def test_one_column_is_never_the_same_as_nothing(make, compare):
    comparison = compare(make())
    assert [row.is_same for group in comparison.groups for row in group.rows if row.is_same] == []


def test_what_a_kind_does_not_have_is_told_from_what_nobody_knows(make, compare):
    comparison = compare(make("land", terms={}), make("factory"), make("office"))
    assert values(comparison, "行车") == ["—（土地无此项）", "未知", "—（写字楼无此项）"]
    assert values(comparison, "出让年期") == ["50", "—（厂房无此项）", "—（写字楼无此项）"]
    assert values(comparison, "亩均税收")[1:] == ["—（厂房无此项）", "—（写字楼无此项）"]


def test_what_plots_and_buildings_both_state_stands_in_one_row(make, compare):
    """供电容量 and 可办环评 are facts of either; row() finds each once."""
    comparison = compare(
        make("land", terms={"power_kva": 8000, "is_eia_ready": True}),
        make("factory", terms={"power_kva": 630}),
        make("office", terms={}),
    )
    assert values(comparison, "供电容量") == ["8,000", "630", "未知"]
    assert values(comparison, "可办环评") == ["是", "未知", "—（写字楼无此项）"]


def test_unknown_ones_are_counted_and_asked_for(make, compare):
    known, unknown = make(terms={"clear_height_m": 9}), make(terms={"clear_height_m": None})
    one, two = compare(known, unknown).columns
    assert set(two.unknown) - set(one.unknown) == {"净高"}


def test_enquiry_about_a_column_is_about_its_place_and_carries_what_was_asked(client, site, make):
    places = [make(terms={"clear_height_m": 9}), make(terms={"clear_height_m": None})]
    chosen = "&".join(f"listing={place.pk}" for place in places)
    page = client.get(f"{reverse('listing_compare', args=[site.slug])}?{chosen}&height_min=8").text
    about = f"{reverse('consult', args=[site.slug])}?topic=space&listing={places[1].pk}&"
    links = {unescape(part.split('"')[0]) for part in page.split('href="')}
    [address] = [link for link in links if link.startswith(about) and "fact=" not in link]
    told = parse_qs(urlsplit(address).query)
    assert (told["listing"], told["height_min"]) == ([str(places[1].pk)], ["8"])
    assert "净高" in told["message"][0]


def test_leader_is_marked_only_where_every_one_states_it(make, compare):
    high, low = make(terms={"clear_height_m": 12}), make(terms={"clear_height_m": 9})
    silent, land = make(terms={"clear_height_m": None}), make("land")
    assert marks(compare(high, low), "净高") == ["最高", ""]
    assert marks(compare(low, high, land), "净高") == ["", "最高", ""]
    assert marks(compare(high, low, silent), "净高") == ["", "", ""]
    assert marks(compare(high, high), "净高") == ["", ""]
    assert marks(compare(high), "净高") == [""]


def test_two_leaders_are_both_marked(make, compare):
    rows = [make(terms={"load_t_per_sqm": load}) for load in (5, 5, 1)]
    assert marks(compare(*rows), "楼面承重") == ["最大", "最大", ""]


def test_prices_are_marked_only_within_one_kind_and_one_way_of_quoting(make, compare):
    cheap, dear = make(price_amount=8), make(price_amount=9)
    daily = make(price_amount="0.2", price_unit="yuan_per_sqm_day")
    sale = make(offer="sale", price_amount=800, price_unit="yuan_per_sqm")
    silent = make(price_amount=None, price_unit="", price_basis="面议")
    office = make("office", price_amount=7)
    assert marks(compare(dear, cheap), "价格") == ["", "最低"]
    assert marks(compare(cheap, daily), "价格") == ["", "最低"]
    for other in (sale, silent, office):
        assert marks(compare(dear, cheap, other), "价格") == ["", "", ""]


def test_areas_and_requirements_are_never_marked(make, compare):
    small = make("land", area_sqm=1000, terms={"investment_wan_per_mu": 100})
    large = make("land", area_sqm=9000, terms={"investment_wan_per_mu": 300})
    for label in ("面积", "固定资产投资强度", "可分割"):
        assert marks(compare(small, large), label) == ["", ""]


def test_supplies_and_distances_come_from_a_public_park(site, make, compare):
    parks = [
        factories.ParkFactory(region=site.region),
        factories.ParkFactory(region=site.region, status="draft"),
    ]
    for park in parks:
        Utility.objects.create(park=park, kind="gas", is_supplied=False)
        Utility.objects.create(park=park, kind="water", is_supplied=True, capacity="两路")
        TransportLink.objects.create(park=park, kind="airport", name="远机场", distance_km=90)
        TransportLink.objects.create(park=park, kind="airport", name="近机场", distance_km=18)
    comparison = compare(*(make(park=park) for park in parks))
    assert values(comparison, "燃气") == ["未通", "未知"]
    assert values(comparison, "给水") == ["已通", "未知"]
    assert values(comparison, "供电") == ["未知", "未知"]
    assert [(c.value, c.unit, c.beside) for c in row(comparison, "到机场").cells] == [
        ("18", "km", "近机场"),
        ("未知", "", ""),
    ]


def test_verification_is_told(make, compare):
    fresh, silent = make(), make()
    fresh.verify(by="招商专员", evidence="现场核对")
    comparison = compare(fresh, silent)
    assert values(comparison, "核实情况") == ["有效", "待核实"]
    assert values(comparison, "核实人岗位") == ["招商专员", "未知"]
