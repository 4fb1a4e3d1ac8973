"""The rail of the desk: whoever may do a job finds it, with what waits there."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.desk_navigation import GROUPS, Badge, navigation_for
from tests import factories
from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_badges_of_others():
    cache.clear()


@pytest.fixture
def rail_of(rf):
    def read(user, path="/admin/", **query):
        request = rf.get(path, query)
        request.user = user
        return navigation_for(request)

    return read


def labels(sections):
    return {section.label: [entry.job.label for entry in section.entries] for section in sections}


def badges(sections):
    entries = [entry for section in sections for entry in section.entries]
    return {entry.job.key: entry.badge for entry in entries if entry.badge.count}


def current(sections):
    return [entry.job.key for section in sections for entry in section.entries if entry.is_current]


def test_officer_answers_and_reads(rail_of, staff, site):
    assert labels(rail_of(staff("officer", site.region))) == {
        "答复": [
            "咨询收件箱",
            "我跟进的",
            "承诺台账",
            "公海",
            "隔离区",
            "踏勘日程",
            "落地事项",
            "待发邮件",
            "常用回复",
        ],
        "发布": ["政策"],
        "空间": ["土地与空间"],
        "检查": ["数字", "看得多、没人问"],
        "设置": ["外出与代办", "全部数据表"],
    }


def test_editor_writes_and_verifies(rail_of, staff, site):
    assert labels(rail_of(staff("editor", site.region))) == {
        "发布": [
            "文章",
            "政策",
            "发布日历",
            "固定页面",
            "旧网页隔离区",
            "旧文待核对",
            "图片与附件",
        ],
        "空间": ["园区", "土地与空间", "待核实", "未知条件", "缺口清单", "导入记录", "地图要素"],
        "检查": ["看得多、没人问", "内容巡检", "搜了没有找到", "搜索同义词"],
        "设置": ["栏目", "首页入口", "菜单", "友情链接", "转址", "全部数据表"],
    }


def test_whoever_runs_it_finds_every_job(rail_of):
    boss = factories.UserFactory(is_superuser=True)
    assert labels(rail_of(boss)) == {
        group.label: [job.label for job in group.jobs] for group in GROUPS
    }


def test_account_without_any_role_sees_only_what_it_may_open(rail_of):
    assert labels(rail_of(factories.UserFactory())) == {"设置": ["全部数据表"]}


def test_every_job_opens(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    pages = {job.key: client.get(job.url()).status_code for group in GROUPS for job in group.jobs}
    assert pages == dict.fromkeys(pages, 200)


def test_badges_count_what_waits_in_the_own_region(rail_of, staff, site, other_site):
    column = factories.ColumnFactory(site=site)
    factories.ArticleFactory(column=column, status="in_review")
    for place in (site, other_site):
        LeadFactory(site=place)
        LeadFactory(site=place, is_quarantined=True)
    assert badges(rail_of(staff("manager", site.region))) == {
        "inbox": Badge(1, "soon"),
        "quarantine": Badge(1, "soon"),
        "article_reviews": Badge(1, "soon"),
    }
    assert badges(rail_of(staff("editor", site.region))) == {}


def test_badges_are_asked_for_twice_a_minute(rail_of, staff, site, django_assert_max_num_queries):
    officer = staff("officer", site.region)
    rail_of(officer)
    with django_assert_max_num_queries(0):
        rail_of(officer)


def test_badges_go_with_the_role(rail_of, staff, site):
    LeadFactory(site=site)
    officer = staff("officer", site.region)
    assert badges(rail_of(officer)) == {"inbox": Badge(1, "soon")}
    officer.memberships.all().delete()
    officer.memberships.create(region=site.region, role="auditor")
    del officer._portal_memberships
    assert "inbox" not in badges(rail_of(officer))


def test_current_job_is_the_narrowest(rail_of, staff, site):
    manager = staff("manager", site.region)
    inbox = reverse("admin:leads_lead_changelist")
    assert current(rail_of(manager)) == []
    assert current(rail_of(manager, inbox)) == ["inbox"]
    assert current(rail_of(manager, inbox, box="quarantine")) == ["quarantine"]
    assert current(rail_of(manager, f"{inbox}7/change/")) == ["inbox"]
    assert current(rail_of(manager, reverse("unknown_detail", args=["power"]))) == ["unknown"]


def test_group_shows_the_most_urgent_of_its_badges(rail_of, staff, site):
    LeadFactory(site=site)
    section = rail_of(staff("officer", site.region))[0]
    assert (section.label, section.badge, section.badge.words) == (
        "答复",
        Badge(1, "soon"),
        "件要办",
    )
