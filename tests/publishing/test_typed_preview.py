"""预览所填: what saving would give, as readers would see it; nothing is stored."""

import pytest
from django.urls import reverse

from news.models import Article
from parks.models import Listing, ListingPhoto
from publishing.models import Asset, Change, PublishWindow
from search.models import SearchEntry
from tests import admin_pages, factories
from tests.world import picture

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, *_ = PublishWindow.Status
BAR = "您正在填的内容，还没有保存"
PASTED = '<p>正文<img src="data:image/png;base64,iVBORw0KGgo=" alt="图"></p>'


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def all_rows():
    models = (Article, Article.history.model, Listing, SearchEntry, Change, Asset, ListingPhoto)
    return [list(model.objects.order_by("pk").values()) for model in models]


def preview(client, url, **changes):
    return admin_pages.press(client, url, "_preview", **changes)


@pytest.mark.parametrize("status", [DRAFT, APPROVED])
def test_the_typed_words_are_shown_and_not_stored(client, editor, column, status):
    article = factories.ArticleFactory(column=column, status=status, title="旧标题")
    url = reverse("admin:news_article_change", args=[article.pk])
    before = all_rows()
    page = preview(client, url, title="新标题", body="<p>新正文<script>1</script></p>")
    assert (page.status_code, BAR in page.text, "新标题" in page.text) == (200, True, True)
    assert [word in page.text for word in ("新正文", "<script>1", "旧标题")] == [True, False, False]
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]
    assert all_rows() == before


def test_what_was_never_saved_is_shown_too(client, editor, column):
    before = all_rows()
    page = preview(
        client,
        reverse("admin:news_article_add"),
        column=column.pk,
        title="还没有保存的一篇",
        body="<p>第一段</p>",
        source="本站",
    )
    assert (page.status_code, "还没有保存的一篇" in page.text) == (200, True)
    assert all_rows() == before
    assert (
        client.get(reverse("admin:news_article_changelist")).context["messages"]._loaded_data == []
    )


def test_a_listing_is_shown_with_the_columns_that_follow(client, editor, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    listing = factories.ListingFactory(region=site.region, status=DRAFT)
    ListingPhoto.objects.create(listing=listing, image=picture(), alt="正面")
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    before = all_rows()
    page = preview(client, url, **{"area_sqm": "4321", "photos-0-alt": "侧面"})
    assert page.status_code == 200, page.text
    assert ("4,321" in page.text, "侧面" in page.text) == (True, True)
    assert all_rows() == before


def test_new_pictures_are_left_out_and_leave_no_file(client, editor, column, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    article = factories.ArticleFactory(column=column, status=DRAFT)
    url = reverse("admin:news_article_change", args=[article.pk])
    page = preview(client, url, body=PASTED, cover=picture(), cover_alt="泵站")
    assert page.status_code == 200, page.context["refusals"]
    assert list(tmp_path.rglob("*")) == []


def test_a_new_row_that_is_only_a_picture_is_left_out(client, editor, site):
    listing = factories.ListingFactory(region=site.region, status=DRAFT)
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    rows = {"photos-TOTAL_FORMS": "1", "photos-0-image": picture(), "photos-0-alt": "正面"}
    assert preview(client, url, **rows).status_code == 200


def test_what_is_wrong_is_said_and_the_form_left_alone(client, editor, column):
    article = factories.ArticleFactory(column=column, status=DRAFT)
    url = reverse("admin:news_article_change", args=[article.pk])
    page = preview(client, url, title="")
    assert page.status_code == 400
    assert [error.label for error in page.context["refusals"]] == ["标题"]
    assert "回去改好再点“预览所填”" in page.text


def test_a_place_without_a_live_site_says_so(client, superuser, prefecture):
    client.force_login(superuser)
    listing = factories.ListingFactory(region=prefecture, status=DRAFT)
    page = preview(client, reverse("admin:parks_listing_change", args=[listing.pk]))
    assert (page.status_code, "还没有一个已经上线的站点" in page.text) == (400, True)


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_only_who_may_change_it_previews(client, staff, site, column, role):
    article = factories.ArticleFactory(column=column, status=DRAFT)
    url = reverse("admin:news_article_change", args=[article.pk])
    client.force_login(staff(role, site.region))
    assert client.post(url, {"_preview": "1"}).status_code == 403


def test_other_regions_rows_are_not_there(client, staff, other_site, column):
    article = factories.ArticleFactory(column=column, status=DRAFT)
    url = reverse("admin:news_article_change", args=[article.pk])
    client.force_login(staff("editor", other_site.region))
    assert client.post(url, {"_preview": "1"}).status_code == 404


@pytest.mark.parametrize("key", ["x", "9" * 40, "\0"])
def test_made_up_keys_are_not_there(client, editor, key):
    url = f"/admin/news/article/{key}/change/"
    assert client.post(url, {"_preview": "1"}).status_code == 404


@pytest.mark.parametrize("title", ["\0", "长" * 999])
def test_what_no_column_holds_is_refused_in_words(client, editor, column, title):
    article = factories.ArticleFactory(column=column, status=DRAFT)
    url = reverse("admin:news_article_change", args=[article.pk])
    assert preview(client, url, title=title).status_code == 400
