"""Files of Office: taken where nothing in them runs, sent as what they are under their own name."""

import io
import zipfile
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publishing.models import Asset
from publishing.office_files import MOST_PARTS, OFFICE_TYPES, clean_office, office_ending
from tests import factories

RELATION = '<Relationships><Relationship Id="r1" Type="http://x/{}" Target="{}"{}/></Relationships>'
OUTSIDE = ' TargetMode="External"'


def packed(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in {"word/document.xml": "<w/>", **parts}.items():
            file.writestr(name, text)
    return out.getvalue()


def relations(kind, target="https://e.example/a", mode=OUTSIDE):
    return {"word/_rels/document.xml.rels": RELATION.format(kind, target, mode)}


@pytest.mark.django_db
def test_one_is_stored_as_it_is_and_sent_under_its_own_name(
    client, staff, site, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(staff("editor", site.region))
    data = packed(**relations("hyperlink"))
    sent = SimpleUploadedFile("申报表 2026.DOCX", data)
    reply = client.post(reverse("editor_upload"), {"upload": sent})
    assert reply.status_code == 201
    asset = Asset.objects.get()
    assert (asset.kind, asset.file_name) == ("office", "申报表 2026.docx")
    body = f'<p><a href="{asset.file.url}">申报表</a></p>'
    factories.ArticleFactory(column=factories.ColumnFactory(site=site), body=body)
    client.logout()
    response = client.get(asset.file.url)
    assert b"".join(response.streaming_content) == data
    assert response["Content-Type"] == OFFICE_TYPES["docx"]
    name = quote("申报表 2026.docx", safe="")
    assert response["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"word/vbaProject.bin": "x"}, "带有宏"),
        ({"word/activeX/activeX1.xml": "x"}, "带有宏"),
        ({"word/embeddings/oleObject1.bin": "x"}, "带有宏"),
        (relations("attachedTemplate"), "从别的地方取"),
        (relations("image"), "从别的地方取"),
        ({f"word/{number}.xml": "" for number in range(MOST_PARTS)}, "太多"),
    ],
)
def test_what_runs_or_fetches_is_refused_with_the_way_out(parts, why):
    file = ContentFile(packed(**parts), name="a.docx")
    assert office_ending(file) == "docx"
    with pytest.raises(ValidationError, match=why):
        clean_office(file, "docx")


def test_a_damaged_one_is_refused_and_others_are_none():
    whole = packed(**relations("hyperlink"))
    damaged = whole.replace(b"<Relationships>", b"<Relationshipz>")
    with pytest.raises(ValidationError, match="重新保存"):
        clean_office(ContentFile(damaged, name="a.docx"), "docx")
    for data in (b"PK\x03\x04" + bytes(60), b"", whole[:40]):
        assert office_ending(ContentFile(data)) == ""
