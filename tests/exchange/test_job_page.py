"""What the page of an import shows: rows by result, the way on."""

import re

import pytest

from exchange.job_page import SHOWN, Stretch
from tests import factories
from tests.exchange.pages import upload
from tests.exchange.sample_files import HEADER, ROW, csv_bytes, row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("show", ["faulty", "new", "changed", "same", "", "odd", "\0"])
def test_rows_can_be_looked_at_by_result(client, editor, site, show):
    address = upload(client, site, csv_bytes([ROW, row("GEM-F-2", 面积="x")]))["Location"]
    page = client.get(address, {"show": show}).text
    numbers = re.findall(r"</span>(\d+)<span", page)
    assert numbers == {"faulty": ["3"], "new": ["2"], "changed": [], "same": []}.get(
        show, ["3", "2"]
    )


LONG = "这一句话比六十个字要长得多，" * 6


def items(page, name):
    """Texts of the lists of that class, without tags."""
    found = re.findall(rf'<ul class="transfer__{name}">(.*?)</ul>', page, re.DOTALL)
    lines = [re.findall(r"<li>(.*?)</li>", text, re.DOTALL) for text in found]
    return [[re.sub(r"<[^>]+>|\s", "", line) for line in group] for group in lines]


def test_every_value_of_a_new_row_is_shown(client, editor, site):
    address = upload(client, site, csv_bytes([[*ROW, LONG]], [*HEADER, "一句话说明"]))["Location"]
    assert items(client.get(address).text, "values") == [
        [
            *(
                "编号：GEM-F-1",
                "标题：一号厂房",
                "类型：厂房",
                "供应方式：出租",
                "面积（㎡）：3,200",
            ),
            *("价格：9.5", "价格单位：元/㎡·月", f"一句话说明：{LONG}", "净高（m）：9.6"),
            f"地区：{site.region.name}",
        ]
    ]


def test_both_values_of_a_changed_row_are_shown_whole(client, editor, site):
    factories.ListingFactory(region=site.region, code="GEM-F-1", summary=f"旧：{LONG}")
    address = upload(client, site, csv_bytes([["GEM-F-1", LONG]], ["编号", "一句话说明"]))[
        "Location"
    ]
    page = client.get(address).text
    assert f"<del>旧：{LONG}</del> → <ins>{LONG}</ins>" in page


def test_questions_come_first_and_keep_nothing_out(client, editor, site):
    rows = [ROW, row("GEM-F-2", 面积="约3200"), row("GEM-F-3", 面积="x")]
    page = client.get(upload(client, site, csv_bytes(rows))["Location"]).text
    assert re.findall(r"</span>(\d+)<span", page) == ["4", "3", "2"]
    assert items(page, "questions") == [["面积（㎡）：写的是“约3200”，按准确的数读。"]]
    assert "确认导入 2 条，跳过 1 行错误" in page


@pytest.mark.parametrize(
    ("written", "first", "last", "previous", "following"),
    [
        ("", 1, SHOWN, 0, 2),
        ("2", SHOWN + 1, 2 * SHOWN, 1, 3),
        ("3", 2 * SHOWN + 1, 2 * SHOWN + 5, 2, 0),
        ("99", 2 * SHOWN + 1, 2 * SHOWN + 5, 2, 0),
        ("0", 1, SHOWN, 0, 2),
        ("x", 1, SHOWN, 0, 2),
    ],
)
def test_stretch_lies_within_the_list(written, first, last, previous, following):
    stretch = Stretch.chosen(written, 2 * SHOWN + 5)
    found = (stretch.first, stretch.last, stretch.previous, stretch.next)
    assert found == (first, last, previous, following)


def test_every_row_of_a_long_list_can_be_looked_at(client, editor, site):
    rows = [row(f"GEM-F-{n}") for n in range(SHOWN)]
    rows += [row("GEM-F-0", 标题="又一次"), row("GEM-F-X")]
    address = upload(client, site, csv_bytes(rows))["Location"]
    page = client.get(address, {"page": "2"}).text
    assert re.findall(r"</span>(\d+)<span", page) == [str(SHOWN + 2), str(SHOWN + 3)]
    assert "这个编号在文件里出现了不止一次" in page
    assert f"第 {SHOWN + 1}–{SHOWN + 2} 条，共 {SHOWN + 2} 条" in page
    assert re.findall(r"page=(\d+)", page) == ["1"]
