import pytest

from tests import factories


def titles(response):
    return [card.title for card in response.context["results"].cards]


@pytest.fixture
def find(client, site):
    """find("area_min=10") → titles on the list of all kinds, in alphabetical order."""

    def get(query, path="/golmud/listings/"):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 200, response.context["filter"].form.errors
        return titles(response)

    return get


@pytest.fixture
def mixed(site):
    """One of each kind, with offers, areas and prices that tell them apart."""
    here = {"region": site.region}
    factories.LandFactory(title="地", area_sqm=33333, price_amount="6.00", **here)
    factories.ListingFactory(title="厂", area_sqm=3000, price_amount="9.00", **here)
    factories.ListingFactory(
        title="仓", kind="warehouse", offer="both", area_sqm=8000, price_amount="0.50",
        price_unit="yuan_per_sqm_day", **here,
    )  # fmt: skip
    factories.ListingFactory(
        title="楼", kind="office", offer="sale", area_sqm=400, price_amount="5000",
        price_unit="yuan_per_sqm", **here,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=land", {"地"}),
        ("kind=factory&kind=warehouse", {"厂", "仓"}),
        ("offer=sale", {"地", "仓", "楼"}),
        ("offer=lease", {"厂", "仓"}),
        ("area_min=3000", {"地", "厂", "仓"}),
        ("area_max=3000", {"厂", "楼"}),
        ("area_min=40&area_unit=mu", {"地"}),
        ("area_min=3000&area_max=8000", {"厂", "仓"}),
        ("price_max=10", {"厂"}),
        ("price_min=10", {"仓"}),
        ("price_max=100&price_unit=yuan_per_sqm", {"地", "仓"}),
        ("price_max=6&price_unit=wan_per_mu", {"地", "仓"}),
        ("price_min=400&price_unit=wan_per_mu", {"仓"}),
        ("q=厂", {"厂"}),
        ("area_min=３０００", {"地", "厂", "仓"}),
        ("area_min=3,000", {"地", "厂", "仓"}),
        ("area_min=&offer=&status=&q=+&unheard=of", {"地", "厂", "仓", "楼"}),
    ],
)
def test_filter_keeps_what_was_asked_for(find, mixed, query, expected):
    assert set(find(query)) == expected


def test_land_page_reads_bare_numbers_as_mu_and_wan(find, site):
    factories.LandFactory(region=site.region, title="五十亩", area_sqm=33333, price_amount="6.00")
    factories.LandFactory(region=site.region, title="百亩", area_sqm=66667, price_amount="9.00")
    assert find("area_max=60", "/golmud/land/") == ["五十亩"]
    assert find("price_min=8", "/golmud/land/") == ["百亩"]


def test_unknown_price_is_kept_last_and_counted(client, site):
    factories.ListingFactory(
        region=site.region, title="面议", price_amount=None, price_unit="", price_basis="按代建报价"
    )
    factories.ListingFactory(region=site.region, title="便宜", price_amount="8.00")
    factories.ListingFactory(region=site.region, title="太贵", price_amount="80.00")
    response = client.get("/golmud/factories/?price_max=10")
    assert titles(response) == ["便宜", "面议"]
    assert "其中 1 处有未知项，排在后面" in response.text
    assert "按代建报价" in response.text


def test_sort_puts_unknown_prices_last(find, site):
    for title, price in (("中", "9"), ("低", "8"), ("面议", None), ("高", "10")):
        factories.ListingFactory(
            region=site.region, title=title, price_amount=price,
            price_unit="yuan_per_sqm_month" if price else "",
        )  # fmt: skip
    assert find("sort=price") == ["低", "中", "高", "面议"]


def test_sort_by_area_both_ways(find, mixed):
    assert find("sort=area") == ["楼", "厂", "仓", "地"]
    assert find("sort=-area") == ["地", "仓", "厂", "楼"]


