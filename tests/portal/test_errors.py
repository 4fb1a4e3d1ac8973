"""Error pages help on, inside the site they happened in."""

import base64
import errno
import os
import re
from html import unescape
from urllib.parse import urlencode

import psycopg2
import pytest
from django.core.exceptions import BadRequest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from leads.models import Lead
from news.models import Article
from parks.models import ListingIndex
from portal.middleware import PUBLIC_BODY_BYTES
from portal.views.errors import bad_request, server_error
from publishing.models import Asset
from publishing.uploads import MAX_REQUEST_BYTES
from tests import factories
from tests.admin_pages import filled
from tests.leads.factories import TopicFactory
from tests.world import picture


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


def test_error_of_the_desk_stands_in_its_frame_and_names_who_may_help(
    client, staff, site, other_site
):
    staff("manager", site.region, last_name="周示例")
    staff("manager", other_site.region, last_name="外地人")
    client.force_login(staff("editor", site.region))
    lost, refused = (client.get(f"/admin/{end}") for end in ("nothing/", "regions/membership/"))
    assert [reply.status_code for reply in (lost, refused)] == [404, 403]
    assert ['class="rail"' in reply.text for reply in (lost, refused)] == [True, True]
    assert ("能授权的是：周示例。" in refused.text, "外地人" in refused.text) == (True, False)


def test_mistake_of_ours_at_the_desk_leads_back_there(rf):
    pages = [server_error(rf.get(path)).text for path in ("/admin/", "/golmud/")]
    assert ["回工作台" in page for page in pages] == [True, False]


URLENCODED = "application/x-www-form-urlencoded"
LIMITS = "一次最多提交 64 MB，其中文字和粘贴在正文里的图片最多 24 MB，每个图片或 PDF 最多 10 MB。"


@pytest.mark.parametrize("path", ["/golmud/consult/", "/admin/login/", "/editor/upload/"])
def test_stranger_who_sends_too_much_hears_the_limits(client, site, path):
    reply = client.post(path, {"name": "x"}, CONTENT_LENGTH=str(PUBLIC_BODY_BYTES + 1))
    assert (reply.status_code, LIMITS in reply.content.decode()) == (413, True)


@pytest.mark.parametrize("path", ["/golmud/consult/", "/admin/login/"])
def test_stranger_may_send_a_form_and_no_more(client, site, settings, path):
    sent = [
        client.generic("POST", path, b"x" * (settings.PUBLIC_FORM_BYTES + more), URLENCODED)
        for more in (0, 1)
    ]
    assert [reply.status_code == 413 for reply in sent] == [False, True]
    assert "没有登录时，一次最多提交 256 KB 文字。" in sent[1].content.decode()


def test_large_form_of_a_desk_whose_session_has_ended_leads_to_the_login(client, site, settings):
    path = reverse("admin:news_article_add")
    reply = client.post(path, {"body": "x" * settings.PUBLIC_FORM_BYTES})
    assert (reply.status_code, reply["Location"]) == (302, f"{reverse('admin:login')}?next={path}")


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
    assert f'href="{address}">回到刚才的表单</a>' in beyond.content.decode()
    assert "没有登录时" not in beyond.content.decode()


def test_unreadable_length_is_no_length(client, site):
    assert client.get("/golmud/", CONTENT_LENGTH="many").status_code == 200


def test_what_is_not_understood_stays_400(client, site):
    reply = client.get("/golmud/", headers={"host": "e.example"})
    assert (reply.status_code, "这个请求看不懂" in reply.content.decode()) == (400, True)


@pytest.mark.parametrize("charset", ["utf-8", "utf8", "gbk", "utf-7", "hex", "rot13"])
@pytest.mark.parametrize("is_multipart", [False, True])
def test_form_comes_back_whatever_charset_it_names(client, site, charset, is_multipart):
    words = {"message": "想租厂房"}
    body, kind = urlencode(words), URLENCODED
    if is_multipart:
        body, kind = encode_multipart(BOUNDARY, words), MULTIPART_CONTENT
    # client.post would translate the body into the charset.
    kind = f"{kind}; charset={charset}"
    reply = client.generic("POST", "/golmud/consult/", body, content_type=kind)
    assert (reply.status_code, words["message"] in reply.content.decode()) == (400, True)


@pytest.mark.parametrize(
    ("page", "status"), [(lambda asked: bad_request(asked, BadRequest()), 400), (server_error, 500)]
)
def test_page_about_a_mistake_does_not_read_the_body(rf, page, status):
    asked = rf.post("/golmud/consult/", "a=1", content_type=f"{URLENCODED}; charset=gbk")
    with pytest.raises(BadRequest):
        asked.POST.get("a")
    assert page(asked).status_code == status


def test_form_of_the_desk_without_a_fresh_token_is_asked_for_anew(staff, site):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("editor", site.region))
    response = client.post("/admin/news/article/add/", {"title": "别人塞进来的"})
    words = response.content.decode()
    assert (response.status_code, "没有保存。请看一下内容，再保存一次。" in words) == (403, True)
    assert ('name="title"' in words, "别人塞进来的" in words) == (True, False)


def test_stranger_who_posts_to_the_desk_is_refused(db):
    response = Client(enforce_csrf_checks=True).post("/admin/news/article/add/", {"title": "x"})
    assert (response.status_code, "gate__form" in response.text) == (403, True)


@pytest.fixture
def lock(transactional_db):
    """lock(model, mode) → a function that lets go; our own statements wait 0.2 s for it."""
    others = []

    def hold(model, mode="ACCESS EXCLUSIVE"):
        other = psycopg2.connect(**connection.get_connection_params())
        others.append(other)
        other.cursor().execute(f'LOCK TABLE "{model._meta.db_table}" IN {mode} MODE')
        return other.rollback

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    yield hold
    for other in others:
        other.close()
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


