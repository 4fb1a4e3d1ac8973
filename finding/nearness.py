"""How near what can be had is to the size wanted, in whole per cent of it.

It is part of a row's rank: what is unknown counts first, nearness within as many unknowns.
finding.snapshot.paging says the same of columns, with the same doubles.
"""

from django.db.models import Case, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Abs, Cast, Floor, Least

STEPS = 1_000  # ranks within one number of unknowns
FARTHEST = STEPS - 1  # ten times as large and beyond: all alike
# A part has to be divided off first: a whole that is nearer than this comes before it.
PART = 10


def in_sql(wanted: float, prefix=""):
    """Of an index row; `wanted` in ㎡."""
    whole, part = F(f"{prefix}area_sqm"), F(f"{prefix}divisible_from_sqm")
    size = Value(wanted, FloatField())
    of_the_part = Case(
        When(Q(**{f"{prefix}divisible_from_sqm__gt": wanted}), then=_per_cent(part, size) + PART),
        When(Q(**{f"{prefix}area_sqm__gte": wanted}), then=Value(float(PART))),
        default=Value(float(FARTHEST)),
        output_field=FloatField(),
    )
    nearest = Least(_per_cent(whole, size), of_the_part, Value(float(FARTHEST)))
    return Cast(nearest, IntegerField())


def _per_cent(sqm, size):
    return Floor(Abs(sqm - size) / size * Value(100.0), output_field=FloatField())
