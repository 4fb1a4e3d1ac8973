"""Tables on the start page: counts of the own regions, and nothing that tells a visitor."""

import pytest
from django.utils import timezone

from leads.models import Topic
from portal.models import Heartbeat
from portal.start_tables import tables_for
from tests import factories
from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db
TOPICS = (("土地", "start-land"), ("资金", "start-money"))


@pytest.fixture
def tables_of(rf):
    def read(user):
        request = rf.get("/admin/")
        request.user = user
        found = tables_for(request, timezone.now())
        return {table.title: [[text for text, _ in row] for row in table.rows] for table in found}

    return read


@pytest.fixture
def late():
    now = timezone.now()
    day = timezone.timedelta(days=1)
    return {"received_at": now - 9 * day, "due_at": now - day}


def test_chief_sees_who_has_how_many(tables_of, staff, site, other_site, late):
    sun, zhou = (staff("officer", site.region, last_name=name) for name in ("孙", "周"))
    land, money = (Topic.objects.create(name=name, slug=slug) for name, slug in TOPICS)
    far = {"due_at": timezone.now() + timezone.timedelta(days=9)}
    tomorrow = {"due_at": timezone.now() + timezone.timedelta(days=1)}
    for owner, values in ((sun, far), (sun, late), (zhou, far), (zhou, tomorrow)):
        LeadFactory(site=site, owner=owner, topic=land, **values)
    LeadFactory(site=site, topic=money, **far)
    LeadFactory(site=other_site, owner=factories.UserFactory(last_name="吴"))
    few = ["不足 5 条"] * 2
    assert tables_of(staff("manager", site.region)) == {
        "谁手里有多少": [["孙", 2, 1, 0, *few], ["周", 2, 0, 1, *few]],
        "各类咨询有多少": [["土地", 4, 1, 1], ["资金", 1, 0, 0]],
    }


def test_chief_sees_how_soon_each_answers(tables_of, staff, site):
    sun, now = staff("officer", site.region, last_name="孙"), timezone.now()
    hour = timezone.timedelta(hours=1)
    for hours in (1, 2, 3, 30):
        received_at = now - 40 * hour
        LeadFactory(
            site=site,
            owner=sun,
            received_at=received_at,
            due_at=received_at + 24 * hour,
            first_reply_at=received_at + hours * hour,
        )
    LeadFactory(site=site, owner=sun, received_at=now - 40 * hour, due_at=now - hour)
    LeadFactory(
        site=site, owner=sun, received_at=now - 100 * 24 * hour, due_at=now - 99 * 24 * hour
    )
    found = tables_of(staff("manager", site.region))["谁手里有多少"]
    assert found == [["孙", 6, 2, 0, "2\u00a0小时\u00a030\u00a0分", "60\u00a0%"]]


def test_prefecture_sees_places_side_by_side(tables_of, staff, prefecture, site, other_site, late):
    topic = Topic.objects.create(name="土地", slug="start-land")
    far = {"due_at": timezone.now() + timezone.timedelta(days=9)}
    for place, values in ((site, late), (site, {"is_quarantined": True}), (other_site, far)):
        LeadFactory(site=place, contact_name="秘密女士", topic=topic, **values)
    few = ["不足 5 条"] * 2
    wanted = {"各地咨询": [["格尔木市", 1, *few, 1, 1], ["乌兰县", 1, *few, 1, 0]]}
    wanted |= {"各类咨询有多少": [["土地", 2, 1, 0]]}
    assert tables_of(staff("manager", prefecture)) == wanted
    assert tables_of(staff("auditor", prefecture))["各地咨询"] == wanted["各地咨询"]
    assert "秘密" not in str(tables_of(staff("manager", prefecture)))


def test_auditor_sees_how_much_there_is_to_look_through(tables_of, staff, site, other_site):
    for place in (site, other_site):
        LeadFactory(site=place).contact_views.create(by=factories.UserFactory())
    assert tables_of(staff("auditor", site.region)) == {
        "近 7 天的记录": [["查看联系方式", 1], ["按电话查找", 0], ["导出名单", 0]]
    }


def test_whoever_runs_it_sees_the_steps_that_went_wrong_first(tables_of, superuser, site):
    now = timezone.now()
    Heartbeat.objects.create(name="erase_due_leads", succeeded_at=now - timezone.timedelta(hours=3))
    Heartbeat.objects.create(name="drop_old_uploads", succeeded_at=now)
    Heartbeat.objects.create(name="send_mails", failed_at=now)
    Heartbeat.objects.create(name=Heartbeat.WORKER, succeeded_at=now)
    assert tables_of(superuser) == {
        "后台任务": [
            ["发送邮件", "上次出错", "还没有"],
            ["其余 2 项", "正常", "最早 3\u00a0小时\u00a00\u00a0分前"],
        ]
    }
    Heartbeat.objects.filter(name="send_mails").update(succeeded_at=now, failed_at=None)
    assert tables_of(superuser)["后台任务"][0][0] == "全部 3 项"


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer"])
def test_others_see_none(tables_of, staff, prefecture, site, other_site, role):
    LeadFactory(site=site, owner=factories.UserFactory())
    assert tables_of(staff(role, prefecture)) == {}
