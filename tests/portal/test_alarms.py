"""What has stopped is said to those who can act; nothing is said while all is well."""

import datetime

import pytest

from core.database_clock import database_now
from portal.alarms import AlarmLog, alarms_for, all_alarms, disk_free_percent
from portal.clock_mark import trust
from portal.heartbeats import Heartbeats
from portal.models import Heartbeat
from tests.factories import UserFactory
from tests.leads.factories import LeadFactory, MailFactory

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
ROOMY = 50  # percent
NB = "\u00a0"


@pytest.fixture
def now(db):
    """Of an installation whose worker has just done everything."""
    Heartbeats().write()
    trust(database_now())
    return database_now()


def titles(alarms):
    return [alarm.title for alarm in alarms]


def codes(now, **values):
    return [alarm.code for alarm in all_alarms(now, **{"free_percent": ROOMY} | values)]


def test_nothing_is_said_while_all_is_well(now, site, staff):
    MailFactory(lead=LeadFactory(site=site))
    officer = staff("officer", site.region)
    assert codes(now + 4 * MINUTE) == []
    assert alarms_for(officer, now + 4 * MINUTE, free_percent=ROOMY) == []


def test_worker_that_is_dead_or_hung_is_told_to_every_member_of_staff(now, site, staff, superuser):
    later = now + 3 * HOUR
    for role in ("editor", "reviewer", "officer", "manager", "auditor"):
        found = alarms_for(staff(role, site.region), later, free_percent=ROOMY)
        assert titles(found) == [f"后台任务停了 3{NB}小时{NB}0{NB}分"]
    [alarm] = alarms_for(superuser, later, free_percent=ROOMY)
    assert alarm.cure == (
        "邮件发不出去，导入、搜索更新和到期删除都停着。请系统管理员在服务器上运行 "
        "systemctl status portal-worker 看原因，再运行 systemctl restart portal-worker。"
    )
    assert alarms_for(UserFactory(), later, free_percent=ROOMY) == []  # without any right


def test_worker_that_was_never_started_or_beat_under_a_clock_ahead_is_not_well(db):
    now = database_now()
    trust(now)
    assert codes(now) == ["worker-stopped"]
    Heartbeat.objects.create(name="worker", succeeded_at=now + datetime.timedelta(days=1000))
    [alarm] = all_alarms(now, free_percent=ROOMY)
    assert alarm.title == "后台任务没有在运行"


def test_mails_owed_for_a_day_are_told_to_the_office_they_concern(
    now, site, other_site, staff, superuser
):
    owed = {"created_at": now - 26 * HOUR, "last_error": "ConnectionRefusedError"}
    MailFactory(lead=LeadFactory(site=site), **owed)
    MailFactory(lead=LeadFactory(site=site), created_at=now)
    cure = (
        "连不上邮件服务器，会自动再试：请核对 PORTAL_SMTP_HOST、PORTAL_SMTP_PORT 和防火墙"
        "（ConnectionRefusedError）"
    )
    for user in (staff("officer", site.region), superuser):
        [alarm] = alarms_for(user, now, free_percent=ROOMY)
        assert (alarm.title, alarm.cure) == (
            f"邮件已 26{NB}小时{NB}0{NB}分没有发出",
            f"共 2 封等着：{cure}。",
        )
        assert alarm.url == "/admin/leads/outbox/?state=waiting"
    for user in (staff("officer", other_site.region), staff("editor", site.region)):
        assert alarms_for(user, now, free_percent=ROOMY) == []


def test_mails_that_nobody_tried_point_to_the_worker(now, site):
    MailFactory(lead=LeadFactory(site=site), created_at=now - 2 * HOUR)
    [alarm] = all_alarms(now, free_percent=ROOMY)
    assert alarm.cure == "共 1 封等着，还没有试过：请系统管理员看后台任务是否在运行。"


@pytest.mark.parametrize("ended", [{"sent_at": "now"}, {"given_up_at": "now"}, {"recipient": ""}])
def test_mails_that_are_over_or_have_no_recipient_are_not_owed(now, site, ended):
    values = {name: now if value == "now" else value for name, value in ended.items()}
    MailFactory(lead=LeadFactory(site=site), created_at=now - 26 * HOUR, **values)
    assert codes(now) == []


def test_step_that_keeps_failing_is_told_to_the_administrator(now, site, staff, superuser):
    Heartbeat.objects.create(
        name="learn_words", succeeded_at=now - HOUR, failed_at=now - MINUTE, error="DataError"
    )
    Heartbeat.objects.create(name="send_mails", succeeded_at=now - MINUTE, failed_at=now)
    [alarm] = alarms_for(superuser, now, free_percent=ROOMY)
    assert (alarm.title, alarm.cure) == (
        "后台任务“学习搜索用词”一直出错",
        "错误代号 DataError。请系统管理员运行 journalctl -u portal-worker 看日志。",
    )
    assert codes(now) == ["step-failing learn_words DataError"]
    assert alarms_for(staff("officer", site.region), now, free_percent=ROOMY) == []


def test_clock_that_jumped_is_told_to_managers_and_administrators(now, site, staff, superuser):
    trust(now - datetime.timedelta(days=3))
    for user in (staff("manager", site.region), superuser):
        [alarm] = alarms_for(user, now, free_percent=ROOMY)
        assert (alarm.code, "confirm_clock --confirm" in alarm.cure) == ("clock-jumped", True)
    assert alarms_for(staff("officer", site.region), now, free_percent=ROOMY) == []


@pytest.mark.parametrize(("free", "expected"), [(5, []), (4, ["服务器磁盘只剩 4%"])])
def test_disk_is_told_below_five_percent(now, site, staff, free, expected):
    assert titles(alarms_for(staff("editor", site.region), now, free_percent=free)) == expected


def test_free_share_of_the_disk_is_a_share():
    assert 0 <= disk_free_percent() <= 100


def test_folder_of_a_new_server_need_not_be_there_yet(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var" / "portal"
    assert 0 <= disk_free_percent() <= 100
    assert not settings.VAR_DIR.exists()


def test_log_tells_once_an_hour_while_it_lasts_and_once_when_it_is_over(now, caplog):
    clock = iter([0, 2, 3599, 3600, 3602, 3604])
    log = AlarmLog(clock=lambda: next(clock))
    stopped = all_alarms(now + HOUR, free_percent=ROOMY)
    for alarms in (stopped, stopped, stopped, stopped, [], []):
        log.tell(alarms)
    assert caplog.messages == [
        "alarm: worker-stopped",
        "alarm: worker-stopped",
        "alarm over: worker-stopped",
    ]
