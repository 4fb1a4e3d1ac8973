"""What has stopped, said aloud: on the start page, in /readyz and once an hour in the log.

Silence is not health. Each alarm is a fact read from rows that somebody else writes, so that it is
seen by the processes that still run. Nothing is said while all is well.
"""

import datetime
import logging
import shutil
import time
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse

from leads.deadlines import span_in_words
from leads.models import Outbox
from leads.notifications.mail_errors import cure
from portal import clock_mark
from portal.models import Heartbeat
from regions import access

logger = logging.getLogger(__name__)

STOPPED_AFTER = datetime.timedelta(minutes=5)
FAILING_AFTER = datetime.timedelta(minutes=15)
OWED_AFTER = datetime.timedelta(hours=1)
LEAST_FREE_PERCENT = 5
HOUR = 3600  # seconds
WORKER_STOPPED = "worker-stopped"
# What a step of the worker is for, in the words of the desk.
STEPS = {
    "send_mails": "发送邮件",
    "write_stale_copies": "更新搜索和检索",
    "tell_the_office": "隔离区和没人负责的提醒",
    "return_idle_leads": "久未动作的线索退回公海",
    "erase_due_leads": "按期删除个人信息",
    "drop_old_uploads": "清理导入导出的名单",
    "drop_old_demand": "清理需求计数",
    "fold_old_views": "把旧的浏览次数按月合计",
    "learn_words": "学习搜索用词",
    "recalculate": "按类型规则重算",
    "work_off": "导入名单",
    "write_exports": "导出名单",
    "tell_the_chats": "通知工作群",
    "send_texts": "发送短信",
    "send_the_digest": "早上的汇总",
    "seal_records": "给操作记录加封",
    "compact_changes": "合并公开内容的改动记录",
    "tell_the_seal": "记下封条",
    "forget_ended_sessions": "清掉失效的登录会话",
    "tell_of_alarms": "检查故障",
    "audit_by_night": "内容巡检",
    "check_records": "核对记录的封条",
    "list_files": "登记图片和附件",
    "tend_files": "做小图、读附件里的文字",
    "gather_outside_links": "收集站外链接",
    "look_at_outside_links": "检查站外链接",
}


@dataclass(frozen=True)
class Alarm:
    """`code` is for machines and the log; title and cure are for people at the desk."""

    code: str
    title: str
    cure: str
    url: str = ""


def all_alarms(now, *, free_percent=None) -> list[Alarm]:
    """Of the whole installation: for the log and for /readyz."""
    beats = beats_by_name()
    found = [
        stopped_worker(now, beats),
        jumped_clock(now),
        owed_mails(Outbox.objects.all(), now),
        full_disk(disk_free_percent() if free_percent is None else free_percent),
        *failing_steps(now, beats),
    ]
    return [alarm for alarm in found if alarm]


def alarms_for(user, now, *, free_percent=None) -> list[Alarm]:
    """Those that this member of staff can act on or is affected by."""
    if not access.has_role(user):
        return []
    free = disk_free_percent() if free_percent is None else free_percent
    beats = beats_by_name()
    found = [stopped_worker(now, beats), full_disk(free)]
    if access.has_role(user, access.OFFICERS):
        owed = access.scope(
            Outbox.objects.all(), user, lookup="lead__site__region", roles=access.OFFICERS
        )
        found.append(owed_mails(owed, now))
    if access.has_role(user, access.MANAGERS):
        found.append(jumped_clock(now))
    if user.is_superuser:
        found += failing_steps(now, beats)
    return [alarm for alarm in found if alarm]


def beats_by_name() -> dict[str, Heartbeat]:
    return {beat.name: beat for beat in Heartbeat.objects.order_by("name")}


