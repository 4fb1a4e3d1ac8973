"""Colleagues are called by name on every page of the desk that points to one."""

import pytest
from django.urls import reverse

from parks.models import ExportLog
from publishing.models import Asset
from tests import factories
from tests.admin_pages import press

LOGIN = "anmeldename"


@pytest.fixture
def colleague(staff, site):
    return staff("manager", site.region, username=LOGIN, last_name="吴示例")


@pytest.fixture
def pages(client, superuser, colleague, site):
    """Lists, forms and histories of what the colleague has made."""
    article = factories.ArticleFactory(
        column=factories.ColumnFactory(site=site), created_by=colleague, approved_by=colleague
    )
    tile = factories.TileFactory(site=site, icon="land")
    Asset.objects.create(
        region=site.region,
        file="editor/a.png",
        kind="image",
        sha256="0" * 64,
        size_bytes=1,
        uploaded_by=colleague,
    )
    export = ExportLog.objects.create(
        region=site.region, format="csv", rows=1, filters="", user=colleague
    )
    client.force_login(colleague)
    assert press(
        client, reverse("admin:regions_servicetile_change", args=[tile.pk]), title="改"
    ).url
    client.force_login(superuser)
    return {
        "article": reverse("admin:news_article_change", args=[article.pk]),
        "assets": reverse("admin:publishing_asset_changelist"),
        "exports": reverse("admin:parks_exportlog_changelist"),
        "export": reverse("admin:parks_exportlog_change", args=[export.pk]),
        "grants": reverse("admin:regions_membership_changelist"),
        "history": reverse("admin:regions_servicetile_history", args=[tile.pk]),
    }


def test_the_name_stands_there_and_the_user_name_does_not(client, pages):
    texts = {name: client.get(url).text for name, url in pages.items()}
    assert [name for name, text in texts.items() if "吴示例" not in text] == []
    assert [name for name, text in texts.items() if LOGIN in text] == []


def test_cells_and_lines_keep_their_classes(client, pages):
    assert "field-uploaded_by" in client.get(pages["assets"]).text
    assert "field-created_by" in client.get(pages["article"]).text


def test_accounts_are_listed_by_name_with_what_they_sign_in_with(client, superuser, colleague):
    client.force_login(superuser)
    listed = client.get(reverse("admin:auth_user_changelist")).text
    assert "吴示例" in listed
    assert LOGIN in listed
