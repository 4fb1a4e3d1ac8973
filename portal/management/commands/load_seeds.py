"""Load the demo data of seeds/; running it again changes nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.seeding.run import SEEDS, load_seeds
from portal.seeding.seed_files import SeedError

VERBS = [("created", "新建"), ("refreshed", "更新"), ("kept", "保留")]


class Command(BaseCommand):
    help = "载入演示数据（seeds/）：只补缺少的，不动编辑改过或删掉的。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--refresh", action="store_true", help="把标有“演示数据”的内容恢复成种子里的样子"
        )
        parser.add_argument(
            "--basics",
            action="store_true",
            help="只载入正式安装也需要的：地区、咨询主题、产业、政策类别、类别标签",
        )
        parser.add_argument(
            "--folder", type=Path, default=SEEDS, help="种子文件所在的目录，默认 seeds/"
        )

    def handle(self, *, refresh, basics, folder, **options):
        try:
            counts = load_seeds(folder, refresh=refresh, is_demo=not basics)
        except SeedError as error:
            raise CommandError(f"演示数据没有载入。{error}") from error
        if all(verb == "kept" for _, verb in counts):
            self.stdout.write("数据齐全，没有改动。")
            return
        for what in dict.fromkeys(what for what, _ in counts):
            said = [f"{verb} {counts[what, key]}" for key, verb in VERBS if counts[what, key]]
            self.stdout.write(f"{what}：{'，'.join(said)}")
