"""Flat facets as SVG: the few shapes of which every scene is put together."""

WIDTH, HEIGHT = 1600, 620
# Above it the picture is empty: the page's own sky, by day or by night, shows through.
HORIZON = 280

type Point = tuple[float, float]


def number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def facet(points: list[Point], fill: str, opacity: float | None = None) -> str:
    """A polygon."""
    line = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return shape(f"M{line}Z", fill, opacity)


def shape(line: str, fill: str, opacity: float | None = None) -> str:
    seen = f' opacity="{opacity}"' if opacity else ""
    return f'<path d="{line}" fill="{fill}"{seen}/>'


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Standing on y."""
    right, top = x + width, y - height
    return facet([(x, y), (right, y), (right, top), (x, top)], fill)


def plane(top: float, fill: str) -> str:
    """From there to the lower edge."""
    height = number(HEIGHT - top)
    return f'<rect y="{number(top)}" width="{WIDTH}" height="{height}" fill="{fill}"/>'


def blend(one: str, other: str, share: float) -> str:
    """A colour between two."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def gradient(name: str, stops: list[tuple]) -> str:
    """From top to bottom: (where, colour) or (where, colour, how opaque)."""
    drawn = "".join(_stop(*stop) for stop in stops)
    return f'<linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">{drawn}</linearGradient>'


def _stop(offset, colour, opacity=None):
    seen = "" if opacity is None else f' stop-opacity="{opacity}"'
    return f'<stop offset="{offset}" stop-color="{colour}"{seen}/>'


def haze(middle: float, height: float = 90, colour: str = "#f3ead8") -> tuple[str, str]:
    """(definition, band): far land fades into the air over the near one."""
    stops = [(0, colour, 0), (0.58, colour, 0.82), (1, colour, 0)]
    top, depth = number(middle - height), number(height * 1.75)
    band = f'<rect y="{top}" width="{WIDTH}" height="{depth}" fill="url(#haze)"/>'
    return gradient("haze", stops), band


def picture(defs: str, parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    body = "".join(parts)
    return f'{head} preserveAspectRatio="xMidYMax slice"><defs>{defs}</defs>{body}</svg>\n'
