"""What a spreadsheet did to cells on its own, and what the person who checks is told."""

import datetime
import io
from decimal import Decimal

import pytest

from exchange import row_spool
from tests.exchange.office_files import workbook

pytestmark = pytest.mark.django_db
HEADER = [
    "编号",
    "标题",
    "类型",
    "供应方式",
    "面积（㎡）",
    "楼层",
    "可交付日期",
    "纬度",
    "园区",
    "经度",
]
GOOD = ["TST-1", "一号楼", "写字楼", "出租", "300", "3/12 层", "2026.10", "36.4", "", "94.9"]
DAY = "yyyy/m/d"


def line(**cells):
    """GOOD with some cells as a spreadsheet keeps them, by the beginning of their header."""
    values = list(GOOD)
    for start, value in cells.items():
        values[next(i for i, text in enumerate(HEADER) if text.startswith(start))] = value
    return values


@pytest.fixture
def read(bring):
    """read(lines, …) → diffs of a workbook of them."""

    def make(lines, **layout):
        spool = io.BytesIO()
        file = io.BytesIO(workbook(("载体", [HEADER, *lines]), **layout))
        spooled = row_spool.write(file, spool)
        spool.seek(0)
        return bring([cells for _, cells in row_spool.read(spool)], spooled.header)

    return make


@pytest.mark.parametrize(
    ("cells", "errors"),
    [
        (
            {"编号": (46143, DAY)},
            {"编号": "A2 这一格被 Excel 改成了日期（2026-05-01），请设为文本重填。"},
        ),
        (
            {"楼层": (46093, 'm"月"d"日"')},
            {"楼层": "F2 这一格被 Excel 改成了日期（2026-03-12），请设为文本重填。"},
        ),
        (
            {"面积": (46093, DAY)},
            {"面积（㎡）": "E2 这一格被 Excel 改成了日期（2026-03-12），请设为文本重填。"},
        ),
        (
            {"供应方式": (46093, DAY)},
            {"供应方式": "D2 这一格被 Excel 改成了日期（2026-03-12），请设为文本重填。"},
        ),
        (
            {"楼层": (0.1333, "h:mm")},
            {"楼层": "F2 这一格被 Excel 改成了时间（3:12），请设为文本重填。"},
        ),
        (
            {"楼层": "3月12日"},
            {"楼层": "F2 这一格被 Excel 改成了日期（3月12日），请设为文本重填。"},
        ),
        ({"楼层": "12-Mar"}, {"楼层": "F2 这一格被 Excel 改成了日期（12-Mar），请设为文本重填。"}),
        (
            {"编号": (100000, "0.00E+00")},
            {"编号": "A2 这一格被 Excel 改成了科学计数（100000），请设为文本重填。"},
        ),
        (
            {"编号": "2.02605E+17"},
            {"编号": "A2 这一格被 Excel 改成了科学计数（2.02605E+17），请设为文本重填。"},
        ),
        (
            {"编号": (202605010000001234, "General")},
            {"编号": "A2 这一格超过 15 位数字，Excel 已把后面的位数改成 0，请设为文本重填。"},
        ),
        (
            {"面积": '<c t="e"><v>#REF!</v></c>'},
            {"面积（㎡）": "E2 这一格是 Excel 的错误值 #REF!，公式没有算出来，请改成值。"},
        ),
        (
            {"标题": '<c t="e"><f>A1</f><v>#N/A</v></c>'},
            {"标题": "B2 这一格是 Excel 的错误值 #N/A，公式没有算出来，请改成值。"},
        ),
        (
            {"面积": "<c><f>10*30</f><v></v></c>"},
            {"面积（㎡）": "E2 这一格是公式，文件里没有结果。请用 Excel 打开保存，或粘贴为值。"},
        ),
        (
            {"可交付日期": (2026.1, "General")},
            {
                "可交付日期": "2026.1 是 1 月还是 10 月？"
                "Excel 把 2026.10 存成 2026.1，请写成 2026-10。"
            },
        ),
        (
            {"面积": (350, ";;;")},
            {"面积（㎡）": "E2 这一格看上去是空的，里面存着 350。要就写出来，不要就清空。"},
        ),
        (
            {"标题": "########"},
            {"标题": "B2 这一格只有 ####：列太窄时显示的样子，请填上原来的内容。"},
        ),
        (
            {"楼层": '<c t="str"><f>_xlfn.DISPIMG("ID_7",1)</f><v>=DISPIMG("ID_7",1)</v></c>'},
            {"楼层": "F2 这一格是嵌在格里的图片，不能导入。请清空，图片在载体页面上传。"},
        ),
        (
            {"标题": '=CONCATENATE(A2,"号楼")'},
            {"标题": "B2 这一格是公式的文字，没有结果。请改成值，或设为常规再算一次。"},
        ),
        (
            {"可交付日期": (2026, DAY)},
            {"可交付日期": "年份不对：1905-07-18。请写成 2026-11-21 的样子。"},
        ),
    ],
)
def test_cell_that_is_no_longer_what_was_typed_is_an_error(read, cells, errors):
    (diff,) = read([line(**cells)])
    assert {name: diff.errors.get(name) for name in errors} == errors


