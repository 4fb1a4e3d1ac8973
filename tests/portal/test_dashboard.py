"""The start page: each role finds its own work and nobody else's."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from leads.deadlines import in_words
from leads.models import Lead
from portal.dashboard import shortcuts_for, todo_for
from tests import factories
from tests.leads.factories import CalendarPeriodFactory, LeadFactory, MailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar(db):
    """Days off of this year and the next: in December nobody is asked for them."""
    this_year = timezone.localdate().year
    for year in (this_year, this_year + 1):
        CalendarPeriodFactory(first_on=datetime.date(year, 1, 1))


@pytest.fixture
def columns(site, other_site):
    return [
        factories.ColumnFactory(site=place, name=f"{place.short_name}栏目", max_age_days=14)
        for place in (site, other_site)
    ]


@pytest.fixture
def request_of(rf):
    def make(user):
        request = rf.get("/admin/")
        request.user = user
        return request

    return make


def titles(request, **kwargs):
    return [(item.title, item.count) for item in todo_for(request, **kwargs)]


def test_reviewer_finds_what_waits_in_the_own_region(request_of, staff, site, columns):
    for column in columns:
        factories.ArticleFactory(column=column)
        factories.ArticleFactory(column=column, status="in_review")
    request = request_of(staff("reviewer", site.region))
    assert titles(request) == [("待审核的文章", 1)]


def test_editor_finds_own_drafts_and_damaged_articles(request_of, staff, site, columns):
    editor = staff("editor", site.region)
    for column in columns:
        factories.ArticleFactory(column=column)
        factories.ArticleFactory(column=column, status="draft", is_attention_needed=True)
    factories.ArticleFactory(column=columns[0], status="draft", created_by=editor)
    assert titles(request_of(editor)) == [("需要人工处理的文章", 1), ("我的文章草稿", 1)]


def test_editor_learns_that_an_own_article_was_withdrawn(request_of, staff, site, columns):
    editor = staff("editor", site.region)
    factories.ArticleFactory(column=columns[0])
    for author in (editor, factories.UserFactory()):
        factories.ArticleFactory(column=columns[0], status="withdrawn", created_by=author)
    assert titles(request_of(editor)) == [("我的文章被撤回", 1)]


def test_officer_finds_new_and_quarantined_enquiries_and_the_inbox(
    request_of, staff, site, other_site
):
    for place in (site, other_site):
        LeadFactory(site=place)
        LeadFactory(site=place, is_quarantined=True)
    request = request_of(staff("officer", site.region))
    assert titles(request) == [("新线索", 1), ("隔离区里的咨询", 1)]
    assert [item.label for item in shortcuts_for(request)] == [
        "咨询收件箱",
        "登记咨询",
        "查看格尔木招商网",
    ]


def test_quarantine_has_a_clock_and_turns_red(request_of, staff, site):
    request, now = request_of(staff("officer", site.region)), timezone.now()
    due = now + datetime.timedelta(days=9)
    lead = LeadFactory(site=site, is_quarantined=True, due_at=due)
    (item,) = todo_for(request)
    assert (item.tone, item.hint) == (
        "warn",
        f"像垃圾信息，也可能误判，请最迟 {in_words(due)} 前看一眼。",
    )
    LeadFactory(site=site, is_quarantined=True, due_at=now - datetime.timedelta(minutes=1))
    (item,) = todo_for(request)
    assert (item.count, item.tone) == (2, "bad")
    assert item.hint == "其中 1 条已过承诺的答复时间还没有人看，里面可能有真人。"
    Lead.objects.exclude(pk=lead.pk).update(quarantine_checked_at=now)
    assert [item.tone for item in todo_for(request)] == ["warn"]


def test_officer_learns_what_will_be_erased(request_of, staff, site, other_site):
    due = timezone.now() + datetime.timedelta(days=3)
    for place in (site, other_site):
        LeadFactory(site=place, stage="closed", closed_at=timezone.now(), erase_due_at=due)
    assert titles(request_of(staff("officer", site.region))) == [("即将删除个人信息的线索", 1)]


def test_mails_without_a_recipient_are_an_officers_and_the_administrators_worry(
    request_of, staff, superuser, site, other_site
):
    for place in (site, other_site):
        MailFactory(lead=LeadFactory(site=place, is_quarantined=True), recipient="")
        MailFactory(lead=LeadFactory(site=place, is_quarantined=True))
    found = [
        [item for item in titles(request_of(user)) if "邮件" in item[0]]
        for user in (staff("officer", site.region), superuser, staff("editor", site.region))
    ]
    assert found == [[("没有收件人的提醒邮件", 1)], [("没有收件人的提醒邮件", 2)], []]


def test_mails_that_cannot_be_sent_are_told_with_the_cure(request_of, staff, site):
    lead = LeadFactory(site=site, is_quarantined=True)
    MailFactory(lead=lead, given_up_at=timezone.now(), last_error="SMTPRecipientsRefused 550")
    items = todo_for(request_of(staff("officer", site.region)))
    assert [(item.title, item.count, item.hint) for item in items][1:] == [
        (
            "发不出的邮件",
            1,
            "邮件服务器不认这个收件邮箱：请核对地址是否写对、邮箱是否还在用"
            "（SMTPRecipientsRefused 550）；解决后选中它们，点“重新发送”。",
        )
    ]


@pytest.mark.parametrize(
    ("year", "month", "entered", "asked"),
    [
        (2150, 11, (), ["2150 年的放假安排还没有录入"]),
        (2150, 11, (2150,), []),
        (2150, 12, (2150,), ["2151 年的放假安排还没有录入"]),
        (2150, 12, (), ["2150 年的放假安排还没有录入", "2151 年的放假安排还没有录入"]),
        (2150, 12, (2150, 2151), []),
        (2025, 12, (), []),
    ],
)
def test_days_off_are_asked_for_from_december_on(
    request_of, staff, superuser, site, year, month, entered, asked
):
    for known in entered:
        CalendarPeriodFactory(first_on=datetime.date(known, 1, 1))
    now = datetime.datetime(year, month, 1, 1, tzinfo=datetime.UTC)
    for user in (staff("officer", site.region), superuser):
        found = [item.title for item in todo_for(request_of(user), now=now)]
        assert [title for title in found if "放假" in title] == asked
    assert titles(request_of(staff("editor", site.region)), now=now) == []


def test_columns_past_their_term_and_empty_ones_are_named(request_of, staff, site, columns):
    factories.ArticleFactory(column=columns[0])
    factories.ColumnFactory(site=site, name="空栏目")
    request = request_of(staff("editor", site.region))
    later = timezone.now() + datetime.timedelta(days=15)
    found = [(item.title, item.count, item.hint) for item in todo_for(request, now=later)]
    assert found == [
        ("超过更新期限的栏目", 1, "格尔木·格尔木栏目"),
        ("还没有内容的栏目", 1, "格尔木·空栏目"),
    ]


def test_auditor_and_stranger_have_nothing_to_do(request_of, staff, site, columns):
    factories.ArticleFactory(column=columns[0], status="in_review", is_attention_needed=True)
    assert titles(request_of(staff("auditor", site.region))) == []
    assert titles(request_of(factories.UserFactory())) == []


def test_every_item_of_the_start_page_leads_to_a_list_that_opens(
    client, request_of, staff, site, columns
):
    manager = staff("manager", site.region)
    for status in ("in_review", "draft"):
        factories.ArticleFactory(
            column=columns[0], status=status, created_by=manager, is_attention_needed=True
        )
    factories.ListingFactory(region=site.region, status="in_review")
    factories.PolicyFactory(region=site.region, status="in_review")
    client.force_login(manager)
    page = client.get(reverse("admin:index")).content.decode()
    items = todo_for(request_of(manager))
    assert len(items) == 7
    for item in items:
        assert item.title in page
        listed = client.get(item.url)
        assert (item.title, listed.status_code) == (item.title, 200)
        if "栏目" not in item.title:
            assert (item.title, len(listed.context["cl"].result_list)) == (item.title, item.count)
    for shortcut in shortcuts_for(request_of(manager)):
        assert client.get(shortcut.url).status_code == 200


def test_start_page_speaks_chinese_to_the_superuser_too(admin_client):
    response = admin_client.get(reverse("admin:index"))
    names = [app["name"] for app in response.context["app_list"]]
    names += [row["name"] for app in response.context["app_list"] for row in app["models"]]
    assert [str(name) for name in names if str(name).isascii()] == []


def test_who_runs_it_is_led_from_nothing_to_a_site(request_of, superuser, settings):
    settings.SMTP_HOST, settings.DEMO = "", False
    found = {item.title: item.url for item in todo_for(request_of(superuser))}
    assert found["还没有站点"] == reverse("site_setup_start")
    assert "邮件服务器还没有设置" in found
    settings.SMTP_HOST = "smtp.example.cn"
    factories.SiteFactory(is_live=False)
    found = titles(request_of(superuser))
    assert [title for title, _ in found if "站点" in title or "服务器" in title] == [
        "还没有上线的站点"
    ]


def test_live_site_with_a_gap_is_its_managers_matter(request_of, staff, site, other_site):
    told = ("已上线却缺东西的站点", 1)
    assert told in titles(request_of(staff("manager", site.region)))
    assert told not in titles(request_of(staff("editor", site.region)))
    factories.SitePageFactory(site=site, slug="privacy")
    staff("officer", site.region, email="zhao@example.com")
    assert told not in titles(request_of(staff("manager", site.region)))
