"""The region tree of GB/T 2260: read from regions/data/divisions.json, written parents first."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.db import transaction

from regions.models import Region, RegionAlias, RegionSpelling
from regions.spellings import stem_of

DATA = Path(__file__).parent / "data"
DIVISIONS = DATA / "divisions.json"
FORMER_NAMES = DATA / "former_names.json"
ROMANISED_NAMES = DATA / "romanised_names.json"
# Slugs, romanised names and places may be corrected by hand; loading again leaves them alone.
KEPT_IN_STEP = ("parent", "path", "level", "name", "short_name", "kind")
# GB/T 2260 gives 台湾省 the code 710000; the source leaves it out.
TAIWAN = "710000"


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


def short_name(name: str) -> str:
    """格尔木市 → 格尔木, 互助土族自治县 → 互助; never shrinks to a single character."""
    return stem_of(name)[0]


def adcode(raw: str) -> str:
    return raw if raw.isdigit() and len(raw) == 6 else TAIWAN


def read_divisions(path: Path = DIVISIONS) -> Iterator[Division]:
    """All units of the file, provinces first, then prefectures, counties and statistical units."""
    data = _read(path)
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


def read_aliases(path: Path = DIVISIONS) -> Iterator[tuple[str, str, str]]:
    """(name, today's adcode, year of the change or ""): everyday, former and Latin names."""
    for row in _read(path)["aliases"]:
        yield row["old"], row["now"], row.get("since", "")
    for name, code, since in _read(FORMER_NAMES)["names"]:
        yield name, code, since
    for code, names in _read(ROMANISED_NAMES)["names"].items():
        for name in names:
            yield name, code, ""


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


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
    rows = {(name, code): since for name, code, since in read_aliases(path) if code in known}
    RegionAlias.objects.bulk_create(
        [RegionAlias(name=n, region=known[c], since=since) for (n, c), since in rows.items()],
        update_conflicts=True,
        unique_fields=["region", "name"],
        update_fields=["since"],
    )
    RegionSpelling.objects.rewrite(Region.objects.all())
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
