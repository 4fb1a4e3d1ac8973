"""Rewrites static/geo from the outlines of npm's echarts; needed only when their form changes."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from maps.outlines import province_outline
from regions.gbt2260 import TAIWAN

TARGET = settings.BASE_DIR / "static" / "geo"
SOURCE = "Apache ECharts 4.9.0 map/json（Apache-2.0），已简化；示意，不作划界依据"


class Command(BaseCommand):
    help = "从 npm 包 echarts@4.9.0 的 map/json 生成各省底图 static/geo/*.json。"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="echarts 的 map/json 文件夹")

    def handle(self, *, folder, **options):
        if not (folder / "china.json").is_file():
            raise CommandError(
                f"{folder} 里没有 china.json：请给出 echarts@4.9.0 的 map/json 文件夹。"
            )
        country = _read(folder / "china.json")
        names = {area["id"]: area["properties"]["name"] for area in country["features"]}
        TARGET.mkdir(exist_ok=True)
        for code, areas in _provinces(folder, country):
            outline = province_outline(areas, country, names[code])
            text = json.dumps(
                {"source": SOURCE} | outline, ensure_ascii=False, separators=(",", ":")
            )
            (TARGET / f"{code[:2]}.json").write_text(text + "\n", encoding="utf-8")
            self.stdout.write(f"{code} {names[code]} {len(text) // 1024} KB")


def _provinces(folder, country):
    """(code, its areas); 台湾省 whole, as echarts took its parts from Natural Earth."""
    whole = {area["id"]: [area] for area in country["features"]}
    yield TAIWAN, whole[TAIWAN]
    for path in sorted((folder / "province").glob("*.json")):
        areas = _read(path)["features"]
        codes = [area["id"] for area in areas if "id" in area]
        if codes:
            yield f"{codes[0][:2]}0000", areas


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))
