"""Pictures get their size when a text is saved."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from publishing.picture_sizes import with_picture_sizes
from publishing.richtext import sanitise
from tests import factories


@pytest.fixture
def address():
    file = io.BytesIO()
    Image.new("RGB", (640, 400)).save(file, "PNG")
    name = default_storage.save("editor/size.png", ContentFile(file.getvalue()))
    return default_storage.url(name)


def told(html):
    return dict(re.findall(r' (width|height)="(\d+)"', html))


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ("", {"width": "640", "height": "400"}),
        ('width="320"', {"width": "320", "height": "200"}),
        ('height="100"', {"width": "160", "height": "100"}),
        ('width="10" height="10"', {"width": "10", "height": "10"}),
    ],
)
def test_a_picture_has_both_when_it_is_saved(db, address, given, size):
    article = factories.ArticleFactory(body=f'<p>文<img alt="图" {given} src="{address}"></p>')
    article.refresh_from_db()
    assert told(article.body) == size
    assert sorted(article.body) == sorted(sanitise(article.body))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/media/editor/gone.png">',
        '<img src="/media/../secret.png">',
        '<img src="/static/art/lake.svg">',
        "<img>",
        "<p>没有图</p>",
    ],
)
def test_what_cannot_be_read_stays(html):
    assert with_picture_sizes(html) == html


def test_a_damaged_file_stays_without_a_size(db):
    address = default_storage.url(
        default_storage.save("editor/bad.png", ContentFile(b"no picture"))
    )
    html = f'<img src="{address}">'
    assert with_picture_sizes(html) == html
