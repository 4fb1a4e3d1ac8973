"""Pages of the desk need no sideways scrolling, and their lists show every column."""

import datetime

import pytest
from django.utils import timezone

from news.models import Article
from publishing.models import Asset
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_desk_accessibility import CARE, WEAR
from tests.browser.widths import overhang

CUT_OFF = """() => {
    const { scrollWidth, clientWidth } = document.querySelector("#result_list").closest(".results");
    return scrollWidth - clientWidth;
}"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_names_without_a_break_stay_on_the_page(sign_in, world, size):
    Asset.objects.update(sha256="0f" * 32, file_name=f"{'a' * 80}.png")
    page, _ = sign_in("manager", "zhang")
    page.set_viewport_size(size)
    page.goto(f"/admin/publishing/asset/{world.asset.pk}/change/")
    assert overhang(page) == 0
    page.goto("/admin/publishing/asset/")
    assert (overhang(page), page.evaluate(CUT_OFF)) == (0, 0)


@pytest.mark.parametrize("width", [390, 1280, 1536, 1680])
def test_list_with_filters_shows_every_column(sign_in, world, width):
    page, _ = sign_in("manager", "zhang")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/parks/listing/")
    assert (overhang(page), page.evaluate(CUT_OFF)) == (0, 0)


def test_lists_show_every_column_in_large_letters(sign_in, world):
    day = timezone.now() + datetime.timedelta(days=400)
    Article.objects.filter(pk=world.article.pk).update(publish_at=day)  # a long state
    page, _ = sign_in("manager", "zhang")
    page.set_viewport_size(DESK)
    cut_off = {}
    for path in ("leads/lead", "news/article", "parks/listing"):
        page.goto(f"/admin/{path}/")
        page.evaluate(WEAR, CARE)
        cut_off[path] = (overhang(page), page.evaluate(CUT_OFF))
    assert {*cut_off.values()} == {(0, 0)}, cut_off


def test_clock_of_a_row_stands_above_its_words_on_a_phone(sign_in, world):
    page, _ = sign_in("officer", "guan")
    page.set_viewport_size(PHONE)
    row = page.locator(".tasks--tag > li", has=page.locator(".clock")).first
    clock, words = (row.locator(name).bounding_box() for name in (".clock", ".tasks__what"))
    assert clock["y"] + clock["height"] <= words["y"]
