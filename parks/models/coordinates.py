"""Where a park or a listing can lie: WGS-84 degrees inside China, sea areas included."""

from django.db import models
from django.db.models import Q

COORDINATES_IN_CHINA = models.CheckConstraint(
    condition=(Q(latitude__isnull=True) | Q(latitude__range=(3, 54)))
    & (Q(longitude__isnull=True) | Q(longitude__range=(73, 136))),
    name="%(app_label)s_%(class)s_coordinates_in_china",
    violation_error_message="坐标应在中国范围内（WGS-84，纬度 3–54，经度 73–136）。",
)
