"""The import pages: the way from upload to draft, refusals, whose file it is."""

from pathlib import Path

import pytest

from exchange import jobs
from parks.models import ImportJob, Listing
from tests import factories
from tests.exchange.pages import IMPORT, refusals, upload
from tests.exchange.sample_files import ROW, bombs, csv_bytes, row, xlsx_bytes

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples"


def checked(client, site, name, **more):
    """The address and the page of a sample that was uploaded."""
    address = upload(client, site, (SAMPLES / name).read_bytes(), name, **more)["Location"]
    return address, client.get(address).text


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


@pytest.mark.parametrize(
    "name", ["60 MB unpacked", "nested zip", "entities", "nul csv", "old excel"]
)
def test_bomb_gives_the_form_back_with_a_sentence(client, editor, site, name):
    response = upload(client, site, bombs()[name])
    assert response.status_code == 400
    assert [text[-1] for text in refusals(response)] == ["。"]
    assert 'type="file"' in response.text
    assert list(ImportJob.objects.all()) == []


def test_code_of_another_region_shows_nothing_of_it(client, editor, site, other_site):
    factories.ListingFactory(region=other_site.region, code="GEM-F-1", title="邻县秘密")
    page = client.get(upload(client, site, csv_bytes([ROW]))["Location"]).text
    assert "这个编号不能用，请换一个编号。" in page
    assert ("邻县秘密" in page, "地区，请换" in page) == (False, False)


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


def test_large_file_is_left_to_the_worker(client, editor, site):
    rows = [row(f"GEM-F-{n}") for n in range(jobs.SMALL_ROWS + 1)]
    address = upload(client, site, csv_bytes(rows))["Location"]
    page = client.get(address).text
    assert "正在核对：" in page
    assert '<meta http-equiv="refresh" content="5">' in page
    list(jobs.work_off())
    client.post(address, {"confirm": ""})
    assert ImportJob.objects.get().state == "importing"
    list(jobs.work_off())
    assert "导入完成：新增 501 条" in client.get(address).text


def test_logs_carry_no_name_of_a_file_or_person(client, editor, site, caplog):
    with caplog.at_level("INFO"):
        upload(client, site, csv_bytes([row(标题="张三的厂房")]), "张三 13800138000.csv")
    text = "\n".join(record.getMessage() for record in caplog.records if "exchange" in record.name)
    assert "received" in text
    assert [word for word in ("张三", "13800138000", "/") if word in text] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "dates.xlsx",
            ["确认导入 1 条，跳过 2 行错误", "F3 这一格被 Excel 改成了日期（2026-03-12）"],
        ),
        ("fat_styles.xlsx", ["确认导入 1 条"]),
        ("blank_emf.xlsx", ["确认导入 1 条"]),
        ("oa_export.xls", ["确认导入 1 条", "TST-L5-001"]),
        ("oa_export_renamed.xlsx", ["确认导入 1 条", "TST-L5-001"]),
        ("oa_lines.xls", ["TST-L5-001", "必填。"]),
        ("excel2003.xml", ["文件里没有数据"]),
        ("sep_line.csv", ["确认导入 1 条", "TST-L5-002"]),
        (
            "coordinates.xlsx",
            [
                "确认导入 3 条，跳过 2 行错误",
                "百度、高德的坐标不能直接填",
                "94.9033 像是经度：写反了？",
                "这是度分秒，请换算成度：36.40222。",
            ],
        ),
        ("coordinates_baidu_headers.xlsx", ["确认导入 1 条", "36.4023", "94.9033"]),
        ("hidden.xlsx", ["确认导入 4 条", "第 3、4 行在文件里是隐藏的"]),
    ],
)
def test_files_as_offices_save_them_are_read_or_explained(client, editor, site, name, words):
    _, page = checked(client, site, name)
    assert [word for word in words if word not in page] == []


def test_codes_that_look_alike_are_one(client, editor, site):
    factories.LandFactory(region=site.region, code="GEM-T-2026-018", title="别的标题")
    address, page = checked(client, site, "codes.xlsx")
    job = ImportJob.objects.get()
    assert [job.new_rows, job.changed_rows, job.faulty_rows] == [0, 1, 4]
    assert page.count("这个编号在文件里出现了不止一次") == 4


def test_hidden_rows_can_be_left_out_and_taken_in_again(client, editor, site):
    address, page = checked(client, site, "hidden.xlsx")
    assert "不导入隐藏的 2 行" in page
    page = client.post(address, {"leave_hidden_out": ""}, follow=True).text
    assert ("确认导入 2 条" in page, "TST-L8-002" in page) == (True, False)
    page = client.post(address, {"take_hidden_in": ""}, follow=True).text
    assert ("确认导入 4 条" in page, "TST-L8-002" in page) == (True, True)
    client.post(address, {"leave_hidden_out": ""})
    assert "没有重复执行" in client.post(address, {"leave_hidden_out": ""}, follow=True).text
    client.post(address, {"confirm": ""})
    codes = Listing.objects.order_by("code").values_list("code", flat=True)
    assert list(codes) == ["TST-L8-001", "TST-L8-004"]
    job = ImportJob.objects.get()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
