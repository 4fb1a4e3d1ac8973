"""Old addresses that an office sends on: to its own pages only, one hop, never in a circle."""

import pytest
from django.urls import reverse

from portal import typed_redirects
from regions.models import Redirect
from tests import factories
from tests.admin_pages import filled

ADD = reverse("admin:regions_redirect_add")


@pytest.fixture
def page(site):
    return factories.SitePageFactory(site=site, slug="about")


@pytest.fixture
def editor(client, staff, site, page):
    client.force_login(staff("editor", site.region))
    return client


def lead(site, old_path, target):
    return Redirect.objects.create(site=site, old_path=old_path, target=target)


def hop(client, path, **headers):
    response = client.get(path, **headers)
    return response.get("Location", response.status_code)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/golmud/art/1.html", "/golmud/art/1.html"),
        ("http://testserver/golmud/art/1.html", "/golmud/art/1.html"),
        ("/golmud/show.asp?id=5", "/golmud/show.asp?id=5"),
        ("/golmud/旧站/关于/", "/golmud/%E6%97%A7%E7%AB%99/%E5%85%B3%E4%BA%8E"),
        ("https://www.golmud-zs.cn/art/1.html", "/golmud/art/1.html"),
        ("/art/1.html", "/golmud/art/1.html"),
    ],
)
def test_editor_sends_an_old_address_on(editor, site, typed, asked):
    type(site).objects.filter(pk=site.pk).update(domain="www.golmud-zs.cn")
    assert hop(editor, asked) == 404
    values = {"old_path": typed, "target": "/golmud/pages/about/"}
    assert editor.post(ADD, filled(editor.get(ADD)) | values).status_code == 302
    assert hop(editor, asked) == "/golmud/pages/about/"
    change = reverse("admin:regions_redirect_change", args=[Redirect.objects.get().pk])
    assert editor.post(change, filled(editor.get(change)) | {"note": "老站"}).status_code == 302
    assert hop(editor, asked) == "/golmud/pages/about/"


def test_own_domain_leads_on_from_its_root(client, site, page, settings):
    settings.ALLOWED_HOSTS = ["www.golmud-zs.cn"]
    type(site).objects.filter(pk=site.pk).update(domain="www.golmud-zs.cn")
    lead(site, "/art/1.html", "/pages/about/")
    assert hop(client, "/art/1.html", headers={"host": "www.golmud-zs.cn"}) == (
        "/golmud/pages/about/"
    )


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("old_path", "/wulan/art/1.html", "这个网址不是“格尔木招商网”的"),
        ("old_path", "https://evil.example/art", "这个网址不是“格尔木招商网”的"),
        ("old_path", "art/1.html", typed_redirects.SHAPE),
        ("old_path", "/golmud/%00", typed_redirects.SHAPE),
        ("old_path", "/golmud", typed_redirects.HOME_IS_NO_OLD),
        ("old_path", "/golmud/pages/about", typed_redirects.IS_PAGE),
        ("old_path", "/golmud/news/", typed_redirects.IS_PAGE),
        ("old_path", "/golmud/known/", "这个旧网址"),
        ("target", "https://evil.example/", "只能转到“格尔木招商网”自己的页面"),
        ("target", "//evil.example/golmud/", "网址要写全"),
        ("target", "/wulan/news/", "只能转到“格尔木招商网”自己的页面"),
        ("target", "/golmud/pages/none/", "本网没有这一页"),
    ],
)
def test_what_is_not_the_sites_own_is_refused(editor, site, other_site, field, typed, says):
    lead(site, "/known", "/news/")
    values = {"old_path": "/golmud/art/1.html", "target": "/golmud/pages/about/", field: typed}
    reply = editor.post(ADD, filled(editor.get(ADD)) | values)
    assert [says in error for error in reply.context["adminform"].form.errors[field]] == [True]
    assert Redirect.objects.count() == 1


def test_page_that_was_renamed_is_still_one_hop_away(client, site, page):
    lead(site, "/art", "/pages/about/?from=old")
    type(page).objects.filter(pk=page.pk).update(slug="about-us")
    assert hop(client, "/golmud/art/") == "/golmud/pages/about-us/?from=old"


def test_what_is_gone_leads_nowhere_or_on_but_in_no_circle(client, site, page):
    lead(site, "/art", "/pages/gone/")
    assert hop(client, "/golmud/art/") == 404
    lead(site, "/pages/gone", "/pages/lost/")
    circle = lead(site, "/pages/lost", "/pages/gone/")
    assert hop(client, "/golmud/art/") == 404
    Redirect.objects.filter(pk=circle.pk).update(target="/pages/about/")
    assert hop(client, "/golmud/art/") == "/golmud/pages/about/"


def test_typed_address_never_hides_a_page_nor_a_form(client, site, page):
    lead(site, "/pages/about", "/news/")
    lead(site, "/art", "/news/")
    assert hop(client, "/golmud/pages/about/") == 200
    assert client.post("/golmud/art/").status_code == 404
    assert hop(client, "/golmud/art/%00") == 404
