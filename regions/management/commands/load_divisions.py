"""manage.py load_divisions: the region tree of GB/T 2260."""

from django.core.management.base import BaseCommand

from regions.gbt2260 import load_divisions


class Command(BaseCommand):
    help = "载入全国行政区划（GB/T 2260）及别名；可以反复运行。"

    def handle(self, *args, **options):
        count = load_divisions()
        self.stdout.write(f"已载入 {count} 个行政区划。")
