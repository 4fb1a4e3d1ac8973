"""What to ask instead when a need is too strict: the next easier values, easiest last."""

import datetime
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from finding.needs import Asked

DOWN = (Decimal("0.9"), Decimal("0.75"), Decimal("0.5"))
UP = (Decimal("1.1"), Decimal("1.4"), Decimal("2"))
DAYS = (31, 92, 183)


def eased(asked: Asked) -> list[Asked]:
    """The same need with easier values; empty where it can only be dropped."""
    values = {
        "at_least": lambda value: [_nice(value * factor, ROUND_FLOOR) for factor in DOWN],
        "at_most": lambda value: [_nice(value * factor, ROUND_CEILING) for factor in UP],
        "by_date": lambda value: [value + datetime.timedelta(days) for days in DAYS],
        "between": _wider,
    }.get(asked.need.operator, lambda value: [])(asked.value)
    return [Asked(asked.need, value) for value in dict.fromkeys(values) if value != asked.value]


def _wider(span):
    spans = []
    for down, up in zip(DOWN, UP, strict=True):
        low = None if span.low is None else _nice(span.low * down, ROUND_FLOOR)
        high = None if span.high is None else _nice(span.high * up, ROUND_CEILING)
        spans.append(replace(span, low=low, high=high, about=None, within=""))
    return spans


def _nice(value, rounding):
    """Halves below 10, two digits above: 8.1 → 8, 6.75 → 6.5, 13,333 → 13,000."""
    if value < 1:
        return value.quantize(Decimal("0.1"), rounding)
    if value < 10:
        return (value * 2).quantize(Decimal(1), rounding) / 2
    step = Decimal(10) ** (value.adjusted() - 1)
    return (value / step).quantize(Decimal(1), rounding) * step
