"""A list's conditions in words and as addresses."""

from tests import factories


def test_chips_remove_one_condition_each(client, site):
    factories.ParkFactory(region=site.region, slug="kunlun", name="昆仑园")
    response = client.get(
        "/golmud/land/?park=kunlun&area_min=10&area_max=50&price_max=8&offer=sale&q=路&sort=price",
        follow=True,
    )
    chips = {chip.label: chip.query for chip in response.context["results"].chips}
    assert list(chips) == [
        "买", "昆仑园", "“路”", "面积 10–50\u00a0亩", "价格 ≤ 8\u00a0万元/亩"
    ]  # fmt: skip
    assert chips["面积 10–50\u00a0亩"] == (
        "offer=sale&price_max=8&price_unit=wan_per_mu&park=kunlun&q=%E8%B7%AF&sort=price"
    )
