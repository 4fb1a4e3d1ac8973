"""Parks, industries and words narrow a list and repeat nothing."""

from tests import factories


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
        named = {"title": f"第{number}处", "code": f"GEM-F-A{'abcd'[number]}"}
        factories.ListingFactory(region=site.region, **named | fields)
    assert find("q=行车") == ["带行车的厂房"]
    assert find("q=gem-f-9") == ["第1处"]
    assert find("q=ＧＥＭ－Ｆ－９") == ["第1处"]
    assert find("q=纬六") == ["第2处"]
    assert find("q=昆仑园") == ["第3处"]
    assert find("q=昆仑园+第3") == ["第3处"]
    assert find("q=%25") == []
    assert find("q=" + "+".join("第3处处处处")) == ["第3处"]  # the same word is asked once
    assert find("q=第+3+处+昆+仑+园+无") == ["第3处"]  # six words are looked for
