"""Rewrites regions/data/former_names.json; needed only when units have changed again."""

import csv
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from regions.former_names import Row, former_names
from regions.gbt2260 import FORMER_NAMES, read_divisions

SOURCE = "yescallop/areacodes result.csv（CC0 1.0），民政部 1981 年以来的县级以上行政区划代码"


class Command(BaseCommand):
    help = "从 yescallop/areacodes 的 result.csv 生成曾用名表 regions/data/former_names.json。"

    def add_arguments(self, parser):
        parser.add_argument("table", type=Path, help="result.csv")

    def handle(self, *, table, **options):
        if not table.is_file():
            raise CommandError(f"没有 {table}：请给出 yescallop/areacodes 的 result.csv。")
        with table.open(encoding="utf-8-sig", newline="") as lines:
            rows = [Row.of(line) for line in csv.DictReader(lines)]
        known = {division.adcode for division in read_divisions()}
        names = [name for name in former_names(rows) if name.adcode in known]
        lines = ",\n".join(json.dumps(name, ensure_ascii=False) for name in names)
        source = json.dumps(SOURCE, ensure_ascii=False)
        FORMER_NAMES.write_text(
            f'{{\n"source": {source},\n"names": [\n{lines}\n]\n}}\n', encoding="utf-8"
        )
        self.stdout.write(f"已写入 {len(names)} 个曾用名。")
