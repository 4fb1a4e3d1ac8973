"""Writing the GB/T 2260 tree to the database: idempotent, parents first."""

from itertools import groupby
from pathlib import Path

from django.db import transaction

from regions.divisions import Division, read_aliases, read_divisions
from regions.models import Region, RegionAlias

DIVISIONS = Path(__file__).parent / "data" / "divisions.json"
# Slugs, romanised names and places may be corrected by hand; loading again leaves them alone.
KEPT_IN_STEP = ("parent", "path", "level", "name", "short_name", "kind")


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
