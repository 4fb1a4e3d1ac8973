"""Figures of a chief: late, due, nobody's, to approve, and the column nearest to its term."""

import pytest
from django.utils import timezone

from portal.models import DeskPreferences
from portal.start_page import start_page_of
from tests import factories
from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db
DAY = timezone.timedelta(days=1)


@pytest.fixture
def tiles_of(rf):
    def read(user, now):
        request = rf.get("/admin/")
        request.user = user
        return start_page_of(request, DeskPreferences(user=user), now).tiles

    return read


@pytest.fixture
def morning():
    return timezone.localtime().replace(hour=9, minute=0)


def test_chief_finds_five_figures_that_lead_to_rows(tiles_of, staff, site, other_site, morning):
    officer = staff("officer", site.region)
    old = {"site": site, "received_at": morning - 9 * DAY}
    LeadFactory(**old, due_at=morning - DAY, owner=officer)
    LeadFactory(**old, due_at=morning + DAY / 3)
    LeadFactory(**old, due_at=morning + 2 * DAY, owner=officer)
    LeadFactory(**old, due_at=morning + DAY / 3, first_reply_at=morning - DAY, owner=officer)
    LeadFactory(site=other_site, received_at=morning - 9 * DAY, due_at=morning - DAY)
    column = factories.ColumnFactory(site=site, max_age_days=14)
    factories.ArticleFactory(column=column, publish_at=morning - DAY)
    factories.ArticleFactory(column=column, status="in_review")
    found = tiles_of(staff("manager", site.region), morning)
    assert [(tile.figures, tile.label, tile.tone) for tile in found] == [
        ("1", "逾期没答复", "bad"),
        ("1", "今天内到期", "warn"),
        ("1", "没有负责人", "warn"),
        ("1", "等您终审", "warn"),
        ("13", "天后有栏目到更新期限", ""),
    ]
    assert found[0].note == "最久的逾期 24\u00a0小时\u00a00\u00a0分"
    assert [tile.url.rpartition("/")[2] for tile in found] == [
        *("?box=overdue", "", "?box=nobody", "#reviews"),
        f"?column={column.pk}",
    ]


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_prefecture_sees_how_its_places_do(
    tiles_of, staff, prefecture, site, other_site, morning, role
):
    for hours in (1, 2, 3, 4, 30):
        received_at = morning - 9 * DAY
        LeadFactory(
            site=site,
            received_at=received_at,
            first_reply_at=received_at + timezone.timedelta(hours=hours),
        )
    LeadFactory(site=other_site, received_at=morning - 9 * DAY, contact_name="秘密女士")
    factories.ArticleFactory(column__site=site, status="in_review")
    tiles = tiles_of(staff(role, prefecture), morning)
    found, own = tiles[:4], tiles[4:]
    assert [(tile.figures, tile.label, tile.note, tile.tone) for tile in found] == [
        ("6", "近 30 天新咨询", "2 个地区", ""),
        ("67\u00a0%", "按时答复", "近 30 天收到的", ""),
        ("1", "现在逾期", "1 个地区", "bad"),
        ("3\u00a0小时\u00a00\u00a0分", "首次答复最慢的中位数", "格尔木市", ""),
    ]
    links = [tile.url.rpartition("/")[2] for tile in found]
    if role == "auditor":
        assert (links, own) == (["", "", "", ""], [])
        return
    assert links == ["", "", "?box=overdue", ""]
    assert [(tile.figures, tile.label, tile.tone, tile.url.rpartition("/")[2]) for tile in own] == [
        ("0", "今天内到期", "", ""),
        ("6", "没有负责人", "warn", "?box=nobody"),
        ("1", "等您终审", "warn", "#reviews"),
    ]


def test_nothing_to_do_is_neither_colour_nor_link(tiles_of, staff, site, morning):
    found = tiles_of(staff("manager", site.region), morning)
    assert [(tile.figures, tile.tone, tile.url) for tile in found] == [("0", "", "")] * 4


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer", "auditor"])
def test_others_have_none(tiles_of, staff, site, morning, role):
    assert tiles_of(staff(role, site.region), morning) == []


def test_whoever_runs_the_installation_has_none(tiles_of, superuser, morning):
    assert tiles_of(superuser, morning) == []
