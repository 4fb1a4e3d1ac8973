"""Pages and words of PDF files: known to the library and to search, whatever the file does."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from portal.asset_rounds import read_papers
from publishing.models import Asset
from publishing.pdf_text import PdfText, pdf_text
from search.models import SearchEntry
from tests import factories

WORDS = b"BT /F1 12 Tf 72 700 Td (Saltlake potash 2026) Tj ET"
OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
    b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
    b"<</Length %d>>stream\n%b\nendstream" % (len(WORDS), WORDS),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    b"<</Type/Page/Parent 2 0 R>>",
)


def paper() -> bytes:
    """Two pages, the first with a line of words."""
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(OBJECTS, start=1):
        places.append(len(data))
        data += b"%d 0 obj%b\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 7\n0000000000 65535 f \n" + table + b"trailer<</Size 7/Root 1 0 R>>\n"
    return data + head + b"startxref\n%d\n%%%%EOF\n" % len(data)


def test_a_file_that_cannot_be_read_says_nothing():
    assert pdf_text(paper(), seconds=0.001) == PdfText()
    assert pdf_text(b"%PDF-1.4 nothing") == PdfText()


@pytest.mark.django_db
def test_words_of_a_paper_find_what_links_to_it(client, staff, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name, data in {"editor/a.pdf": paper(), "editor/b.pdf": b"broken"}.items():
        default_storage.save(name, ContentFile(data))
        Asset.objects.create(
            region=site.region, file=name, kind="pdf", sha256="0" * 64, size_bytes=len(data)
        )
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(
        column=column, body='<p><a href="/media/editor/a.pdf">表</a>'
    )
    assert not SearchEntry.objects.matching("potash").exists()
    read_papers()
    told = Asset.objects.order_by("file").values_list("pages", "text")
    assert list(told) == [(2, "Saltlake potash 2026"), (None, "")]
    assert not Asset.objects.unread().exists()
    assert [entry.object_id for entry in SearchEntry.objects.matching("potash")] == [article.pk]
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:publishing_asset_changelist"), {"q": "saltlake"})
    assert [row.file.name for row in page.context["cl"].result_list] == ["editor/a.pdf"]
    assert "2 页" in page.text
