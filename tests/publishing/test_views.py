"""/media/ serves what storage holds, wherever that is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publishing.models import Asset
from tests import factories
from tests.publishing.test_uploads import PDF, picture

PATHLESS = "tests.pathless_storage.PathlessStorage"


@pytest.fixture(params=["folder", "object store"])
def stored(request, settings, tmp_path):
    """A folder on this machine, then a storage without paths."""
    if request.param == "folder":
        settings.MEDIA_ROOT = tmp_path
    else:
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": PATHLESS}}
    return default_storage


def body(response):
    return b"".join(response.streaming_content)


def test_uploaded_file_is_served_from_any_storage(client, staff, site, stored):
    client.force_login(staff("editor", site.region))
    sent = {"a.jpg": picture(), "b.pdf": PDF}
    for name, data in sent.items():
        answer = client.post(reverse("editor_upload"), {"upload": SimpleUploadedFile(name, data)})
        assert answer.status_code == 201
        response = client.get(answer.json()["url"])
        sent_back, asset = body(response), Asset.objects.latest("pk")
        with stored.open(asset.file.name) as file:
            assert sent_back == file.read()
        assert response["Content-Length"] == str(asset.size_bytes)
    assert Asset.objects.count() == len(sent)


def test_file_that_has_not_changed_is_not_sent_again(client, site, stored):
    stored.save("editor/a.png", ContentFile(b"png"))
    factories.SitePageFactory(site=site, body='<p><img alt="" src="/media/editor/a.png"></p>')
    first = client.get("/media/editor/a.png")
    assert (first.status_code, body(first), first["Content-Type"]) == (200, b"png", "image/png")
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/media/editor/a.png", headers=since).status_code == 304


@pytest.mark.parametrize(
    "path", ["nothing.png", "editor", "editor/", "a/../../x", "%00", "x" * 300]
)
def test_what_is_not_there_is_not_found(client, db, stored, path):
    stored.save("editor/a.png", ContentFile(b"png"))
    assert client.get(f"/media/{path}").status_code == 404
