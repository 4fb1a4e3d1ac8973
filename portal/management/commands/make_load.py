"""Fill the database with synthetic content, for measuring at size."""

from django.core.management.base import BaseCommand, CommandError

from portal.load.entries import clear_entries, make_entries
from portal.load.listings import clear_listings, make_listings
from portal.load.places import clear_places


class Command(BaseCommand):
    help = "写入合成数据，用来测量大数据量下的速度；--clear 删除这些数据。"

    def add_arguments(self, parser):
        parser.add_argument("--entries", type=int, default=0, help="搜索条目的数量")
        parser.add_argument("--listings", type=int, default=0, help="载体（土地与空间）的数量")
        parser.add_argument("--clear", action="store_true", help="先删除已有的合成数据")

    def handle(self, *, entries, listings, clear, **options):
        if not clear and entries <= 0 and listings <= 0:
            raise CommandError(
                "请写明要生成什么，例如 --entries 100000 或 --listings 100000，或用 --clear 删除。"
            )
        if clear:
            self._clear()
        if entries > 0:
            make_entries(entries, self._reporter("搜索条目"))
            self.stdout.write(f"已生成搜索条目 {entries} 条。")
        if listings > 0:
            make_listings(listings, self._reporter("载体"))
            self.stdout.write(f"已生成载体 {listings} 处，站点地址 /load/。")

    def _clear(self):
        self.stdout.write(f"已删除合成的搜索条目 {clear_entries()} 条。")
        self.stdout.write(f"已删除合成的载体 {clear_listings()} 处。")
        self.stdout.write(f"已删除合成的园区 {clear_places()} 个。")

    def _reporter(self, what):
        def report(done):
            if done % 50_000 == 0:
                self.stdout.write(f"{what}：{done}")

        return report
