"""Taking lists out: the round trip, what is left out, what is refused, what is recorded."""

import io

import pytest
from openpyxl import load_workbook

from parks.models import ExportLog, ImportJob, Listing
from tests import factories
from tests.exchange.pages import EXPORT, REASON, exported, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_round_trip_changes_nothing(client, editor, site, rich, form):
    before = [list(m.objects.values().order_by("pk")) for m in (Listing,)]
    content, _ = exported(client, form)
    address = upload(client, site, content, f"a.{form}")["Location"]
    job = ImportJob.objects.get()
    assert (job.state, job.same_rows, job.changed_rows, job.faulty_rows) == ("ready", 2, 0, 0)
    client.post(address, {"confirm": ""})
    assert [list(m.objects.values().order_by("pk")) for m in (Listing,)] == before


def test_exported_text_is_no_formula_and_numbers_stay_numbers(client, editor, rich):
    _, lines = exported(client, "csv", "?kind__exact=factory")
    cells = dict(zip(lines[0], lines[1], strict=True))
    assert [cells[name] for name in ("标题", "位置", "面积（㎡）", "净高（m）")] == [
        "'=cmd|'/c calc'!A1", "'＝路", "3200.00", "9.60",
    ]  # fmt: skip
    content, _ = exported(client, "xlsx", "?kind__exact=factory")
    sheet = load_workbook(io.BytesIO(content)).active
    types = {sheet.cell(1, c.column).value: c.data_type for c in sheet[2]}
    assert "f" not in types.values()
    assert [types[name] for name in ("标题", "面积（㎡）")] == ["s", "n"]


def test_export_is_logged_with_region_count_and_filter(client, editor, site, rich):
    exported(client, "csv", "?kind__exact=land")
    log = ExportLog.objects.get()
    assert (log.user, log.region, log.format, log.rows, log.filters, log.reason) == (
        editor, site.region, "csv", 1, "kind__exact=land", REASON,
    )  # fmt: skip


def test_export_leaves_out_other_regions_and_other_peoples_drafts(
    client, editor, sign_in, site, other_site, rich
):
    factories.ListingFactory(region=other_site.region, title="邻县秘密")
    factories.ListingFactory(region=site.region, title="别人的草稿", status="draft")
    mine = factories.ListingFactory(region=site.region, title="我的草稿", status="draft")
    Listing.objects.filter(pk=mine.pk).update(created_by=editor)
    assert "将导出 3 条" in client.get(EXPORT).text
    titles = [line[1] for line in exported(client, "csv")[1][1:]]
    assert sorted(titles) == sorted(["'=cmd|'/c calc'!A1", rich[1].title, "我的草稿"])
    sign_in("reviewer")
    titles = [line[1] for line in exported(client, "csv")[1][1:]]
    assert ("别人的草稿" in titles, "邻县秘密" in titles) == (True, False)


@pytest.mark.parametrize(
    ("query", "data", "word"),
    [
        ("", {}, "请选择格式。"),
        ("", {"format": "csv"}, "请写明用途：拿去做什么。没有写，就不导出。"),
        ("", {"format": "csv", "reason": " 　"}, "请写明用途：拿去做什么。没有写，就不导出。"),
        ("", {"format": "csv", "reason": "……"}, "请写清楚拿去做什么，至少两个字。"),
        ("", {"format": "csv", "reason": "报" * 101}, "最多 100 字，现在有 101 字。"),
        ("", {"format": "pdf"}, "只有 xlsx 和 csv 两种格式。"),
        ("?kind__nothing=1", {"format": "csv"}, "将导出 0 条"),
        ("?region__adcode=632821", {"format": "csv"}, "将导出 0 条"),
        ("?created_at__gte=%00", {"format": "csv"}, "将导出 0 条"),
    ],
)
def test_bad_exports_are_refused_with_the_form(client, editor, rich, query, data, word):
    response = client.post(EXPORT + query, data)
    assert response.status_code == 400
    assert word in response.text
    assert 'name="format"' in response.text
    assert list(ExportLog.objects.all()) == []


def test_too_many_rows_are_refused_before_anything_is_read(client, editor, rich, settings):
    settings.EXPORT_LIMITS = {"xlsx": 1, "csv": 1}
    response = client.post(EXPORT, {"format": "xlsx", "reason": REASON})
    assert (response.status_code, "一次最多导出 1 条，这里有 2 条" in response.text) == (400, True)


def test_refused_export_brings_the_form_back_filled(client, editor, rich):
    form = client.post(EXPORT, {"format": "csv", "reason": "—"}).context["form"]
    assert [form[name].value() for name in ("format", "reason")] == ["csv", "—"]
