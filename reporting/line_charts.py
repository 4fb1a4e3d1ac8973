"""A line over time as SVG: figures to points of a drawing, its marks and what readers are told."""

from dataclasses import dataclass

WIDTH, HEIGHT = 300, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 290, 22, 150
STEPS = (1, 2, 5)  # of a scale, times a power of ten


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class LineChart:
    """`path` runs through all points, in pieces where a value is unknown; `words` say it all."""

    path: str
    points: list[Mark]
    grid: list[Mark]
    ends: list[Mark]
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def line_chart(rows, *, unit) -> LineChart | None:
    """Of (name, value or None) in their order; None where fewer than two are known."""
    known = [value for _, value in rows if value is not None]
    if len(known) < 2:
        return None
    top = _top(max(known))
    step = (RIGHT - LEFT - 12) / max(len(rows) - 1, 1)
    spots = [
        None if value is None else Mark(round(LEFT + 6 + place * step, 1), _y(value, top), name)
        for place, (name, value) in enumerate(rows)
    ]
    words = "，".join(f"{name} {value:.1f} {unit}" for name, value in rows if value is not None)
    return LineChart(
        path=_path(spots),
        points=[spot for spot in spots if spot],
        grid=[Mark(LEFT - 6, _y(mark, top), f"{mark:g}") for mark in (0, top / 2, top)],
        ends=[
            Mark(LEFT, BOTTOM + 24, rows[0][0]),
            Mark(RIGHT, BOTTOM + 24, rows[-1][0]),
        ],
        words=words,
    )


def _top(highest):
    """The least round figure that is no lower."""
    scale = 1.0
    while scale * STEPS[-1] * 2 < highest:
        scale *= 10
    return next(step * scale for step in (*STEPS, 10) if step * scale >= highest)


def _y(value, top):
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _path(spots):
    parts, is_begun = [], False
    for spot in spots:
        if spot is not None:
            parts.append(f"{'L' if is_begun else 'M'}{spot.x} {spot.y}")
        is_begun = spot is not None
    return "".join(parts)
