"""What stands in the way is named, with what giving it up would bring."""

from tests.finding.conftest import titles


def test_empty_result_names_what_to_give_up(client, land):
    land("一百亩", area_sqm=66667, price_amount="6.00")
    land("五十亩", area_sqm=33333, price_amount="20.00")
    response = client.get("/golmud/land/?area_min=90&price_max=1&q=亩")
    assert titles(response) == []
    results = response.context["results"]
    (one,) = results.obstacles
    assert (one.words, one.alone, one.easier) == ("价格 ≤ 1\u00a0万元/亩", "1", None)
    assert (one.dropped.label, one.dropped.count) == ("不限价格", "1")
    assert one.dropped.query == "area_min=90&area_unit=mu&q=%E4%BA%A9"
    assert [card.title for card in results.near] == ["一百亩"]
