"""What staff change without review: told in words, and put back by way of its form."""

import pytest
from django.urls import reverse

from regions.models import MenuItem, Site
from tests import admin_pages, factories
from tests.world import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(client, staff, site):
    """A menu entry that an editor has renamed."""
    made = MenuItem.objects.create(site=site, title="旧菜单名", target="land")
    client.force_login(staff("editor", site.region))
    assert admin_pages.press(client, url_of(made, "change"), title="新菜单名").status_code == 302
    return made


def url_of(row, name):
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[row.pk])


def put_back(row):
    return f"{url_of(row, 'change')}?version={row.history.earliest('history_id').pk}"


def test_a_version_stands_in_the_form_until_somebody_saves_it(client, item):
    page = client.get(url_of(item, "history")).text
    assert "<del>旧</del><ins>新</ins>" in page
    assert [word in page for word in (put_back(item), "之后的状态")] == [True, False]
    form = client.get(put_back(item)).text
    assert [word in form for word in ('value="旧菜单名"', "还没有保存")] == [True, True]
    assert MenuItem.objects.get().title == "新菜单名"
    assert admin_pages.press(client, put_back(item)).status_code == 302
    assert MenuItem.objects.get().title == "旧菜单名"
    assert [each.history_user is not None for each in item.history.all()] == [True, True, False]


def test_only_versions_of_the_row_and_of_ones_own_place(client, staff, site, other_site, item):
    other = MenuItem.objects.create(site=site, title="另一项", target="land")
    foreign = MenuItem.objects.create(site=other_site, title="别处的", target="land")
    version = other.history.get().pk
    for asked in (version, "x", "9" * 40, ""):
        form = client.get(f"{url_of(item, 'change')}?version={asked}").text
        assert [word in form for word in ('value="新菜单名"', "还没有保存")] == [True, False]
    assert client.get(put_back(foreign)).status_code == 302
    client.force_login(staff("auditor", site.region))
    form = client.get(put_back(item)).text
    assert [word in form for word in ("新菜单名", "旧菜单名", "还没有保存")] == [True, False, False]
    assert put_back(item) not in client.get(url_of(item, "history")).text


@pytest.mark.parametrize("kind", ["site", "column", "tile", "redirect", "link"])
def test_all_that_makes_up_a_site_comes_back(client, staff, site, kind):
    at = {"site": site}
    row, name = {
        "site": lambda: (site, "slogan"),
        "column": lambda: (factories.ColumnFactory(**at), "name"),
        "tile": lambda: (site.tiles.create(title="旧", summary="一句", target="land"), "title"),
        "redirect": lambda: (site.redirects.create(old_path="/a", target="/listings/"), "note"),
        "link": lambda: (site.friend_links.create(name="旧", url="https://a.test/"), "name"),
    }[kind]()
    before = getattr(row, name)
    setattr(row, name, "改过的")
    row.save()
    client.force_login(staff("manager", site.region))
    assert put_back(row) in client.get(url_of(row, "history")).text
    assert admin_pages.press(client, put_back(row)).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, name), row.history.count()) == (before, 3)


def test_a_file_of_then_stays_and_is_named(client, staff, site):
    site.logo.save("old.png", picture())
    shown = site.history.latest("history_id")
    Site.objects.filter(pk=site.pk).update(logo="")
    client.force_login(staff("manager", site.region))
    page = client.get(f"{url_of(site, 'change')}?version={shown.pk}").text
    assert "标志和那一版不同：文件不会换回来" in page
    assert "表单里没有变化" not in page


def test_what_is_as_it_was_is_said(client, staff, site):
    Site.objects.filter(pk=site.pk).update(slogan=site.slogan)
    client.force_login(staff("manager", site.region))
    assert "表单里没有变化" in client.get(put_back(site)).text
