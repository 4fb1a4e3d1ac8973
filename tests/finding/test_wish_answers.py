"""A wish answered by the list: its address, and how many are certain or still unknown."""

import pytest

from finding.wish_answers import answer_wish
from tests.factories import BuildingSpecFactory, ListingFactory


@pytest.mark.django_db
def test_the_list_is_counted_by_what_is_certain(site):
    for title, height in (("九米厂", 9), ("六米厂", 6), ("不详厂", None)):
        hall = ListingFactory(region=site.region, kind="factory", title=title)
        BuildingSpecFactory(listing=hall, clear_height_m=height)
    answer = answer_wish(site, "净高9米的厂房")
    assert answer.heading == "按条件找空间：1\u00a0处确定满足 · 1\u00a0处待核实"
    assert answer.url == "/golmud/listings/?kind=factory&height_min=9"
    assert answer.note == ""
    elsewhere = answer_wish(site, "净高9米的厂房 海边")
    assert elsewhere.note == "没有同时写到“海边”的，下面没有按它筛选。"
    assert (elsewhere.heading, elsewhere.url) == (answer.heading, answer.url)
    assert answer_wish(site, "有行车的厂房 海边") is None
    assert answer_wish(site, "999999999万平") is None
    denied = answer_wish(site, "净高9米的厂房 行车不要")
    assert denied.note == "“行车”读作不要的，没有按它筛选。"
    assert (denied.heading, denied.url) == (answer.heading, answer.url)


@pytest.mark.django_db
def test_an_answer_is_not_called_nothing(client, site):
    page = client.get(f"/{site.slug}/search/", {"q": "999亩"}).content.decode()
    assert ("按条件找空间" in page, "没有找到" in page) == (True, False)
