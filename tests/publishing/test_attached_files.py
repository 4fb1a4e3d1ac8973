"""Readers are told of an attached file what it is, how large, how long; kept pages follow."""

import pytest

from parks.models import Listing
from publishing.attached_files import with_file_facts
from publishing.models import Asset, Change
from publishing.richtext import sanitise
from tests import factories

pytestmark = pytest.mark.django_db
PAPER = "editor/2026/11/a.pdf"
LINK = f'<a href="/media/{PAPER}">批复</a>'
TOLD = '<span class="u-meta">（PDF，1.2\u00a0MB，8\u00a0页）</span>'


def paper_in(region, file=PAPER, **values):
    known = {"kind": "pdf", "sha256": "0" * 64, "size_bytes": 1_258_291, "pages": 8}
    return Asset.objects.create(region=region, file=file, **(known | values))


def test_links_to_files_are_told_by_one_query(site, django_assert_num_queries):
    paper_in(site.region)
    paper_in(site.region, "editor/b.docx", kind="office", size_bytes=2048, pages=None)
    text = sanitise(
        f'<p title="x">{LINK}，<a href="/media/editor/b.docx" title="a>b">表</a>，'
        '<a href="/media/editor/gone.pdf">旧</a>，<a href="/media/editor/c.png">图</a></p>'
    )
    with django_assert_num_queries(1):
        shown = with_file_facts(text)
    office = '<span class="u-meta">（Word，2\u00a0KB）</span>'
    assert shown.replace(f"批复</a>{TOLD}", "批复</a>").replace(office, "") == text
    assert (shown.count(TOLD), shown.count(office)) == (1, 1)
    with django_assert_num_queries(0):
        assert with_file_facts("<p>没有附件</p>") == "<p>没有附件</p>"


def test_a_page_tells_it_and_is_drawn_anew_where_it_changed(client, site, other_site):
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column, body=f"<p>{LINK}</p>")
    paper_in(site.region, pages=None)
    paper_in(other_site.region, "editor/unused.pdf")
    assert "（PDF，1.2\u00a0MB）" in client.get(article.get_absolute_url()).text
    Change.objects.all().delete()
    Asset.objects.update(text="文字", focus="top")
    assert list(Change.objects.all()) == []
    Asset.objects.update(pages=9)
    assert [change.path for change in Change.objects.all()] == [site.region.path]
    Change.objects.all().delete()
    assert "，9\u00a0页）" in client.get(article.get_absolute_url()).text
    Asset.objects.update(size_bytes=1)
    assert [change.path for change in Change.objects.all()] == [site.region.path]


def test_papers_of_a_listing_tell_their_pages(site):
    listing = factories.ListingFactory(region=site.region)
    for title, file in (("图", PAPER), ("没登记的", "listings/x.pdf")):
        listing.files.create(title=title, document=file)
    paper_in(site.region)
    row = Listing.objects.for_page().get(pk=listing.pk)
    assert [(each.title, each.pages) for each in row.downloads()] == [("图", 8), ("没登记的", None)]
    Change.objects.all().delete()
    Asset.objects.update(pages=2)
    assert [change.path for change in Change.objects.all()] == [site.region.path]
