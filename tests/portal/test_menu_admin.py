"""The menu of a site at the desk: chosen as tiles are, and no longer than a phone shows."""

import pytest
from django.urls import reverse

from portal.entrances import ADDRESS_SHAPE
from portal.menu_admin import FULL, MOST_IN_MENU, TAKEN
from portal.tile_forms import Target
from regions.models import MenuItem
from tests import factories
from tests.admin_pages import filled, press

ADD = reverse("admin:regions_menuitem_add")


@pytest.fixture
def editor(client, staff, site):
    factories.ColumnFactory(site=site, slug="deals", name="签约")
    client.force_login(staff("editor", site.region))
    return client


def typed(**changes):
    return {"title": "签约", "place": "main", "target": "column:deals"} | changes


def test_editor_puts_a_column_into_the_menu(editor, site):
    assert editor.post(ADD, filled(editor.get(ADD)) | typed()).status_code == 302
    item = MenuItem.objects.get()
    assert (item.target, item.target_key) == (Target.COLUMN, "deals")
    assert 'href="/golmud/news/deals/"' in editor.get("/golmud/").text
    change = reverse("admin:regions_menuitem_change", args=[item.pk])
    assert press(editor, change).status_code == 302
    assert MenuItem.objects.values_list("target_key").get() == ("deals",)
    column = site.columns.get()
    form = editor.get(reverse("admin:news_column_change", args=[column.pk])).text
    assert f'href="{change}"' in form


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": "动态", "is_active": ""}, {"title": [TAKEN]}),
        ({}, {"is_active": [FULL]}),
        ({"is_active": ""}, {}),
        ({"place": "footer"}, {}),
        (
            {"place": "footer", "target": "address", "target_key": "javascript:alert(1)"},
            {"target_key": [ADDRESS_SHAPE]},
        ),
    ],
)
def test_menu_that_is_too_long_or_leads_nowhere_is_refused(editor, site, changes, errors):
    for number in range(MOST_IN_MENU):
        title = "动态" if number == 0 else f"第 {number} 项"
        MenuItem.objects.create(site=site, title=title, target="news")
    page = filled(editor.get(ADD)) | typed(**changes)
    reply = editor.post(ADD, {name: value for name, value in page.items() if value != ""})
    found = {} if reply.status_code == 302 else reply.context["adminform"].form.errors
    assert found == errors
