"""The reasons for refusing a place that every installation starts with."""

from parks.attributes import BY_NAME
from visits.models import RefusalReason

OF_ATTRIBUTES = tuple(
    BY_NAME[name].label for name in ("floor_height_m", "area_sqm", "price_amount")
)
REFUSAL_REASONS = (
    *OF_ATTRIBUTES,
    *("地面承载", "供电", "供水供气", "交通", "环保", "手续", "配套"),
    "其他",
)


def ensure_refusal_reasons(model=RefusalReason):
    """Create the missing ones; what the office changed stays as it is."""
    for position, name in enumerate(REFUSAL_REASONS, start=1):
        model.objects.get_or_create(name=name, defaults={"position": position})
