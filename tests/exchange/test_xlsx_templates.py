"""Workbooks we hand out: templates, and rows to be mended."""

import io

import pytest
from openpyxl import load_workbook

from parks.models import ImportJob, Listing
from tests.exchange.pages import IMPORT, upload
from tests.exchange.sample_files import HEADER, ROW, csv_bytes, row, xlsx_bytes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Listing.Kind.values)
def test_template_holds_the_columns_and_reads_back_as_empty(client, editor, site, kind):
    content = client.get(f"{IMPORT}template/{kind}/").content
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["载体", "填写说明"]
    labels = [cell.value for cell in book["载体"][1]]
    assert [label for label in labels if label in {"出让年期（年）", "净高（m）"}] == (
        ["出让年期（年）"] if kind == "land" else ["净高（m）"]
    )
    address = upload(client, site, content, "模板.xlsx")["Location"]
    assert "文件里没有数据" in client.get(address).text


def test_unknown_template_is_not_there(client, editor):
    assert client.get(f"{IMPORT}template/villa/").status_code == 404


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
