"""From the cells of a row to values: blank, unknown, too many, rich text."""

from decimal import Decimal

import pytest

from exchange.cells import Cell, Mark, column_letter
from parks.models import BuildingSpec, Listing
from tests.exchange.sample_files import HEADER, ROW, row

pytestmark = pytest.mark.django_db


def errors(diffs):
    return [diff.errors for diff in diffs]


@pytest.mark.parametrize(("is_clearing", "left"), [(False, Decimal("9.60")), (True, None)])
def test_blank_cells_keep_or_clear_as_chosen(bring, is_clearing, left):
    bring([ROW])
    bring([row(净高="")], is_clearing=is_clearing)
    assert BuildingSpec.objects.get().clear_height_m == left


def test_unknown_clears_and_negotiable_clears_price_and_unit(bring):
    bring([ROW])
    bring([row(净高="未知", 价格="面议")])
    listing = Listing.objects.get()
    assert (listing.price_amount, listing.price_unit) == (None, "")
    assert listing.building_spec.clear_height_m is None


def test_row_without_code_and_row_too_long(bring):
    assert errors(bring([["", "标题"], [*ROW, "多出来"]])) == [
        {"编号": "必填。"},
        {"（表头之外）": "这一行比表头多出几格，请检查有没有串列。"},
    ]


def test_description_is_cleaned_and_lines_become_paragraphs(bring):
    header = [*HEADER, "详细说明"]
    bring([[*ROW, "第一行\n<script>alert(1)</script>"]], header)
    body = Listing.objects.get().body
    assert body.startswith("<p>第一行</p>")
    assert "<script" not in body


def test_description_in_blocks_of_other_editors_keeps_its_paragraphs(bring):
    cell = "<div>第一段</div><section>第二段</section><div><span>层高</span><span>8 m</span></div>"
    bring([[*ROW, cell]], [*HEADER, "详细说明"])
    assert Listing.objects.get().body == "<p>第一段</p><p>第二段</p><p>层高8 m</p>"


PLACED = [*HEADER, "百度纬度", "百度经度"]


def test_coordinates_are_converted_from_the_system_of_their_header(bring):
    bring([[*ROW, "36.408016", "94.910629"]], PLACED)
    listing = Listing.objects.get()
    assert (str(listing.latitude), str(listing.longitude)) == ("36.40230", "94.90330")


def test_one_coordinate_alone_cannot_be_converted(bring):
    (diff,) = bring([[*ROW, "36.408016", ""]], PLACED)
    assert diff.errors == {"百度纬度": "经度和纬度要一起填，才能从这个坐标系换算。"}


def test_place_far_outside_the_region_is_asked_about(bring, site):
    site.region.latitude, site.region.longitude = 36.4, 94.9
    site.region.save()
    (diff,) = bring([[*ROW, "36.4", "104.9"]], PLACED)
    assert (diff.errors, list(diff.questions)) == ({}, ["百度纬度"])


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="https://img.e.example/a.jpg">',
        '<img src="data:image/png;base64,iVBORw0KGgo=">',
        '&lt;img src="file:///C:/a.png"&gt;',
    ],
)
def test_description_with_a_picture_asks_for_it_and_keeps_the_words(bring, picture):
    [diff] = bring([[*ROW, f"<p>第一段</p>{picture}"]], [*HEADER, "详细说明"])
    assert diff.questions == {
        "详细说明": "这一格里有 1 张图片，导入只带文字："
        "图片请以后在编辑页里用“上传图片或 PDF”放进来。"
    }
    assert Listing.objects.get().body.startswith("<p>第一段</p>")


def test_description_with_a_picture_of_ours_asks_nothing(bring):
    [diff] = bring([[*ROW, '<p>甲<img src="/media/editor/a.jpg"></p>']], [*HEADER, "详细说明"])
    assert diff.questions == {}


def test_price_may_say_its_unit(bring):
    diffs = bring(
        [
            row("GEM-F-1", 价格="9.5元/平方米/月", 价格单位=""),
            row("GEM-F-2", 价格="9.5元/㎡·月"),
            row("GEM-F-3", 价格="9.5元/㎡·天"),
        ]
    )
    assert errors(diffs) == [
        {},
        {},
        {"价格": "这里写的单位和“价格单位”一列不一样，请只留一种。"},
    ]
    prices = Listing.objects.order_by("code").values_list("price_amount", "price_unit")
    assert list(prices) == [(Decimal("9.50"), "yuan_per_sqm_month")] * 2


def test_cell_says_of_itself_what_another_of_the_same_text_does_not(bring):
    """What a column says again is read once, but not what a spreadsheet did to a cell."""
    plain, rounded = row("GEM-F-1", 面积="3200"), row("GEM-F-2", 面积="3200")
    column = HEADER.index("面积（㎡）")
    rounded[column] = Cell("3200", Mark.ROUNDED, "3200.4")
    again = row("GEM-F-3", 面积="3200")
    question = "文件里显示 3200，格里存的是 3200.4；按看到的 3200 读。"
    diffs = bring([plain, rounded, again])
    assert [diff.questions for diff in diffs] == [{}, {"面积（㎡）": question}, {}]


def test_same_mistake_names_the_cell_of_each_row(bring):
    diffs = bring([row("GEM-F-1", 净高="#N/A"), row("GEM-F-2", 净高="#N/A")])
    letter = column_letter(HEADER.index("净高（m）") + 1)
    sentence = "{} 这一格是 Excel 的错误值 #N/A，公式没有算出来，请改成值。"
    assert errors(diffs) == [{"净高（m）": sentence.format(f"{letter}{n}")} for n in (2, 3)]
