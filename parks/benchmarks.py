"""A plot's control indicators beside the median of public plots of the same prefecture."""

from dataclasses import dataclass

from parks import attributes
from parks.display_values import Figure, number

# Fewer plots than this make no median worth the name.
ENOUGH_PLOTS = 3
# Where the larger of the two values ends on the bar, in per cent.
BAR_REACH = 72


@dataclass(frozen=True)
class Benchmark:
    """Widths and places on a bar of 100 units, and the same in words."""

    bar: int
    mark: int
    words: str


@dataclass(frozen=True)
class ControlRow:
    figure: Figure
    benchmark: Benchmark | None


def control_rows(terms, medians) -> list[ControlRow]:
    """One row an indicator; `medians` as LandTermsQuerySet.control_medians() gives them."""
    rows = []
    for row in attributes.CONTROLS:
        median, plots = medians.get(row.name, (None, 0))
        value = getattr(terms, row.name)
        is_comparable = plots >= ENOUGH_PLOTS and value is not None
        benchmark = _compare(float(value), median, plots) if is_comparable else None
        rows.append(ControlRow(row.figure(terms), benchmark))
    return rows


def _compare(value, median, plots):
    largest = max(value, median) or 1
    if abs(value - median) <= 0.01 * largest:
        word = "与中位数持平"
    else:
        word = "高于中位数" if value > median else "低于中位数"
    return Benchmark(
        bar=round(BAR_REACH * value / largest),
        mark=round(BAR_REACH * median / largest),
        words=f"{word} {number(median, 3)}（{plots} 宗）",
    )
