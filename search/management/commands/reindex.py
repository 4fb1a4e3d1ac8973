"""Rebuild every search entry: after a change of the cutter, its dictionary or a document."""

import sys
import time

from django.core.management.base import BaseCommand

from search.following import searchable_models
from search.reindexing import Rebuilding

SECONDS_BETWEEN_LINES = 10
BAR = 30


class Command(BaseCommand):
    help = (
        "重建全部搜索条目，并删除已无对应内容的条目；网站运行时可以执行。"
        "中断后再次执行，会从中断处继续。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--restart", action="store_true", help="不接着上次，从头开始")

    def handle(self, *, restart=False, **options):
        rebuilding = Rebuilding(restart=restart)
        if rebuilding.is_resumed:
            self.stdout.write("接着上次中断的地方继续。")
        started, everything = time.monotonic(), 0
        for model in searchable_models():
            everything += self._index(rebuilding, model)
        orphans = rebuilding.drop_orphans()
        rebuilding.finish()
        rate = everything / max(time.monotonic() - started, 0.001)
        self.stdout.write(f"完成；每秒 {rate:.0f} 条；删除无主条目 {orphans} 条。")

    def _index(self, rebuilding, model):
        name, total, done = model._meta.verbose_name, model._default_manager.count(), 0
        shown_at = time.monotonic()
        for number in rebuilding.index(model):
            done += number
            if self._is_terminal():
                filled = round(BAR * min(done / max(total, 1), 1))
                bar = "█" * filled + "░" * (BAR - filled)
                self.stdout.write(f"\r{name} {bar} {done}/{total}", ending="")
            elif time.monotonic() > shown_at + SECONDS_BETWEEN_LINES:
                shown_at = time.monotonic()
                self.stdout.write(f"{name}：{done}/{total}")
        self.stdout.write(("\r" if self._is_terminal() else "") + f"{name}：{done}")
        return done

    def _is_terminal(self):
        return self.stdout._out is sys.stdout and sys.stdout.isatty()