@pytest.mark.parametrize(
    ("cells", "name", "value"),
    [
        ({}, "available_on", datetime.date(2026, 10, 1)),
        ({"可交付": (46357, DAY)}, "available_on", datetime.date(2026, 12, 1)),
        ({"编号": (123, "000000")}, "code", "000123"),
        ({"编号": (202605010001, "General")}, "code", "202605010001"),
        ({"面积": (3, '0.0"万"')}, "area_sqm", Decimal("30000.00")),
        ({"面积": (30000, '0!.0,"万"')}, "area_sqm", Decimal("30000.00")),
        ({"面积": (3200, "#,##0")}, "area_sqm", Decimal("3200.00")),
        ({"面积": (50, '0"亩"')}, "area_sqm", Decimal("33333.33")),
        ({"面积": (120000, "0.0E+00")}, "area_sqm", Decimal("120000.00")),
        ({"面积": (300.5, "# ?/?")}, "area_sqm", Decimal("300.50")),
        ({"面积": "<c><f>10*30</f><v>300</v></c>"}, "area_sqm", Decimal("300.00")),
        ({"纬度": (36.40235, "0.00")}, "latitude", Decimal("36.40235")),
        ({"标题": (0.35, "0%")}, "title", "35%"),
        ({"标题": '<c t="b"><v>1</v></c>'}, "title", "TRUE"),
        ({"编号": "'TST-7"}, "code", "TST-7"),
        ({"面积": "'1,200"}, "area_sqm", Decimal("1200.00")),
        ({"可交付": "’2027-03-01"}, "available_on", datetime.date(2027, 3, 1)),
        ({"类型": "'写字楼"}, "kind", "office"),
        ({"标题": "'90 后创业园"}, "title", "'90 后创业园"),
        ({"标题": "=10kV 专线"}, "title", "=10kV 专线"),
        ({"可交付": (0, "0;-0;;@")}, "available_on", None),
    ],
)
def test_cell_is_read_as_it_was_seen(read, cells, name, value):
    (diff,) = read([line(**cells)])
    assert (diff.errors, diff.questions) == ({}, {})
    diff.listing.refresh_from_db()
    assert getattr(diff.listing, name) == value


def test_fraction_is_a_text_in_a_text(read):
    (diff,) = read([line(楼层=(0.25, "# ?/?"))])
    assert diff.terms.floors == "1/4"


def test_rounded_and_approximate_figures_are_read_as_seen_and_asked_about(read):
    rounded, about = read([line(面积=(3200.4, "0")), line(编号="TST-2", 面积="约3200")])
    assert [diff.listing.area_sqm for diff in (rounded, about)] == [3200, 3200]
    assert [rounded.questions, about.questions] == [
        {"面积（㎡）": "文件里显示 3200，格里存的是 3200.4；按看到的 3200 读。"},
        {"面积（㎡）": "写的是“约3200”，按准确的数读。"},
    ]


def test_value_over_two_columns_is_asked_about(read):
    lines = [line(), line(编号="TST-2", 面积="300", 楼层="x"), line(编号="TST-3")]
    beside, kept, past = read(lines, merged=["E2:F2", "E3:F3", "J4:K4"])
    where = "和左边一格合并在一起，不知道是哪一列的。请取消合并，分别填写。"
    assert [beside.errors, kept.errors, past.errors] == [
        {"楼层": f"F2 这一格{where}"},
        {"楼层": f"F3 这一格{where}"},
        {},
    ]


def test_decimals_that_are_not_kept_are_told_where_they_show(read):
    lines = [line(面积="0.385"), line(编号="TST-2", 面积=(12.3456, "General"))]
    shown, fine = read([*lines, line(编号="TST-3", 面积="0.001")])[:2]
    assert [shown.questions, fine.questions] == [
        {"面积（㎡）": "只存 2 位小数：0.385 存成 0.39。"},
        {},
    ]


def test_merged_word_is_every_rows_and_a_merged_number_is_asked_about(read, site):
    lines = [line(), line(编号="TST-2", 类型="", 面积=""), line(编号="TST-3", 类型="")]
    first, second, third = read(lines, merged=["C2:C4", "E2:E3"])
    assert third.listing.kind == "office"
    why = "不知道是每行的还是合计。请取消合并，逐行填写。"
    assert [first.errors, second.errors, third.errors] == [
        {"面积（㎡）": f"E2 这一格和上下几行合并在一起，{why}"},
        {"面积（㎡）": f"E3 这一格和上下几行合并在一起，{why}"},
        {},
    ]
