"""What an import does with a row: new, changed, unchanged, refused; and what follows from it."""

import datetime

import pytest

from parks.models import KindRule, Listing
from publishing.models import PendingChange
from tests import factories
from tests.exchange.sample_files import HEADER, ROW, row

pytestmark = pytest.mark.django_db


def verdicts(diffs):
    return [diff.outcome.value for diff in diffs]


def test_second_import_changes_nothing(bring):
    bring([ROW, row("GEM-F-2")])
    before = list(Listing.objects.values().order_by("pk"))
    assert verdicts(bring([ROW, row("GEM-F-2")])) == ["same", "same"]
    assert list(Listing.objects.values().order_by("pk")) == before
    assert Listing.history.count() == 2


def test_changes_are_named_column_by_column(bring):
    bring([ROW])
    (diff,) = bring([row(标题="改了名", 净高="10.2")])
    assert diff.changes == [("标题", "一号厂房", "改了名"), ("净高（m）", "9.6", "10.2")]
    assert [h.history_type for h in Listing.history.order_by("pk")] == ["+", "~"]


@pytest.mark.parametrize(
    ("known_height", "cells", "is_waiting"),
    [
        (None, {"价格": "8"}, False),
        (None, {"净高": "9.6"}, False),
        ("9", {"净高": "9.6"}, True),
        ("9.6", {"价格": "8", "标题": "降价了"}, True),
        ("9.6", {"价格": "8", "面积": "3000"}, True),
    ],
)
def test_plain_editors_corrections_are_public_at_once(
    bring, site, editor, known_height, cells, is_waiting
):
    listing = factories.ListingFactory(region=site.region, code="GEM-F-1", title="一号厂房")
    factories.BuildingSpecFactory(listing=listing, clear_height_m=known_height)
    stored = {"净高": known_height or ""}
    (diff,) = bring([row(**stored | cells)], may_approve=False, user_id=editor.pk)
    assert (diff.is_waiting, PendingChange.objects.exists()) == (is_waiting, is_waiting)
    assert Listing.objects.get().is_published()


@pytest.mark.parametrize("may_approve", [True, False])
def test_no_import_opens_a_gap_in_public(bring, site, may_approve):
    rule = {"fresh_days": 90, "grace_days": 30, "required": ["clear_height_m"]}
    KindRule.objects.update_or_create(kind="factory", defaults=rule)
    for code, height in [("GEM-F-1", "9.6"), ("GEM-F-2", None)]:
        listing = factories.ListingFactory(region=site.region, code=code, title="一号厂房")
        factories.BuildingSpecFactory(listing=listing, clear_height_m=height)
    gap, known_gap = bring(
        [row(净高="未知", 价格="8"), row("GEM-F-2", 净高="未知", 价格="8")],
        is_clearing=True,
        may_approve=may_approve,
    )
    assert gap.errors == {"净高（m）": "内容已经公开，这一项不能清空。"}
    assert (known_gap.errors, known_gap.is_waiting) == ({}, False)
    prices = Listing.objects.order_by("code").values_list("price_amount", "status")
    assert [(str(amount), status) for amount, status in prices] == [
        ("9.50", "approved"),
        ("8.00", "approved"),
    ]


def test_code_of_another_region_is_an_error_that_tells_nothing(bring, other_site):
    factories.ListingFactory(region=other_site.region, code="GEM-F-1", title="邻县秘密")
    (diff,) = bring([ROW])
    assert diff.errors == {"编号": "这个编号不能用，请换一个编号。"}
    assert (diff.listing, diff.changes) == (None, [])
    assert Listing.objects.get().title == "邻县秘密"


def test_code_twice_counts_once(bring):
    diffs = bring([ROW, row(标题="第二次")])
    assert verdicts(diffs) == ["new", "faulty"]
    assert Listing.objects.get().title == "一号厂房"


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"标题": ""}, {"标题": "必填。"}),
        ({"标题": "未知"}, {"标题": "必填。"}),
        ({"价格单位": ""}, {"价格": "价格与单位要么都填，要么都不填（面议）。"}),
        ({"面积": "0"}, {"面积（㎡）": "面积应大于 0。"}),
        ({"净高": "0"}, {"净高（m）": "层高、净高、承重应大于 0；不知道就留空。"}),
        ({"类型": "工业用地"}, {"净高（m）": "不适用于工业用地，请留空。"}),
        ({"面积": "x", "净高": "y"}, None),
    ],
)
def test_wrong_rows_say_where_and_why(bring, cells, wrong):
    (diff,) = bring([row(**cells)])
    assert diff.errors == wrong or (wrong is None and len(diff.errors) == 2)
    assert list(Listing.objects.all()) == []


def test_kind_of_a_saved_listing_stays(bring):
    bring([ROW])
    (diff,) = bring([row(类型="仓库")])
    assert diff.errors == {"类型": "类型保存后不能再改；请另编一个编号。"}


def test_somebody_elses_later_change_is_not_overwritten(bring, site):
    listing = factories.ListingFactory(region=site.region, code="GEM-F-1", title="别人刚改的")
    seen = listing.updated_at - datetime.timedelta(seconds=1)
    (diff,) = bring([ROW], unseen_since=seen)
    assert list(diff.errors) == ["编号"]
    listing.refresh_from_db()
    assert listing.title == "别人刚改的"


# The five spellings of one stored code that an office sent: U+200B, U+2013, U+2011, U+FEFF, U+202A.
SPELLINGS = (
    *("GEM-F-1\u200b", "GEM–F–1", "GEM\u2011F\u20111", "\ufeffGEM-F-1", "\u202aGEM-F-1\u202c"),
    *("gem-f-1", "ＧＥＭ－Ｆ－１", "GEM−F−1", "GEM - F - 1", "GEM—F—1\u3164"),
)


def test_every_spelling_of_a_code_meets_the_stored_one(bring):
    bring([ROW])
    diffs = bring([row(code, 标题="改了名") for code in SPELLINGS])
    assert verdicts(diffs) == ["changed", *["faulty"] * (len(SPELLINGS) - 1)]
    assert {tuple(diff.errors.items()) for diff in diffs[1:]} == {
        (("编号", "这个编号在文件里出现了不止一次，只认第一次。"),)
    }
    assert list(Listing.objects.values_list("code", "title")) == [("GEM-F-1", "改了名")]


def test_new_code_is_stored_as_everybody_can_type_it(bring):
    bring([row("\ufeffgem–f–９\u200b")])
    assert Listing.objects.get().code == "GEM-F-9"


def test_code_of_invisible_marks_is_none(bring):
    (diff,) = bring([row("\u200b\u3164")])
    assert diff.errors == {"编号": "必填。"}


@pytest.mark.parametrize(
    ("texts", "cells", "where"),
    [
        (["纬度", "经度"], ["36.4", ""], "纬度"),
        (["经度（WGS-84）"], ["94.9"], "经度（WGS-84）"),
        (["GPS纬度", "GPS经度"], ["未知", "94.9"], "GPS纬度"),
    ],
)
def test_half_a_place_is_an_error(bring, texts, cells, where):
    (diff,) = bring([[*ROW, *cells]], [*HEADER, *texts])
    assert diff.errors == {where: "经度和纬度要一起填。"}


def test_the_other_half_may_be_known_already(bring, site):
    where = {"latitude": "36.4", "longitude": "94.9"}
    factories.ListingFactory(region=site.region, code="GEM-F-1", title="一号厂房", **where)
    (diff,) = bring([[*ROW, "36.5"]], [*HEADER, "纬度"])
    assert (diff.errors, str(diff.listing.latitude)) == ({}, "36.50000")
