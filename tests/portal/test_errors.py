"""Error pages help on, inside the site they happened in."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.middleware import PUBLIC_BODY_BYTES
from publishing.uploads import MAX_REQUEST_BYTES
from tests import factories


def test_lost_page_keeps_the_frame_of_its_site(client, site):
    response = client.get("/golmud/no-such-page/")
    assert (response.status_code, response.context["site"]) == (404, site)
    body = response.content.decode()
    assert [
        word for word in ("格尔木", "tel:4001169096", 'role="search"') if word not in body
    ] == []


def test_lost_page_of_an_offline_or_unknown_site_names_none(client, db):
    factories.SiteFactory(slug="hidden", is_live=False, short_name="秘密县")
    for path in ("/hidden/", "/nowhere/x/", "/a/b/c/"):
        response = client.get(path)
        assert (response.status_code, response.context["site"]) == (404, None)
        assert "秘密县" not in response.content.decode()


def test_lost_page_is_not_indexed(client, site):
    assert '<meta name="robots" content="noindex">' in client.get("/golmud/x/").content.decode()


LIMITS = "一次最多提交 64 MB，其中文字和粘贴在正文里的图片最多 24 MB，每个图片或 PDF 最多 10 MB。"


@pytest.mark.parametrize("path", ["/golmud/consult/", "/admin/login/", "/editor/upload/"])
def test_stranger_who_sends_too_much_hears_the_limits(client, site, path):
    reply = client.post(path, {"name": "x"}, CONTENT_LENGTH=str(PUBLIC_BODY_BYTES + 1))
    assert (reply.status_code, LIMITS in reply.content.decode()) == (413, True)


def test_staff_may_send_more_and_hear_the_limits_beyond(client, staff, site, settings):
    client.force_login(staff("editor", site.region))
    address = reverse("admin:news_article_add")
    words = {"title": "x" * (PUBLIC_BODY_BYTES + 1)}
    assert client.post(address, words).status_code == 200
    beyond = client.post(address, words, CONTENT_LENGTH=str(MAX_REQUEST_BYTES + 1))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    too_wordy = client.post(address, words)
    assert [reply.status_code for reply in (beyond, too_wordy)] == [413, 413]
    assert LIMITS in beyond.content.decode()


def test_unreadable_length_is_no_length(client, site):
    assert client.get("/golmud/", CONTENT_LENGTH="many").status_code == 200


def test_what_is_not_understood_stays_400(client, site):
    reply = client.get("/golmud/", headers={"host": "e.example"})
    assert (reply.status_code, "这个请求看不懂" in reply.content.decode()) == (400, True)


def test_form_of_the_desk_without_a_fresh_token_is_asked_for_anew(staff, site):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("editor", site.region))
    response = client.post("/admin/news/article/add/", {"title": "别人塞进来的"})
    words = response.content.decode()
    assert (response.status_code, "没有保存。请看一下内容，再保存一次。" in words) == (403, True)
    assert ('name="title"' in words, "别人塞进来的" in words) == (True, False)


def test_stranger_who_posts_to_the_desk_is_refused(db):
    response = Client(enforce_csrf_checks=True).post("/admin/news/article/add/", {"title": "x"})
    assert response.status_code == 403
