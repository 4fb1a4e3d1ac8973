"""Rows on the start page: each role finds its own, the most urgent first, with one button."""

import datetime

import pytest
from django.utils import timezone

from portal.start_lists import lists_for
from publishing.visibility import on_the_day
from tests import factories
from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def lists_of(rf):
    def read(user, now=None):
        request = rf.get("/admin/")
        request.user = user
        return {part.title: part for part in lists_for(request, now or timezone.now())}

    return read


@pytest.fixture
def columns(site, other_site):
    return [factories.ColumnFactory(site=place, max_age_days=14) for place in (site, other_site)]


def rows(part):
    return [(row.title, row.button, row.tone) for row in part.rows]


def test_officer_finds_own_and_nobodys_promises(lists_of, staff, site, other_site):
    officer, colleague = (staff("officer", site.region) for _ in range(2))
    now = timezone.now()
    late = {"received_at": now - 9 * DAY, "due_at": now - DAY}
    LeadFactory(site=site, owner=officer, subject_label="甲", due_at=now + 3 * DAY)
    LeadFactory(site=site, subject_label="乙", **late)
    LeadFactory(site=site, owner=colleague, subject_label="丙", **late)
    LeadFactory(site=other_site, subject_label="丁", **late)
    LeadFactory(site=site, subject_label="戊", is_quarantined=True, **late)
    found = rows(lists_of(officer)["要答复的咨询"])
    assert [(title.partition("·")[2], tone) for title, _, tone in found] == [
        ("乙", "bad"),
        ("甲", ""),
    ]


def test_chief_finds_everybodys_with_who_answers(lists_of, staff, site):
    officer = staff("officer", site.region, last_name="孙示例")
    LeadFactory(site=site, owner=officer)
    LeadFactory(site=site)
    found = lists_of(staff("manager", site.region))["晚了的，和快晚的"]
    assert sorted(row.meta.split("，")[-1] for row in found.rows) == ["孙示例 负责", "还没有人跟进"]


def test_chief_may_hand_each_to_officers_of_its_place(
    lists_of, staff, prefecture, site, other_site
):
    sun, zhou = (staff("officer", site.region, last_name=name) for name in ("孙", "周"))
    above = staff("officer", prefecture, last_name="吴")
    staff("officer", other_site.region), staff("editor", site.region)
    LeadFactory(site=site, owner=sun)
    handing = (
        lists_of(staff("manager", site.region, last_name="郑"))["晚了的，和快晚的"].rows[0].handing
    )
    assert handing.owner_was == sun.pk
    names = dict(handing.colleagues)
    assert (names[zhou.pk], names[above.pk], sorted(names.values())) == (
        "周", "吴", sorted(["周", "吴", "郑"]),
    )  # fmt: skip
    assert lists_of(zhou)["要答复的咨询"].rows == []


def test_handing_from_the_start_page_moves_the_enquiry(client, staff, site):
    sun, zhou = (staff("officer", site.region, last_name=name) for name in ("孙", "周"))
    lead = LeadFactory(site=site, owner=sun)
    client.force_login(staff("manager", site.region))
    page = client.get("/admin/").text
    assert f'<button type="submit" name="to" value="{zhou.pk}">周</button>' in page
    client.post(f"/admin/leads/lead/{lead.pk}/step/assign/", {"to": zhou.pk, "owner_was": sun.pk})
    lead.refresh_from_db()
    assert lead.owner == zhou


def test_empty_list_says_what_comes_next(lists_of, staff, site):
    found = lists_of(staff("officer", site.region))
    assert [(name, part.rows, part.empty[:14]) for name, part in found.items()] == [
        ("要答复的咨询", [], "没有等着答复的咨询。新咨询一")
    ]


def test_reviewer_finds_what_waits_in_the_own_region(lists_of, staff, site, columns):
    writer = factories.UserFactory(last_name="赵示例")
    for column in columns:
        factories.ArticleFactory(column=column, title="稿", status="in_review", created_by=writer)
    factories.ListingFactory(region=site.region, title="厂房", status="in_review")
    found = lists_of(staff("reviewer", site.region))["待我审核"]
    assert rows(found) == [("稿", "去审核", ""), ("厂房", "去审核", "")]
    assert found.rows[0].meta == "文章，赵示例 写"


def test_editor_goes_on_with_own_texts_alone(lists_of, staff, site, columns):
    editor = staff("editor", site.region)
    for title, status, writer in (
        ("写到一半", "draft", editor),
        ("退回来的", "withdrawn", editor),
        ("别人的", "draft", factories.UserFactory()),
        ("公开的", "approved", editor),
    ):
        factories.ArticleFactory(column=columns[0], title=title, status=status, created_by=writer)
    assert rows(lists_of(editor)["接着写"]) == [
        ("退回来的", "去改", "warn"),
        ("写到一半", "接着写", ""),
    ]


def test_editor_sees_where_the_own_texts_are(lists_of, staff, site, columns):
    editor, now = staff("editor", site.region), timezone.now()
    for title, status, days, writer in (
        ("在等审核", "in_review", 0, editor),
        ("后天公开", "approved", 2, editor),
        ("昨天公开", "approved", -1, editor),
        ("早就公开", "approved", -9, editor),
        ("别人的", "approved", -1, factories.UserFactory()),
    ):
        factories.ArticleFactory(
            column=columns[0],
            title=title,
            status=status,
            created_by=writer,
            publish_at=now + days * DAY,
        )
    found = lists_of(editor)["我交上去的"].rows
    assert [(row.title, row.tag) for row in found] == [
        ("后天公开", f"{on_the_day(now + 2 * DAY)} 公开"),
        ("在等审核", "等审核 1\u00a0分钟"),
        ("昨天公开", f"{on_the_day(now - DAY)} 公开了"),
    ]


def test_columns_stand_by_the_days_that_are_left(lists_of, staff, site, columns):
    factories.ArticleFactory(column=columns[0])
    factories.ColumnFactory(site=site, name="没有期限", max_age_days=None)
    editor = staff("editor", site.region)
    tags = [
        [(row.tag, row.tone) for row in lists_of(editor, now)["栏目更新期限"].rows]
        for now in (timezone.now() + days * DAY for days in (1, 11, 15))
    ]
    assert tags == [[("还剩 12 天", "")], [("还剩 2 天", "warn")], [("超期 2 天", "bad")]]


def test_two_roles_see_the_union_and_an_auditor_nothing_to_do(lists_of, staff, site):
    both = staff("officer", site.region)
    factories.MembershipFactory(user=both, region=site.region, role="reviewer")
    assert [*lists_of(both)] == ["要答复的咨询", "待我审核"]
    assert lists_of(staff("auditor", site.region)) == {}


def test_every_button_opens(client, rf, staff, site, columns):
    manager = staff("manager", site.region)
    factories.ArticleFactory(column=columns[0])
    for status in ("draft", "in_review"):
        factories.ArticleFactory(column=columns[0], status=status, created_by=manager)
    LeadFactory(site=site)
    request = rf.get("/admin/")
    request.user = manager
    client.force_login(manager)
    links = [row.url for part in lists_for(request, timezone.now()) for row in part.rows]
    assert [client.get(link).status_code for link in links] == [200] * 5
