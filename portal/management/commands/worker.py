"""Sends owed mails, imports confirmed lists and erases what is due, until it is told to stop."""

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from exchange.jobs import drop_old_files, work_off
from leads.notifications.outbox import address_pending, deliver_due
from leads.retention import purge

logger = logging.getLogger(__name__)

PURGE_EVERY = 3600  # seconds


class Command(BaseCommand):
    help = "发送待发邮件，执行载体导入，按期删除个人信息；一直运行，Ctrl-C 或 SIGTERM 正常停止。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="只做一遍就退出（适合 cron）")
        parser.add_argument("--interval", type=float, default=2, help="两遍之间的秒数")

    def handle(self, *, once, interval, **options):
        if once:
            self.work(is_purge_due=True)
            return
        stop = threading.Event()
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: stop.set())
        logger.info("worker started")
        self.loop(stop, interval)
        logger.info("worker stopped")

    def loop(self, stop, interval):
        purge_at = 0
        while not stop.is_set():
            is_purge_due = time.monotonic() >= purge_at
            close_old_connections()
            try:
                self.work(is_purge_due=is_purge_due, stop=stop)
            except Error as error:  # The database is away: nothing is lost, try again.
                logger.warning("worker pass failed: %s", type(error).__name__)
            else:
                purge_at = time.monotonic() + PURGE_EVERY if is_purge_due else purge_at
            stop.wait(interval)

    def work(self, *, is_purge_due, stop=None):
        """One pass; few mails at a time, so that a stop does not wait for a long queue."""
        is_stopped = stop.is_set if stop else bool
        address_pending()
        while deliver_due(limit=5) and not is_stopped():
            pass
        if is_purge_due:
            purge(timezone.now())
            drop_old_files(timezone.now())
        for _ in work_off():  # a long import must not hold up the mails
            if is_stopped():
                return
            address_pending()
            deliver_due(limit=5)