@pytest.fixture
def visitor():
    """A browser: it minds the CSRF mark, and sees the page that an error leads to."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def topic(transactional_db):
    return TopicFactory(slug="space")


HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
MESSAGE = "厂房 <3000 ㎡\n要行车"


def hidden_fields(reply):
    return {name: unescape(value) for name, value in HIDDEN.findall(reply.content.decode())}


def filled_in(visitor, address):
    """The form that a visitor gets, as it is sent."""
    words = {"topic": "space", "contact_name": "赵女士", "phone": "13800001234"}
    words |= {"message": MESSAGE, "has_consented": "on"}
    return hidden_fields(visitor.get(address)) | words


def test_enquiry_that_cannot_be_stored_comes_back_to_be_sent_again(lock, visitor, site, topic):
    address = reverse("consult", args=[site.slug])
    form = filled_in(visitor, address)
    let_go = lock(Lead)
    refused = visitor.post(address, form)
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert (f"tel:{site.hotline_tel}" in page, "<dt>想了解什么</dt>" in page) == (True, True)
    assert "厂房 &lt;3000 ㎡<br>要行车" in page
    kept = hidden_fields(refused)
    let_go()
    assert visitor.post(address, kept).status_code == 302
    assert visitor.post(address, kept).status_code == 302  # and once more
    assert Lead.objects.get().message == MESSAGE


def test_words_of_a_foreign_page_are_not_kept(lock, visitor, site, topic):
    address = reverse("consult", args=[site.slug])
    form = filled_in(visitor, address) | {"csrfmiddlewaretoken": "x" * 64}
    lock(Lead)
    assert visitor.post(address, form).status_code == 403


def test_page_that_is_held_up_says_when_to_come_again(lock, visitor, site):
    visitor.get("/golmud/")
    lock(ListingIndex)
    reply = visitor.get("/golmud/listings/")
    page = reply.content.decode()
    assert (reply.status_code, reply["Retry-After"], reply["Cache-Control"]) == (
        503,
        "5",
        "no-store",
    )
    assert ("请等 5 秒再刷新" in page, site.hotline in page) == (True, True)
    assert "Content-Security-Policy" in reply


def test_client_of_the_api_hears_it_in_json(lock, visitor, site):
    lock(ListingIndex)
    reply = visitor.get("/api/v1/listings/")
    assert (reply.status_code, reply.json()) == (
        503,
        {"detail": "现在太忙或正在维护，请稍后再试。"},
    )


def test_mistake_of_ours_stays_500(lock, visitor, site):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE news_column RENAME TO elsewhere")
    try:
        assert visitor.get("/golmud/news/").status_code == 500
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO news_column")


@pytest.fixture
def article_form(visitor, staff, site):
    """(address, form) of an article that an editor has written, ready to be saved."""
    column = factories.ColumnFactory(site=site)
    visitor.force_login(staff("editor", site.region))
    address = reverse("admin:news_article_add")
    form = filled(visitor.get(address))
    return address, form | {
        "title": "写了一半",
        "column": column.pk,
        "source": "本站",
        "body": "<p>正文</p>",
    }


def test_form_of_the_desk_that_meets_a_lock_comes_back(lock, visitor, article_form, settings):
    """The browser puts back what was typed (static/admin/js/desk-copy.js)."""
    address, form = article_form
    let_go = lock(Article, "SHARE")  # reads go on
    settings.STAFF_STATEMENT_LIMITS = {"statement": "5s", "lock": "200ms"}
    reply = visitor.post(address, form)
    page = reply.content.decode()
    assert (reply.status_code, "这一次没有保存" in page) == (503, True)
    let_go()
    assert visitor.post(address, filled(reply) | form).status_code == 302
    assert Article.objects.get().title == "写了一半"


def uploaded_picture():
    return SimpleUploadedFile("lake.png", picture().read(), "image/png")


class FullDisk(FileSystemStorage):
    def _save(self, name, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def full_disk(settings, tmp_path):
    """No upload finds room; in the field of a model as well, which knows the default storage."""
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": f"{__name__}.FullDisk", "OPTIONS": {"location": tmp_path}}
    }


def test_form_of_the_desk_comes_back_from_a_full_disk(full_disk, visitor, article_form):
    address, form = article_form
    pasted = base64.b64encode(picture().read()).decode()
    reply = visitor.post(
        address, form | {"body": f'<p>正文<img src="data:image/png;base64,{pasted}"></p>'}
    )
    assert (reply.status_code, "服务器的磁盘满了" in reply.content.decode()) == (503, True)
    assert not Asset.objects.exists()


def test_editor_is_told_of_a_full_disk(full_disk, visitor, staff, site):
    visitor.force_login(staff("editor", site.region))
    mark = hidden_fields(visitor.get(reverse("admin:news_article_add")))["csrfmiddlewaretoken"]
    form = {"csrfmiddlewaretoken": mark, "upload": uploaded_picture()}
    reply = visitor.post(reverse("editor_upload"), form)
    assert reply.status_code == 503
    assert reply.json()["error"]["message"].startswith("服务器的磁盘满了，没有上传。")


def test_too_many_fields_or_files_are_told(client, staff, site):
    client.force_login(staff("editor", site.region))
    address = reverse("admin:news_article_add")
    fields = client.post(address, {f"x{number}": "1" for number in range(1100)})
    named = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(101)]
    files = client.post(address, {f"f{number}": file for number, file in enumerate(named)})
    assert [reply.status_code for reply in (fields, files)] == [400, 400]
    sentence = "一次提交的项目太多（最多 1000 项，100 个文件），没有保存。"
    assert [sentence in reply.content.decode() for reply in (fields, files)] == [True, True]
