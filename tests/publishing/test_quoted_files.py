"""A text may name files that its writer may see: nobody opens a file by writing its address."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from news.models import Article
from publishing.models import Asset
from publishing.quoted_files import hidden_file_sentence, names_in
from tests import factories
from tests.publishing.test_embedded_pictures import posted

REFUSAL = (
    "这里的图片或文件“a.png”不能用：没有这个文件，或者它属于别的地区、没有公开。"
    "请用编辑器的“上传图片或 PDF”放进来。"
)
NAME = "editor/2026/11/a.png"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


@pytest.fixture
def neighbour(staff, other_site):
    return staff("editor", other_site.region, username="neighbour")


@pytest.fixture
def hidden(neighbour, other_site):
    """An upload of the other county that nothing public shows."""
    return uploaded(neighbour, other_site.region)


def uploaded(user, region):
    default_storage.save(NAME, ContentFile(b"bytes of a file"))
    return Asset.objects.create(
        region=region, uploaded_by=user, file=NAME, kind="image", sha256="x", size_bytes=1
    )


def save(client, column, body):
    return client.post(reverse("admin:news_article_add"), posted(column, body))


def refusal_of(response):
    return response.status_code, response.context["adminform"].form.errors.get("body")


WAYS = [
    f'<p>甲<img alt="" src="/media/{NAME}"></p>',
    f'<p><a href="/media/{NAME}">附件</a></p>',
    f"<p><a href='http://testserver/media/{NAME}?x=1#y'>附件</a></p>",
]


@pytest.mark.parametrize("body", WAYS)
def test_hidden_file_of_another_county_is_not_taken_into_a_text(
    client, editor, column, hidden, body
):
    response = save(client, column, body)
    assert refusal_of(response) == (200, [REFUSAL])
    assert not Article.objects.exists()
    assert "推介会召开" in response.content.decode()
    assert client.get(f"/media/{NAME}").status_code == 404


@pytest.mark.parametrize("body", WAYS)
def test_own_file_is_taken(client, editor, site, column, body):
    uploaded(editor, site.region)
    assert save(client, column, body).status_code == 302
    assert Article.objects.exists()


def test_what_another_county_shows_to_everybody_may_be_shown_until_it_is_withdrawn(
    client, editor, neighbour, column, other_site, hidden
):
    shown = factories.ArticleFactory(
        column=factories.ColumnFactory(site=other_site), body=WAYS[0], status="approved",
        publish_at=timezone.now() - datetime.timedelta(hours=1),
    )  # fmt: skip
    assert hidden_file_sentence(editor, WAYS[0]) == ""
    shown.withdraw()
    assert refusal_of(save(client, column, WAYS[0])) == (200, [REFUSAL])


def test_what_the_text_names_already_may_stay(client, editor, column, hidden):
    """Content moves between counties, and its pictures with it."""
    assert hidden_file_sentence(editor, WAYS[0], stored=WAYS[1]) == ""
    longer = WAYS[0].replace(".png", ".png.pdf")
    assert hidden_file_sentence(editor, WAYS[0], stored=longer) == REFUSAL


def test_names_are_those_that_the_stored_text_shows():
    assert names_in("".join(WAYS[:2])) == [NAME]
    assert names_in("<p>/static/a.png https://e.example/a.png</p>") == []