def test_filter_by_parks_and_industries_repeats_nothing(find, site):
    parks = [factories.ParkFactory(region=site.region, slug=slug) for slug in ("a", "b", "c")]
    salt, solar = factories.IndustryFactory(slug="salt"), factories.IndustryFactory(slug="solar")
    for park, industries in zip(parks, ([salt, solar], [salt], []), strict=True):
        listing = factories.ListingFactory(region=site.region, park=park, title=park.slug)
        listing.industries.set(industries)
        listing.index()
    assert find("park=a&park=b&sort=area") == ["a", "b"]
    assert find("industry=salt&industry=solar&sort=area") == ["a", "b", "c"]
    assert find("industry=solar") == ["a", "c"]
    assert find("park=b&industry=salt") == ["b"]


def test_search_looks_at_title_code_place_and_park(find, site):
    park = factories.ParkFactory(region=site.region, name="昆仑园")
    for number, fields in enumerate(
        [{"title": "带行车的厂房"}, {"code": "GEM-F-9"}, {"address": "纬六路"}, {"park": park}]
    ):
        factories.ListingFactory(region=site.region, **{"title": f"第{number}处", **fields})
    assert find("q=行车") == ["带行车的厂房"]
    assert find("q=gem-f-9") == ["第1处"]
    assert find("q=ＧＥＭ－Ｆ－９") == ["第1处"]
    assert find("q=纬六") == ["第2处"]
    assert find("q=昆仑园") == ["第3处"]
    assert find("q=昆仑园+第3") == ["第3处"]
    assert find("q=%25") == []
    assert find("q=" + "+".join("第3处处处处")) == ["第3处"]  # the same word is asked once
    assert find("q=第+3+处+昆+仑+园+无") == ["第3处"]  # six words are looked for


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("area_min=abc", "area_min", "请填数字，如 50 或 6.5。"),
        ("area_min=-1", "area_min", "请填不小于 0 的数。"),
        ("area_min=NaN", "area_min", "请填数字，如 50 或 6.5。"),
        ("price_max=Infinity", "price_max", "请填数字，如 50 或 6.5。"),
        ("price_max=1e99", "price_max", "数字太大，请填 9 位以内的数。"),
        ("price_max=1.23456", "price_max", "最多填 4 位小数。"),
        ("area_min=9&area_max=3", "area_max", "上限比下限小，请把两个数对调或改一个。"),
        ("kind=castle", "kind", "没有“castle”这个选项，请在列表里重新选择。"),
        ("park=nowhere", "park", "没有“nowhere”这个选项，请在列表里重新选择。"),
        ("area_unit=feet", "area_unit", "没有“feet”这个选项，请在列表里重新选择。"),
        (f"q={'长' * 61}", "q", "搜索词最多 60 个字。"),
    ],
)
def test_bad_value_is_named_and_the_rest_works(client, mixed, query, field, sentence):
    response = client.get(f"/golmud/listings/?{query}&offer=lease")
    assert response.status_code == 400
    assert response.context["filter"].form.errors == {field: [sentence]}
    assert sentence in response.text
    assert {"厂", "仓"} >= set(titles(response))
    assert 'value="lease" checked' in response.text


def test_bad_value_stays_in_its_field(client, site):
    response = client.get("/golmud/listings/?area_min=%3Cb%3E")
    assert 'value="&lt;b&gt;"' in response.text
    assert 'aria-describedby="id_area_min_error"' in response.text


def test_chips_remove_one_condition_each(client, site):
    factories.ParkFactory(region=site.region, slug="kunlun", name="昆仑园")
    response = client.get(
        "/golmud/land/?park=kunlun&area_min=10&area_max=50&price_max=8&offer=sale&q=路&sort=price"
    )
    chips = {chip.label: chip.query for chip in response.context["results"].chips}
    assert list(chips) == [
        "买", "昆仑园", "“路”", "面积 10–50\u00a0亩", "价格 ≤ 8\u00a0万元/亩"
    ]  # fmt: skip
    assert chips["面积 10–50\u00a0亩"] == (
        "offer=sale&price_max=8&price_unit=wan_per_mu&park=kunlun&q=%E8%B7%AF&sort=price"
    )
