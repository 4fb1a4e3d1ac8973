"""Writes this machine's list snapshot; for machines without a worker, by a timer."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand

from core.database_clock import database_now
from finding.snapshot.writing import about_of, write


class Command(BaseCommand):
    help = "写出本机的列表快照（大量载体时列表的计数用）；--age 只说现有的有多旧。"

    def add_arguments(self, parser):
        parser.add_argument("--age", action="store_true", help="不写，只说现有快照有多旧")

    def handle(self, *, age, **options):
        if age:
            self.stdout.write(self._age())
            return
        started = time.perf_counter()
        for _ in write(settings.LIST_SNAPSHOT):
            pass
        self.stdout.write(f"已写出列表快照，用时 {time.perf_counter() - started:.1f} 秒。")

    @staticmethod
    def _age():
        about = about_of(settings.LIST_SNAPSHOT)
        if about is None:
            return "本机没有可用的列表快照，列表由数据库直接计数。"
        minutes = (database_now().timestamp() - about["made_at"]) / 60
        return f"本机的列表快照写于 {minutes:.0f} 分钟前；此后的改动另行记录，计数包含这些改动。"
