"""Tiles on their own form: chosen by sight, kept by editors, refused in words."""

import pytest
from django.urls import reverse

from leads.default_topics import ensure_topics
from portal.entrances import NOT_HERE
from regions.models import ServiceTile
from tests import factories
from tests.admin_pages import filled, press

ADD = reverse("admin:regions_servicetile_add")


@pytest.fixture
def editor(client, staff, site):
    ensure_topics()
    factories.ColumnFactory(site=site, slug="trends", name="要闻")
    client.force_login(staff("editor", site.region))
    return client


def typed(**changes):
    words = {"title": "看要闻", "summary": "每天更新", "icon": "file", "target": "column:trends"}
    return words | changes


def change_page(tile):
    return reverse("admin:regions_servicetile_change", args=[tile.pk])


def test_editor_makes_a_tile_that_leads_to_a_column(editor, site):
    page = filled(editor.get(ADD))
    assert page["site"] == [str(site.pk)]
    assert editor.post(ADD, page | typed(topic_slug="space")).status_code == 302
    tile = ServiceTile.objects.get()
    assert (tile.target, tile.target_key, tile.topic_slug) == ("column", "trends", "space")
    home = editor.get(reverse("site_home", args=[site.slug])).text
    assert 'href="/golmud/news/trends/"' in home
    assert "#i-file" in home
    assert filled(editor.get(change_page(tile)))["target"] == ["column:trends"]
    assert press(editor, change_page(tile)).status_code == 302
    tile.refresh_from_db()
    assert (tile.target, tile.target_key) == ("column", "trends")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"icon": "unicorn"}, {"icon": ["没有“unicorn”这个选项，请在列表里重新选择。"]}),
        ({"icon": ""}, {"icon": ["请选择“图标”。"]}),
        ({"target": ""}, {"target": ["请选择“通往”。"]}),
        (
            {"target": "column:gone"},
            {"target": ["没有“column:gone”这个选项，请在列表里重新选择。"]},
        ),
        ({"target": "address", "target_key": "/golmud/nothing/"}, {"target_key": [NOT_HERE]}),
        (
            {"target": "land", "target_key": "https://example.cn/"},
            {"target_key": ["要通往这个网址，请把“通往”选成“别的网址”；不然请清空。"]},
        ),
        (
            {"topic_slug": "weather"},
            {"topic_slug": ["没有“weather”这个选项，请在列表里重新选择。"]},
        ),
    ],
)
def test_what_leads_nowhere_is_refused_and_comes_back(editor, changes, errors):
    reply = editor.post(ADD, filled(editor.get(ADD)) | typed(**changes))
    form = reply.context["adminform"].form
    assert form.errors == errors
    assert 'value="看要闻"' in reply.text
    assert ServiceTile.objects.exists() is False


def test_a_title_stands_once_on_a_site(editor, site):
    factories.TileFactory(site=site, title="看要闻")
    other = factories.TileFactory(site=site, title="别的")
    reply = editor.post(ADD, filled(editor.get(ADD)) | typed())
    assert reply.context["adminform"].form.errors != {}
    reply = press(editor, change_page(other), title="看要闻")
    assert reply.context["adminform"].form.errors == {
        "title": ["这个站点已经有同名的入口，换个标题。"]
    }


def test_a_stored_picture_that_is_none_has_to_be_replaced(editor, site):
    tile = factories.TileFactory(site=site, icon="gone")
    assert "没有叫“gone”的图标" in editor.get(change_page(tile)).text
    assert list(press(editor, change_page(tile)).context["adminform"].form.errors) == ["icon"]
    assert press(editor, change_page(tile), icon="land").status_code == 302


def test_list_names_tiles_that_lead_nowhere(editor, site):
    factories.TileFactory(site=site, title="没了", target="page", target_key="gone")
    listed = editor.get(reverse("admin:regions_servicetile_changelist")).text
    assert "固定页面：gone（读者打不开，首页已不显示）" in listed


def test_manager_chooses_on_the_page_of_the_site(editor, staff, site):
    tile = factories.TileFactory(site=site)
    editor.force_login(staff("manager", site.region))
    url = reverse("admin:regions_site_change", args=[site.pk])
    changes = {"tiles-0-target": "column:trends", "tiles-0-icon": "leaf"}
    assert press(editor, url, **changes).status_code == 302
    tile.refresh_from_db()
    assert (tile.target, tile.target_key, tile.icon) == ("column", "trends", "leaf")
