"""Sends owed mails, writes stale copies anew, imports lists, erases what is due; until stopped."""

import logging
import signal
import threading
import time
from collections import defaultdict
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections

from core.database_clock import database_now
from core.error_frames import error_frames
from portal import clock_mark
from portal.heartbeats import Heartbeats
from portal.worker_steps import HOURLY, IRREVERSIBLE, LONG, MINUTELY, OFTEN

logger = logging.getLogger(__name__)

MINUTE, HOUR, PAUSE_AFTER_TROUBLE = 60, 3600, 60  # seconds
DATABASE_IS_AWAY = (OperationalError, InterfaceError)


class Worker:
    """One process's work. A step that fails is logged and rests for a minute; the others go on.

    What lasts is logged once an hour: a step that fails each minute, a database that is away.
    """

    def __init__(
        self,
        stop,
        *,
        often=OFTEN,
        minutely=MINUTELY,
        hourly=HOURLY,
        irreversible=IRREVERSIBLE,
        long=LONG,
        clock=database_now,
    ):
        self.stop, self.often, self.long = stop, often, long
        self.minutely, self.hourly, self.irreversible = minutely, hourly, irreversible
        self.clock = clock
        self.due_at = defaultdict(int)  # step → time of this process's clock
        self.quiet_until = defaultdict(int)  # what was logged → likewise
        self.failed = []
        self.heartbeats = Heartbeats()

    def run(self, interval):
        """Pass after pass until `stop` is set."""
        while not self.stop.is_set():
            close_old_connections()
            try:
                self.work()
            except DATABASE_IS_AWAY as error:  # Nothing is lost, try again.
                self._complain(f"pass failed: {error_frames(error)}")
                self.heartbeats.notify("WATCHDOG=1")  # to be started anew would not help
            self.stop.wait(interval)

    def work(self):
        """One pass over everything that waits."""
        self._do_minutely()
        while self._do_often() and not self.stop.is_set():
            self._do_minutely()
        for step in self.hourly:
            self._do(step, every=HOUR)
        self._do_irreversible()
        for step in self.long:
            self._carry_on(step)

    def _do_minutely(self):
        for step in self.minutely:
            self._do(step, every=MINUTE)

    def _do_often(self):
        """Each once; whether any of them found something to do."""
        found = [self._do(step) for step in self.often]
        return any(found)

    def _do_irreversible(self):
        """Asked again a minute later where the clock has jumped: somebody may have confirmed it."""
        due = [step for step in self.irreversible if self._is_due(step)]
        if not due:
            return
        now = self.clock()
        if clock_mark.is_trusted(now):
            for step in due:
                self._do(step, now, every=HOUR)
        else:
            self.due_at |= dict.fromkeys(due, time.monotonic() + MINUTE)

    def _carry_on(self, step):
        """Batch by batch: a long import must hold up neither the mails nor the clocks."""
        if not self._is_due(step):
            return
        with self._guarded(step):
            for _ in step():
                if self.stop.is_set():
                    return
                self.heartbeats.beat()
                self._do_minutely()
                self._do_often()

    def _do(self, step, *arguments, every=0):
        """What the step gives, None when it is not its turn or it fails."""
        if not self._is_due(step):
            return None
        with self._guarded(step):
            result = step(*arguments)
            self.due_at[step] = time.monotonic() + every
            return result

    def _is_due(self, step):
        return not self.stop.is_set() and time.monotonic() >= self.due_at[step]

    @contextmanager
    def _guarded(self, step):
        """Progress, told when it is through: also that a step has failed is some."""
        try:
            with self.heartbeats.step(step.__name__):
                yield
        except DATABASE_IS_AWAY:
            raise
        except Exception as error:
            self._complain(f"step {step.__name__} failed: {error_frames(error)}")
            self.due_at[step] = time.monotonic() + PAUSE_AFTER_TROUBLE
            self.failed.append(step.__name__)
        self.heartbeats.beat()

    def _complain(self, complaint):
        """Once an hour of the same error in the same place."""
        if time.monotonic() >= self.quiet_until[complaint]:
            logger.error("worker %s", complaint)
            self.quiet_until[complaint] = time.monotonic() + HOUR


class Command(BaseCommand):
    help = (
        "发送待发邮件，更新搜索与检索的副本和列表快照，执行载体导入，按期删除个人信息；"
        "一直运行，Ctrl-C 或 SIGTERM 正常停止。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="只做一遍就退出（适合 cron）")
        parser.add_argument("--interval", type=float, default=2, help="两遍之间的秒数")

    def handle(self, *, once, interval, **options):
        stop = threading.Event()
        worker = Worker(stop)
        if once:
            self._work_once(worker)
            return
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: stop.set())
        logger.info("worker started")
        worker.heartbeats.notify("READY=1")
        worker.run(interval)
        worker.heartbeats.notify("STOPPING=1")
        logger.info("worker stopped")

    @staticmethod
    def _work_once(worker):
        try:
            worker.work()
            worker.heartbeats.write()
        except DATABASE_IS_AWAY as error:
            raise CommandError(f"连不上数据库，没有做完：{error_frames(error)}") from None
        if worker.failed:
            raise CommandError(f"没有全部做完，见日志：{'、'.join(worker.failed)}")
