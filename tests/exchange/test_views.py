"""Import and export pages: who may open them, every refusal, the way from upload to draft."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from exchange import exports, jobs
from parks.models import ExportLog, ImportJob, Listing
from tests import factories
from tests.exchange.sample_files import HEADER, ROW, bombs, csv_bytes, row, xlsx_bytes

pytestmark = pytest.mark.django_db

IMPORT = "/admin/parks/listing/import/"
EXPORT = "/admin/parks/listing/export/"
MAY = {"editor": 200, "reviewer": 200, "manager": 200, "officer": 403, "auditor": 403}


@pytest.fixture
def sign_in(client, staff, site, store):
    def make(role, region=None):
        user = staff(role, region or site.region)
        client.force_login(user)
        return user

    return make


@pytest.fixture
def editor(sign_in):
    return sign_in("editor")


def upload(client, site, data, name="载体.csv", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(IMPORT, {"file": file, "region": site.region.pk, **more})


def refusals(response):
    return re.findall(r'class="transfer__error"[^>]*>([^<]+)<', response.text)


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("path", [IMPORT, EXPORT, f"{IMPORT}template/land/"])
def test_pages_are_for_editors(client, sign_in, role, path):
    sign_in(role)
    assert client.get(path).status_code == MAY[role]
    assert client.delete(path).status_code == 405


@pytest.mark.parametrize("path", [IMPORT, EXPORT, f"{IMPORT}template/land/", f"{IMPORT}1/"])
def test_strangers_are_sent_to_the_login(client, path):
    response = client.get(path)
    assert (response.status_code, "/admin/login/" in response["Location"]) == (302, True)


def test_from_upload_to_draft(client, editor, site):
    response = upload(client, site, xlsx_bytes([ROW, row("GEM-F-2", 净高="很高")]), "a.xlsx")
    page = client.get(response["Location"]).text
    assert "确认导入 1 条，跳过 1 行错误" in page
    assert "净高（m）</b>：应填数字，这里是“很高”。不知道就留空。" in page
    assert list(Listing.objects.all()) == []
    for word in ("导入完成。", "已经处理过，没有重复执行。"):
        assert word in client.post(response["Location"], {"confirm": ""}, follow=True).text
    assert [(x.code, x.status, x.created_by) for x in Listing.objects.all()] == [
        ("GEM-F-1", "draft", editor)
    ]


def test_faulty_rows_come_back_to_be_mended(client, editor, site):
    address = upload(client, site, csv_bytes([ROW, row("GEM-F-2", 净高="很高")]))["Location"]
    sheet = load_workbook(io.BytesIO(client.get(f"{address}faults/").content)).active
    header, wrong = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    assert header == [*HEADER, "原因"]
    assert wrong[0] == "GEM-F-2"
    assert wrong[-1].startswith("净高（m）：应填数字")
    mended = xlsx_bytes([["GEM-F-2", *wrong[1:7], "9.6", wrong[-1]]], header)
    job = ImportJob.objects.get(pk=upload(client, site, mended)["Location"].split("/")[-2])
    assert (job.state, job.new_rows, job.faulty_rows) == ("ready", 1, 0)


@pytest.mark.parametrize(
    "name", ["60 MB unpacked", "nested zip", "entities", "nul csv", "old excel"]
)
def test_bomb_gives_the_form_back_with_a_sentence(client, editor, site, name):
    response = upload(client, site, bombs()[name])
    assert response.status_code == 400
    assert [text[-1] for text in refusals(response)] == ["。"]
    assert 'type="file"' in response.text
    assert list(ImportJob.objects.all()) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ["请选择要导入的文件。", "请选择地区。"]),
        (
            {"file": SimpleUploadedFile("a.csv", b"")},
            ["这个文件是空的，请重新选择。", "请选择地区。"],
        ),
        ({"file": "text"}, ["请选择要导入的文件。", "请选择地区。"]),
        (
            {"file": SimpleUploadedFile("a.csv", b"a"), "region": "999999"},
            ["您不能向这个地区导入。"],
        ),
        (
            {"file": SimpleUploadedFile("a.csv", b"a"), "region": "１２x"},
            ["您不能向这个地区导入。"],
        ),
    ],
)
def test_bad_forms_are_refused_field_by_field(client, editor, data, words):
    response = client.post(IMPORT, data)
    assert (response.status_code, refusals(response)) == (400, words)


def test_nobody_imports_into_another_region(client, editor, site, other_site):
    response = upload(client, other_site, csv_bytes([ROW]))
    assert (response.status_code, refusals(response)) == (400, ["您不能向这个地区导入。"])


def test_code_of_another_region_shows_nothing_of_it(client, editor, site, other_site):
    factories.ListingFactory(region=other_site.region, code="GEM-F-1", title="邻县秘密")
    page = client.get(upload(client, site, csv_bytes([ROW]))["Location"]).text
    assert "这个编号已经属于别的地区" in page
    assert "邻县秘密" not in page


def test_jobs_of_another_region_are_not_there(client, sign_in, site, other_site):
    sign_in("manager", other_site.region)
    address = upload(client, other_site, csv_bytes([ROW]))["Location"]
    sign_in("manager")
    statuses = [client.get(address).status_code, client.get(f"{address}faults/").status_code]
    assert [*statuses, client.post(address, {"confirm": ""}).status_code] == [404, 404, 404]
    assert "载体.csv" not in client.get(IMPORT).text


def test_only_the_uploader_decides(client, editor, sign_in, site):
    address = upload(client, site, csv_bytes([ROW]))["Location"]
    sign_in("manager")
    assert 'name="confirm"' not in client.get(address).text
    assert client.post(address, {"confirm": ""}).status_code == 403
    assert list(Listing.objects.all()) == []


def test_post_without_a_decision_does_nothing(client, editor, site):
    address = upload(client, site, csv_bytes([ROW]))["Location"]
    response = client.post(address, {"x": "1"})
    assert (response.status_code, "什么也没有做" in response.text) == (400, True)
    assert ImportJob.objects.get().state == "ready"


def test_giving_up_removes_the_file(client, editor, site, store):
    address = upload(client, site, csv_bytes([ROW]))["Location"]
    client.post(address, {"cancel": ""})
    assert ImportJob.objects.get().state == "cancelled"
    assert list(store.iterdir()) == []
    assert "已放弃" in client.get(address).text
    assert client.get(f"{address}faults/").status_code == 404


def test_posts_need_the_token(site, staff, store):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff("editor", site.region))
    assert upload(strict, site, csv_bytes([ROW])).status_code == 403
    assert strict.post(EXPORT, {"format": "csv"}).status_code == 403


def test_large_file_is_left_to_the_worker(client, editor, site, monkeypatch):
    monkeypatch.setattr(jobs, "SMALL_ROWS", 1)
    address = upload(client, site, csv_bytes([ROW, row("GEM-F-2")]))["Location"]
    page = client.get(address).text
    assert "正在核对：" in page
    assert '<meta http-equiv="refresh" content="5">' in page
    list(jobs.work_off())
    client.post(address, {"confirm": ""})
    assert ImportJob.objects.get().state == "importing"
    list(jobs.work_off())
    assert "导入完成：新增 2 条" in client.get(address).text


@pytest.mark.parametrize("show", ["faulty", "new", "changed", "same", "", "odd", "\0"])
def test_rows_can_be_looked_at_by_result(client, editor, site, show):
    address = upload(client, site, csv_bytes([ROW, row("GEM-F-2", 面积="x")]))["Location"]
    page = client.get(address, {"show": show}).text
    numbers = re.findall(r"</span>(\d+)<span", page)
    assert numbers == {"faulty": ["3"], "new": ["2"], "changed": [], "same": []}.get(
        show, ["2", "3"]
    )


@pytest.mark.parametrize("kind", Listing.Kind.values)
def test_template_holds_the_columns_and_reads_back_as_empty(client, editor, site, kind):
    content = client.get(f"{IMPORT}template/{kind}/").content
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["载体", "填写说明"]
    labels = [cell.value for cell in book["载体"][1]]
    assert [label for label in labels if label in {"年期（年）", "净高（m）"}] == (
        ["年期（年）"] if kind == "land" else ["净高（m）"]
    )
    address = upload(client, site, content, "模板.xlsx")["Location"]
    assert "文件里没有数据" in client.get(address).text


def test_unknown_template_is_not_there(client, editor):
    assert client.get(f"{IMPORT}template/villa/").status_code == 404


def exported(client, form, query=""):
    response = client.post(EXPORT + query, {"format": form})
    content = b"".join(response.streaming_content)
    if form == "csv":
        return content, list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    cells = load_workbook(io.BytesIO(content)).active.iter_rows()
    return content, [[cell.value for cell in line] for line in cells]


@pytest.fixture
def rich(site):
    park = factories.ParkFactory(region=site.region, name="昆仑经开区")
    listing = factories.ListingFactory(
        region=site.region, park=park, code="GEM-F-1", title="=cmd|'/c calc'!A1",
        summary="'已带引号", address="＝路", body="<p>一</p>\n<p>二</p>",
    )  # fmt: skip
    listing.industries.add(factories.IndustryFactory(name="新能源"))
    factories.BuildingSpecFactory(listing=listing, floors="-", column_grid="@9×18")
    terms = factories.LandTermsFactory(
        listing=factories.LandFactory(region=site.region, code="GEM-L-1"), is_eia_ready=False
    )
    return [listing, terms.listing]


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
    assert (log.user, log.region, log.format, log.rows, log.filters) == (
        editor, site.region, "csv", 1, "kind__exact=land",
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


def test_too_many_rows_are_refused_before_anything_is_read(client, editor, rich, monkeypatch):
    monkeypatch.setitem(exports.LIMITS, "xlsx", 1)
    response = client.post(EXPORT, {"format": "xlsx"})
    assert (response.status_code, "一次最多导出 1 条，这里有 2 条" in response.text) == (400, True)


@pytest.mark.parametrize("role", ["manager", "auditor", "editor"])
def test_records_are_for_managers_and_auditors(client, sign_in, site, rich, role):
    ExportLog.objects.create(region=site.region, format="csv", rows=7, filters="q=审计")
    sign_in(role)
    page = client.get(reverse("admin:parks_exportlog_changelist"))
    assert page.status_code == (403 if role == "editor" else 200)
    assert ("q=审计" in page.text) == (role != "editor")


def test_logs_carry_no_name_of_a_file_or_person(client, editor, site, caplog):
    with caplog.at_level("INFO"):
        upload(client, site, csv_bytes([row(标题="张三的厂房")]), "张三 13800138000.csv")
    text = "\n".join(record.getMessage() for record in caplog.records if "exchange" in record.name)
    assert "received" in text
    assert [word for word in ("张三", "13800138000", "/") if word in text] == []
