"""The forms of import and export: every bad field has its sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.pages import IMPORT, refusals, upload
from tests.exchange.sample_files import ROW, csv_bytes

pytestmark = pytest.mark.django_db


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