def stopped_worker(now, beats=None) -> Alarm | None:
    """Dead, hung, stopped, or never started. A beat from the future is none of now."""
    beats = beats_by_name() if beats is None else beats
    beat = beats.get(Heartbeat.WORKER)
    beat_at = beat and beat.succeeded_at
    if beat_at is not None and abs(now - beat_at) <= STOPPED_AFTER:
        return None
    is_past = beat_at is not None and beat_at < now
    title = f"后台任务停了 {span_in_words(now - beat_at)}" if is_past else "后台任务没有在运行"
    return Alarm(
        WORKER_STOPPED,
        title,
        "邮件发不出去，导入、搜索更新和到期删除都停着。请系统管理员在服务器上运行 "
        "systemctl status portal-worker 看原因，再运行 systemctl restart portal-worker。",
    )


def worker_beat_at() -> datetime.datetime | None:
    beat = Heartbeat.objects.filter(name=Heartbeat.WORKER).first()
    return beat and beat.succeeded_at


def failing_steps(now, beats):
    """Steps that have not gone right for a while, whatever the worker does else."""
    since = now - FAILING_AFTER
    for row in beats.values():
        went_right = row.succeeded_at is not None and row.succeeded_at >= since
        if not row.is_failing or went_right or row.failed_at < since:
            continue
        yield Alarm(
            f"step-failing {row.name} {row.error}",
            f"后台任务“{STEPS.get(row.name, row.name)}”一直出错",
            f"错误代号 {row.error}。请系统管理员运行 journalctl -u portal-worker 看日志。",
        )


def jumped_clock(now) -> Alarm | None:
    known = clock_mark.jumped_from(now)
    if known is None:
        return None
    return Alarm(
        "clock-jumped",
        "时钟可能不对，到期的个人信息暂停删除",
        f"现在与上一次可信的时间相差 {span_in_words(abs(now - known))}。"
        "请系统管理员核对服务器时间，无误的（例如后台停过一天以上）运行 "
        "manage.py confirm_clock --confirm。",
    )


def owed_mails(mails, now) -> Alarm | None:
    """Addressed and not sent for an hour, though trying again takes at most ten minutes."""
    if not _is_overdue(oldest_owed(mails), now):
        return None
    owed = oldest_owed(mails.audible(now).audible(now - OWED_AFTER))
    if not _is_overdue(owed, now):
        return None
    errors = mails.waiting().exclude(last_error="").order_by("-attempts", "-pk")
    error = errors.values_list("last_error", flat=True).first()
    reason = f"：{cure(error)}" if error else "，还没有试过：请系统管理员看后台任务是否在运行"
    return Alarm(
        "mails-owed",
        f"邮件已 {span_in_words(now - owed['at'])}没有发出",
        f"共 {owed['number']} 封等着{reason}。",
        f"{reverse('admin:leads_outbox_changelist')}?state=waiting",
    )


def _is_overdue(owed, now):
    return owed["at"] is not None and now - owed["at"] >= OWED_AFTER


def oldest_owed(mails) -> dict:
    """{"at": since when the oldest has been owed or None, "number": of all that are}."""
    return mails.waiting().aggregate(at=Min("created_at"), number=Count("pk"))


def full_disk(free_percent) -> Alarm | None:
    if free_percent >= LEAST_FREE_PERCENT:
        return None
    return Alarm(
        "disk-full",
        f"服务器磁盘只剩 {free_percent}%",
        "满了以后不能上传，也可能收不到咨询。请系统管理员清理磁盘或加大空间。",
    )


def disk_free_percent() -> int:
    """Of the disk that holds what the portal writes, or will: on a new server nothing is there."""
    folder = settings.VAR_DIR
    usage = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists()))
    return 100 * usage.free // usage.total


class AlarmLog:
    """Each alarm once an hour while it lasts, and once when it is over."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self.reset()

    def reset(self):
        """Forget what was told, as in a new process."""
        self._told_at = {}

    def tell(self, alarms):
        now, present = self._clock(), {alarm.code for alarm in alarms}
        for alarm in alarms:
            told_at = self._told_at.get(alarm.code)
            if told_at is None or now >= told_at + HOUR:
                self._told_at[alarm.code] = now
                logger.error("alarm: %s", alarm.code)
        for code in self._told_at.keys() - present:
            del self._told_at[code]
            logger.warning("alarm over: %s", code)
