"""Where a park or a listing can lie: WGS-84 degrees inside China, sea areas included."""

from django.db import models
from django.db.models import Q

from core.coordinate_systems import RANGES, Axis, distance_km
from regions.models import Region

# No unit of that level is as wide; 格尔木 with its exclave reaches 450 km from its seat.
FARTHEST_KM = {Region.Level.PROVINCE: 2000, Region.Level.PREFECTURE: 1000, Region.Level.COUNTY: 500}

COORDINATES_IN_CHINA = models.CheckConstraint(
    condition=(Q(latitude__isnull=True) | Q(latitude__range=RANGES[Axis.LATITUDE]))
    & (Q(longitude__isnull=True) | Q(longitude__range=RANGES[Axis.LONGITUDE])),
    name="%(app_label)s_%(class)s_coordinates_in_china",
    violation_error_message="坐标应在中国范围内（WGS-84，纬度 {}–{}，经度 {}–{}）。".format(
        *RANGES[Axis.LATITUDE], *RANGES[Axis.LONGITUDE]
    ),
)


def far_from_region(latitude, longitude, region) -> str:
    """A sentence where a place cannot lie in its region; "" where it may, or nobody can tell."""
    if region is None or None in {region.latitude, region.longitude}:
        return ""
    away = distance_km((latitude, longitude), (region.latitude, region.longitude))
    if away <= FARTHEST_KM[region.level]:
        return ""
    return f"离{region.name}有 {away:.0f} 公里，请检查坐标。"
