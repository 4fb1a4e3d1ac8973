"""A site before it is live: its own staff read it at its own addresses, nobody else, never kept."""

import pytest
from django.urls import reverse

from regions.middleware import SHOWN
from tests import factories
from tests.portal.access_matrix import PUBLIC
from tests.portal.remembering import switch_on
from tests.world import whole_world

BAR = "<b>预览：</b>站点还没有上线，公众还看不到这一页。"
NO_PAGES = (
    *("site_qr", "share_card", "article_feed", "listing_map_points", "listing_sheet_pdf"),
    "search_suggest",
)


@pytest.fixture
def offline(site):
    site.is_live = False
    site.save()
    SHOWN.clear()
    return site


@pytest.fixture
def read(client, settings):
    """read(user, path) → the reply to a member of staff, or to a stranger; pages are kept."""
    settings.KEPT_PARTS_BYTES = 1_000_000
    switch_on(settings)

    def get(user, path):
        client.logout()
        client.cookies.clear()
        if user:
            client.force_login(user)
        return client.get(path)

    return get


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer", "manager", "auditor"])
def test_staff_of_the_region_look_at_it(read, staff, offline, prefecture, role):
    for region in (offline.region, prefecture):
        page = read(staff(role, region), "/golmud/")
        assert (page.status_code, BAR in page.text) == (200, True)


def test_nobody_else_does(read, staff, offline, other_site):
    strangers = [None, staff("manager", other_site.region), factories.UserFactory(is_staff=False)]
    assert [read(user, "/golmud/").status_code for user in strangers] == [404] * 3


def test_nothing_of_it_is_kept(read, staff, offline):
    editor = staff("editor", offline.region)
    first = read(editor, "/golmud/news/")
    assert {"no-store", "private"} <= {*first.headers["Cache-Control"].split(", ")}
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert read(None, "/golmud/news/").status_code == 404
    assert "golmud" not in SHOWN
    offline.is_live = True
    offline.save()
    page = read(None, "/golmud/news/")
    assert (page.status_code, "预览" in page.text) == (200, False)


def test_it_is_read_only(client, staff, offline):
    client.force_login(staff("officer", offline.region))
    assert client.get("/golmud/consult/").status_code == 200
    assert client.post("/golmud/consult/", {}).status_code == 404


@pytest.mark.sweep
def test_every_page_opens_and_says_that_it_is_a_preview(
    client, site, other_site, superuser, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    world = whole_world(site, other_site)
    site.is_live = False
    site.save()
    client.force_login(superuser)
    got = {}
    for name, row in PUBLIC.items():
        if "site.slug" in row.args:
            reply = client.get(world.address(name, row.args) + f"?{row.query}")
            is_told = name in NO_PAGES or BAR in reply.text
            got[name] = (
                reply.status_code,
                is_told,
                "no-store" in reply.headers.get("Cache-Control", ""),
            )
    del got["site_theme"], got["site-detail"]  # of live sites alone
    del got["answer_list"], got["lead_watch"]  # parts for htmx; others are led to the page
    del got["data_erased"]  # told of what was erased alone
    del got["proposal_detail"], got["proposal_sheet"]  # by a link that somebody was given
    assert got == dict.fromkeys(got, (200, True, True))


def test_a_draft_says_that_it_is_one_as_well(client, staff, offline):
    client.force_login(staff("editor", offline.region))
    column = factories.ColumnFactory(site=offline)
    drafted = factories.ArticleFactory(column=column, status="draft")
    page = client.get(reverse("article_detail", args=["golmud", drafted.pk]))
    assert "<b>预览：</b>草稿，公众还看不到这一页。" in page.text
