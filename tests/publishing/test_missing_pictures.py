"""A picture that could not come along: its place is seen, asked for, filled, and never public."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import Article
from publishing.models import Asset
from tests import factories
from tests.publishing.test_embedded_pictures import address, posted
from tests.publishing.test_uploads import picture

PLACE = '<img alt="缺图 1：现场" src="/static/img/missing-picture.svg">'
OF_WORD = '<p>供气已通。</p><p><img alt="现场" src="file:///C:/Temp/clip_image001.png"></p>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


@pytest.fixture
def save(client, staff, site, column):
    """save(body) of a new article, save(body, article) of one that is there: the reply."""
    client.force_login(staff("reviewer", site.region))

    def make(body, article=None, **changes):
        if article is None:
            return client.post(reverse("admin:news_article_add"), posted(column, body, **changes))
        url = reverse("admin:news_article_change", args=[article.pk])
        seen = {"_seen": article.updated_at.isoformat()}
        return client.post(url, posted(column, body, **seen, **changes))

    return make


def chosen(kind="PNG"):
    return SimpleUploadedFile("现场.png", picture(kind), content_type="image/png")


def test_picture_that_stayed_behind_leaves_a_place_that_is_filled(client, save):
    reply = save(OF_WORD)
    article = Article.objects.get()
    assert article.body == f"<p>供气已通。</p><p>{PLACE}</p>"
    said = [str(message) for message in get_messages(reply.wsgi_request)]
    link = f'<a href="/admin/news/article/{article.pk}/change/#id_body-picture-1">缺图 1：现场</a>'
    assert f"正文里有 1 处“这里缺一张图”，补上才能公开：{link}。" in said
    page = client.get(reverse("admin:news_article_change", args=[article.pk])).content.decode()
    assert page.count('<input type="file" name="body-picture-1" id="id_body-picture-1"') == 1
    save(article.body, article, **{"body-picture-1": chosen()})
    article.refresh_from_db()
    file = Asset.objects.get().file.url
    shown = f'<img alt="现场" src="{file}" width="60" height="40">'
    assert article.body == f"<p>供气已通。</p><p>{shown}</p>"


def test_place_is_never_public(client, save):
    save(OF_WORD)
    article = Article.objects.get()
    page = save(article.body, article, _approve="1")
    [error] = page.context["adminform"].form.non_field_errors()
    assert "正文：这里缺一张图：“缺图 1：现场”" in error
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT
    save(article.body, article, _approve="1", **{"body-picture-1": chosen()})
    article.refresh_from_db()
    assert (article.status, PLACE in article.body) == (Article.Status.APPROVED, False)


def test_file_that_is_no_picture_is_refused_and_its_place_stays(save):
    save(OF_WORD)
    article = Article.objects.get()
    page = save(article.body, article, **{"body-picture-1": chosen("BMP")})
    assert "BMP 图片" in page.context["adminform"].form.errors["body"][0]
    assert "/static/img/missing-picture.svg" in page.content.decode()
    assert Asset.objects.count() == 0


def test_picture_that_cannot_be_stored_leaves_a_place_in_the_form(save):
    page = save(f'<p>甲<img alt="图" src="{address(b"x")}"></p>')
    shown = page.context["adminform"].form["body"].value()
    assert save(shown).status_code == 302
    assert Article.objects.get().body == f"<p>甲{PLACE.replace('现场', '图')}</p>"


def test_what_was_tidied_is_said(save):
    reply = save("<p>　　供气已通。</p><p>&nbsp;</p>")
    said = [str(message) for message in get_messages(reply.wsgi_request)]
    assert "正文里粘贴来的格式整理过：去掉了 1 处段首、段尾的空格，去掉了 1 个空段落。" in said


def test_text_that_nobody_typed_in_stays_as_it_was(save, column):
    article = factories.ArticleFactory(column=column, body="<p>　旧文</p>")
    save(article.body, article, title="新题")
    article.refresh_from_db()
    assert (article.title, article.body) == ("新题", "<p>　旧文</p>")


def test_source_is_the_organiser_unless_somebody_writes_another(client, save, site, column):
    form = client.get(reverse("admin:news_article_add")).context["adminform"].form
    assert form["source"].value() == site.organiser
    save("<p>甲</p>", source="")
    assert Article.objects.get().source == site.organiser
