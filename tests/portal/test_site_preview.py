"""The home page with what stands in the form of its site: shown to its manager, stored nowhere."""

import pytest
from django.urls import reverse

from portal.page_chrome import LAST_KNOWN
from regions.models import Site
from tests import factories
from tests.admin_pages import filled

TYPED = {"slogan": "新的标语", "hue": "45", "tiles-0-title": "新入口"}


@pytest.fixture
def tile(site):
    return factories.TileFactory(site=site, title="旧入口", icon="land", topic_slug="other")


@pytest.fixture
def look(client, staff, site, tile):
    """look(slogan=…) presses 预览首页 with these changes; the reply."""
    client.force_login(staff("manager", site.region))
    form = reverse("admin:regions_site_change", args=[site.pk])
    url = reverse("admin:regions_site_preview", args=[site.pk])
    assert f'formaction="{url}"' in client.get(form).text
    return lambda **changes: client.post(url, filled(client.get(form)) | changes)


def test_page_is_drawn_as_typed_and_nothing_is_stored(client, look, site, tile):
    before = Site.objects.filter(pk=site.pk).values().get()
    records = site.history.count()
    reply = look(**TYPED)
    assert reply.status_code == 200
    for words in ("新的标语", "新入口", 'data-hue="40 5"', "还没有保存"):
        assert words in reply.text
    assert "旧入口" not in reply.text
    assert Site.objects.filter(pk=site.pk).values().get() == before
    assert (site.history.count(), site.tiles.get().title) == (records, "旧入口")


def test_nobody_else_is_handed_a_part_of_it(client, look, site):
    reply = look(**TYPED)
    assert "no-store" in reply["Cache-Control"]
    assert reply["X-Robots-Tag"] == "noindex"
    client.logout()
    home = client.get(reverse("site_home", args=[site.slug])).text
    assert [words for words in ("新的标语", "新入口", "还没有保存") if words in home] == []
    stand_ins = {name: part for (pk, name), part in LAST_KNOWN._kept.items() if pk == site.pk}
    assert [tile.title for tile in stand_ins["tiles"]] == ["旧入口"]
    assert "新入口" not in str(stand_ins)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hue": "other", "hue_other": "400"}, "主色相："),
        ({"facts-0-label": "海拔"}, "第 1 条还缺数值、来源。"),
        ({"tiles-0-icon": "unicorn"}, "投资入口第 1 行：图标："),
    ],
)
def test_what_could_not_be_saved_is_said_instead(look, changes, sentence):
    reply = look(**changes)
    assert reply.status_code == 400
    assert sentence in reply.text


@pytest.mark.parametrize("role", ["editor", "officer", "auditor"])
def test_others_do_not_look(client, staff, site, tile, role):
    client.force_login(staff(role, site.region))
    url = reverse("admin:regions_site_preview", args=[site.pk])
    assert client.post(url, {}).status_code == 403


def test_sites_of_others_are_none(client, look, other_site):
    url = reverse("admin:regions_site_preview", args=[other_site.pk])
    assert client.post(url, {}).status_code == 404
    assert client.get(url).status_code == 405
