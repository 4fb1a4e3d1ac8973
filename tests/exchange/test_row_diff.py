"""What an import does with a row: new, changed, unchanged, refused; and what follows from it."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from exchange import constraint_checks
from exchange.headers import read_header
from exchange.row_diff import Differ
from exchange.writer import write
from parks.models import BuildingSpec, LandTerms, Listing, ListingIndex
from search.models import SearchEntry
from tests import factories
from tests.exchange.sample_files import HEADER, ROW, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(site):
    """bring(rows, header) → diffs, written as a reviewer would."""

    def make(rows, header=HEADER, *, may_approve=True, is_clearing=False, **kwargs):
        differ = Differ(
            read_header(header),
            site.region,
            is_clearing=is_clearing,
            may_approve=lambda _: may_approve,
            **kwargs,
        )
        numbered = list(enumerate(rows, 2))
        with transaction.atomic():
            diffs = differ.diff(numbered, timezone.now(), is_locking=True)
            write(diffs, user_id=kwargs.get("user_id"), now=timezone.now())
        return diffs

    return make


def errors(diffs):
    return [diff.errors for diff in diffs]


def verdicts(diffs):
    return [diff.outcome.value for diff in diffs]


def test_new_row_is_a_draft_as_if_saved(bring, site, superuser):
    assert verdicts(bring([ROW], user_id=superuser.pk)) == ["new"]
    listing = Listing.objects.get()
    assert (listing.code, listing.status, listing.region) == ("GEM-F-1", "draft", site.region)
    assert (listing.created_by, listing.building_spec.clear_height_m) == (superuser, Decimal("9.6"))
    history = listing.history.get()
    assert (history.history_type, history.history_change_reason) == ("+", "导入")
    assert (history.history_user, history.title) == (superuser, "一号厂房")
    before = Listing.objects.values().get()
    listing.save()
    after = Listing.objects.values().get()
    assert {k for k in before if before[k] != after[k]} == {"updated_at"}
    assert list(SearchEntry.objects.all()) == list(ListingIndex.objects.all()) == []


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


def test_public_listing_stays_found_with_its_new_facts(bring, site):
    listing = factories.ListingFactory(region=site.region, code="GEM-F-1")
    assert verdicts(bring([row(标题="带行车的厂房")])) == ["changed"]
    listing.refresh_from_db()
    entry = SearchEntry.objects.get(object_id=listing.pk, type="listing")
    index_row = ListingIndex.objects.get()
    assert (listing.status, entry.title) == ("approved", "带行车的厂房")
    assert (index_row.area_sqm, index_row.clear_height_m) == (3200.0, 9.6)


def test_hold_ends_with_the_negotiation(bring, site):
    until = timezone.localdate() + datetime.timedelta(days=9)
    held = {"status_of_offer": "negotiating", "held_until_on": until, "hold_reason": "洽谈"}
    factories.ListingFactory(region=site.region, code="GEM-F-1", **held)
    assert errors(bring([[*ROW, "已租"]], [*HEADER, "供应状态"])) == [{}]
    listing = Listing.objects.get()
    assert (listing.status_of_offer, listing.held_until_on) == ("taken", None)


def test_entry_that_says_the_same_is_left_alone(bring, site):
    factories.ListingFactory(region=site.region, code="GEM-F-1", title=ROW[1])
    SearchEntry.objects.update(vector=None)
    bring([row(价格="9.9")])
    assert SearchEntry.objects.get().vector is None
    bring([row(标题="改了名")])
    assert "改" in SearchEntry.objects.get().vector


def test_plain_editors_change_of_public_content_waits_for_review(bring, site):
    factories.ListingFactory(region=site.region, code="GEM-F-1")
    (diff,) = bring([row(标题="改了名")], may_approve=False)
    assert diff.is_reopened
    assert Listing.objects.get().status == "in_review"
    assert list(SearchEntry.objects.all()) == list(ListingIndex.objects.all()) == []


def test_code_of_another_region_is_an_error_that_tells_nothing(bring, other_site):
    factories.ListingFactory(region=other_site.region, code="GEM-F-1", title="邻县秘密")
    (diff,) = bring([ROW])
    assert diff.errors == {"编号": "这个编号已经属于别的地区，请换一个编号。"}
    assert (diff.listing, diff.changes) == (None, [])
    assert Listing.objects.get().title == "邻县秘密"


def test_regions_and_parks_outside_are_unknown(bring, other_site):
    factories.ParkFactory(region=other_site.region, name="邻县园区")
    header = [*HEADER, "地区", "园区"]
    (diff,) = bring([[*ROW, "乌兰县", "邻县园区"]], header)
    assert list(diff.errors) == ["地区", "园区"]


def test_regions_parks_and_industries_by_name(bring, site):
    park = factories.ParkFactory(region=site.region, name="昆仑经开区")
    names = [factories.IndustryFactory(name=name).name for name in ("新能源", "装备制造")]
    header = [*HEADER, "地区", "园区", "适合产业"]
    bring([[*ROW, "632801", "昆仑经开区", "新能源，装备制造"]], header)
    listing = Listing.objects.get()
    assert (listing.region, listing.park) == (site.region, park)
    assert sorted(i.name for i in listing.industries.all()) == sorted(names)
    (diff,) = bring([[*ROW, "", "", "新能源"]], header)
    assert diff.changes == [("适合产业", "、".join(sorted(names)), "新能源")]
    assert [i.name for i in Listing.objects.get().industries.all()] == ["新能源"]


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


def test_row_without_code_and_row_too_long(bring):
    assert errors(bring([["", "标题"], [*ROW, "多出来"]])) == [
        {"编号": "必填。"},
        {"（表头之外）": "这一行比表头多出几格，请检查有没有串列。"},
    ]


def test_kind_of_a_saved_listing_stays(bring):
    bring([ROW])
    (diff,) = bring([row(类型="仓库")])
    assert diff.errors == {"类型": "类型保存后不能再改；请另编一个编号。"}


def test_land_takes_its_terms(bring):
    header = ["编号", "标题", "类型", "供应方式", "面积（亩）", "年期（年）", "可环评", "标准地"]
    bring([["GEM-L-1", "一号地", "土地", "出让", "20", "50", "是", "否"]], header)
    terms = LandTerms.objects.get()
    assert (terms.listing.area_sqm, terms.tenure_years) == (Decimal("13333.33"), 50)
    assert (terms.is_eia_ready, terms.is_standard_land) == (True, False)


def test_somebody_elses_later_change_is_not_overwritten(bring, site):
    listing = factories.ListingFactory(region=site.region, code="GEM-F-1", title="别人刚改的")
    seen = listing.updated_at - datetime.timedelta(seconds=1)
    (diff,) = bring([ROW], unseen_since=seen)
    assert list(diff.errors) == ["编号"]
    listing.refresh_from_db()
    assert listing.title == "别人刚改的"


def test_description_is_cleaned_and_lines_become_paragraphs(bring):
    header = [*HEADER, "详细说明"]
    bring([[*ROW, "第一行\n<script>alert(1)</script>"]], header)
    body = Listing.objects.get().body
    assert body.startswith("<p>第一行</p>")
    assert "<script" not in body


@pytest.mark.parametrize("model", [Listing, LandTerms, BuildingSpec])
def test_every_check_of_the_model_is_known_before_writing(model):
    """None is left to the database alone, where the sentence would be a general one."""
    checks = [c for c in model._meta.constraints if hasattr(c, "condition") and c.condition]
    for check in checks:
        if type(check).__name__ == "CheckConstraint":
            constraint_checks.compiled(check.condition)
    assert checks
