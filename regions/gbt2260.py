"""The region tree of GB/T 2260: read from regions/data/divisions.json, written parents first."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.db import transaction

from regions.models import Region, RegionAlias

DIVISIONS = Path(__file__).parent / "data" / "divisions.json"
# Slugs, romanised names and places may be corrected by hand; loading again leaves them alone.
KEPT_IN_STEP = ("parent", "path", "level", "name", "short_name", "kind")
# GB/T 2260 gives 台湾省 the code 710000; the source leaves it out.
TAIWAN = "710000"
SUFFIXES = (
    *("特别行政区", "行政委员会", "自治州", "自治县", "自治旗", "自治区", "新区", "地区"),
    *("省", "市", "盟", "县", "区", "旗"),
)


@dataclass(frozen=True)
class Division:
    """One unit: six-digit adcode, names, the parent's adcode ('' for a province)."""

    adcode: str
    name: str
    short_name: str
    type: str
    parent: str
    kind: str = "statutory"
    slug: str = ""
    romanised: str = ""
    latitude: float | None = None
    longitude: float | None = None


PEOPLES = (
    *("壮族", "回族", "维吾尔", "蒙古族", "蒙古", "藏族", "羌族", "彝族", "苗族", "侗族", "布依族"),
    *("朝鲜族", "土家族", "哈萨克", "柯尔克孜", "白族", "傣族", "景颇族", "傈僳族", "哈尼族"),
)


def short_name(name: str) -> str:
    """格尔木市 → 格尔木, 伊犁哈萨克自治州 → 伊犁; never shrinks to a single character."""
    suffix = next((s for s in SUFFIXES if name.endswith(s)), "")
    if not suffix or len(name) - len(suffix) < 2:
        return name
    stem = name.removesuffix(suffix)
    while suffix.startswith("自治") and (people := _last_people(stem)):
        stem = stem.removesuffix(people)
    return stem


def _last_people(stem: str) -> str:
    return next((p for p in PEOPLES if stem.endswith(p) and len(stem) - len(p) >= 2), "")


def adcode(raw: str) -> str:
    return raw if raw.isdigit() and len(raw) == 6 else TAIWAN


def read_divisions(path: Path) -> Iterator[Division]:
    """All units of the file, provinces first, then prefectures, counties and statistical units."""
    data = json.loads(path.read_text(encoding="utf-8"))
    extras = data["extras"]
    for group in ("provinces", "prefectures", "counties", "statistical"):
        for row in data[group]:
            code = adcode(row["code"])
            extra = extras.get(code, {})
            yield Division(
                adcode=code,
                name=row["name"],
                short_name=extra.get("short") or row.get("short") or short_name(row["name"]),
                type=row["type"],
                parent=adcode(row["parent"]) if "parent" in row else "",
                kind=row.get("kind", "statutory"),
                slug=extra.get("slug", row.get("slug", "")),
                romanised=extra.get("en", ""),
                latitude=extra.get("lat", row.get("lat")),
                longitude=extra.get("lon", row.get("lon")),
            )


def read_aliases(path: Path) -> list[dict[str, str]]:
    """Former and everyday names: {"old": "冷湖行委", "now": "632803", "since": "2018"}."""
    return json.loads(path.read_text(encoding="utf-8"))["aliases"]


@transaction.atomic
def load_divisions(path: Path = DIVISIONS) -> int:
    """Inserts or updates every unit and alias of the file; returns the number of units."""
    known: dict[str, Region] = {}
    divisions = sorted(read_divisions(path), key=level_of)
    for _, group in groupby(divisions, key=level_of):
        rows = Region.objects.bulk_create(
            [_region(division, known) for division in group],
            update_conflicts=True,
            unique_fields=["adcode"],
            update_fields=KEPT_IN_STEP,
        )
        known |= {region.adcode: region for region in rows}
    RegionAlias.objects.bulk_create(
        [_alias(row, known) for row in read_aliases(path)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["region", "since"],
    )
    return len(known)


def level_of(division: Division) -> Region.Level:
    """GB/T 2260: ××0000 is a province, ××××00 a prefecture, anything else a county."""
    if division.adcode.endswith("0000"):
        return Region.Level.PROVINCE
    is_prefecture = division.adcode.endswith("00")
    return Region.Level.PREFECTURE if is_prefecture else Region.Level.COUNTY


def _region(division: Division, known: dict[str, Region]) -> Region:
    parent = known[division.parent] if division.parent else None
    return Region(
        parent=parent,
        adcode=division.adcode,
        path=f"{parent.path if parent else ''}{division.adcode}/",
        level=level_of(division),
        name=division.name,
        short_name=division.short_name,
        slug=division.slug,
        romanised=division.romanised,
        latitude=division.latitude,
        longitude=division.longitude,
        kind=division.kind,
    )


def _alias(row: dict[str, str], known: dict[str, Region]) -> RegionAlias:
    return RegionAlias(name=row["old"], region=known[row["now"]], since=row.get("since", ""))
