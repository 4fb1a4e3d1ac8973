"""The officer's day: what is due by which hour, and all of it in words."""

from dataclasses import replace

import pytest
from django.utils import timezone

from portal.day_ruler import Mark, Ruler, place_of, ruler_for
from tests.leads.factories import LeadFactory, MessageFactory

pytestmark = pytest.mark.django_db
DAY = timezone.timedelta(days=1)


@pytest.fixture
def noon():
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def ruler_of(rf):
    def read(user, now):
        request = rf.get("/admin/")
        request.user = user
        return ruler_for(request, now)

    return read


@pytest.mark.parametrize(
    ("hour", "minute", "x"), [(6, 0, 25), (9, 0, 25), (13, 30, 500), (18, 0, 975), (23, 0, 975)]
)
def test_hours_lie_along_the_office_day(noon, hour, minute, x):
    assert place_of(noon.replace(hour=hour, minute=minute)) == x


def test_ruler_shows_what_is_due_late_and_done(ruler_of, staff, site, noon):
    officer, colleague = (staff("officer", site.region) for _ in range(2))
    old = {"site": site, "received_at": noon - 9 * DAY}
    for hours, owner in ((-30, officer), (0.5, None), (6, officer), (6, None), (30, officer)):
        LeadFactory(**old, due_at=noon + timezone.timedelta(hours=hours), owner=owner)
    LeadFactory(**old, due_at=noon, owner=colleague)
    for sent_at in (noon, noon - DAY):
        MessageFactory(lead=LeadFactory(**old, due_at=noon + 9 * DAY), by=officer, sent_at=sent_at)
    ruler = ruler_of(officer, noon)
    assert [(mark.time, mark.count, mark.tone) for mark in ruler.due] == [
        ("12:30", 1, "soon"),
        ("18:00", 2, "next"),
    ]
    assert ruler.words == (
        "现在 12:00；12:30 前 1 条、18:00 前 2 条要答复；已逾期 1 条；今天已答复 1 条"
    )


def test_marks_too_close_for_words_of_their_own_share_one():
    due = [Mark(300, "11:40"), Mark(340, "12:00", 2), Mark(395, "12:30"), Mark(500, "13:30")]
    ruler = Ruler(now=Mark(200, "10:40"), hours=[], due=due, late=0, answered=0)
    assert [(mark.time, mark.count, mark.x) for mark in ruler.labels] == [
        ("11:40 起", 3, 300),
        ("12:30", 1, 395),
        ("13:30", 1, 500),
    ]
    assert ruler.now_top == 18
    assert replace(ruler, now=Mark(272, "11:20")).now_top == 35


def test_empty_day_has_no_ruler(ruler_of, staff, site, noon):
    LeadFactory(site=site, due_at=noon + 3 * DAY)
    assert ruler_of(staff("officer", site.region), noon) is None


@pytest.mark.parametrize("role", ["editor", "manager", "auditor"])
def test_others_have_no_ruler(ruler_of, staff, site, noon, role):
    LeadFactory(site=site, received_at=noon - 9 * DAY, due_at=noon)
    assert ruler_of(staff(role, site.region), noon) is None


def test_officer_sees_the_drawing_without_a_style(client, staff, site):
    LeadFactory(site=site, received_at=timezone.now() - 9 * DAY, due_at=timezone.now() - DAY)
    client.force_login(staff("officer", site.region))
    page = client.get("/admin/").text
    assert 'role="img" aria-label="时间轴：现在' in page
    assert "style=" not in page
