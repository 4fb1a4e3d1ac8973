"""Hills, ranges, dunes, fields and water as facets, lit from the left."""

import itertools
import math

from tools.scenes.shapes import (
    HEIGHT,
    HORIZON,
    WIDTH,
    blend,
    facet,
    number,
    shape,
)

FIELDS = ("#8fae6f", "#a5bd7c", "#c3c985", "#d9cf8d", "#7fa268", "#b4c68a")


def _wave(base, height, waves, phase, step=26):
    """A soft skyline from edge to edge."""
    return [(x, base - height * _rise(x, waves, phase)) for x in range(-20, WIDTH + 41, step)]


def _rise(x, waves, phase):
    turn = x / WIDTH * waves
    return 0.5 + 0.32 * math.sin(turn * 2.1 + phase) + 0.18 * math.sin(turn * 4.7 + phase * 2.3)


def slope(base, height, waves, colour, phase):
    """One even fold of land down to the lower edge."""
    line = _wave(base, height, waves, phase)
    return facet([*line, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], colour)


def hills(chance, base, height, waves, light, dark, phase):
    """The same with a darker facet on the lee side of each crest."""
    line = _wave(base, height, waves, phase)
    parts = [slope(base, height, waves, light, phase)]
    for crest, foot in _falls(line):
        if foot - crest > 3:
            (x, _), (low, _) = line[crest], line[foot]
            ends = [(low - 10, base + height * 0.5)]
            ends.append((x + 30 + chance.random() * 30, base + height * 0.35))
            parts.append(facet([*line[crest : foot + 1], *ends], dark, 0.55))
    return parts


def _falls(line):
    """(crest, foot) of each stretch that goes down, as places in the line."""
    for crest in range(2, len(line) - 3):
        before, here, after = (line[at][1] for at in (crest - 1, crest, crest + 1))
        if here < before and here < after:
            foot = crest
            while foot < len(line) - 1 and line[foot + 1][1] > line[foot][1]:
                foot += 1
            yield crest, foot


def peaks(chance, base, height, tops, light, dark):
    """A far range of bare, pointed tops without snow: [(x 0–1, height 0–1)]."""
    bottom, step = base + 40, 6
    line = _rough(chance, _rough(chance, _skyline(chance, base, height, tops)))
    parts = [facet([*line, (WIDTH * 1.06, bottom), (-0.06 * WIDTH, bottom)], light)]
    # Two halvings make four steps of each: a top and the saddle after it.
    for top in range(4, len(line) - 4, 8):
        (x, y), (low, _) = line[top], line[top + 4]
        spine = [(low, bottom)]
        for turn in range(step, 0, -1):
            lean = (chance.random() - 0.3) * height * 0.12
            spine.append((x + lean * turn, y + (bottom - y) * turn / step))
        parts.append(facet([*line[top : top + 5], *spine], dark, 0.55))
    return parts


def _skyline(chance, base, height, tops):
    line = [(-0.06 * WIDTH, base - height * 0.2)]
    for place, (at, rise) in enumerate(tops):
        if place:
            before, lower = tops[place - 1]
            saddle = min(lower, rise) * (0.3 + chance.random() * 0.2)
            middle = (before + at) / 2 + (chance.random() - 0.5) * 0.02
            line.append((middle * WIDTH, base - height * saddle))
        line.append((at * WIDTH, base - height * rise))
    return [*line, (1.06 * WIDTH, base - height * 0.2)]


def _rough(chance, line):
    """Each stretch broken in its middle, a little up or down."""
    broken = [line[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        long = math.hypot(x1 - x0, y1 - y0)
        x = (x0 + x1) / 2 + (chance.random() - 0.5) * long * 0.12
        y = (y0 + y1) / 2 + (chance.random() - 0.35) * long * 0.14
        broken += [(x, y), (x1, y1)]
    return broken


def dunes(base, height, waves, phase, light, dark):
    """Long folds of sand with a curved shadow."""
    line = [
        (x, base - height * (0.5 + 0.5 * math.sin(x / WIDTH * waves * 3.1 + phase)))
        for x in range(-20, WIDTH + 41, 30)
    ]
    parts = [facet([*line, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], light)]
    for crest, foot in _falls(line):
        x, y = line[crest]
        edge = "L".join(f"{number(a)} {number(b)}" for a, b in line[crest : foot + 1])
        back = (
            f"Q{number(x + 120)} {number(base + height * 0.5)}"
            f" {number(x + 40)} {number(base + height * 1.3)}"
            f"Q{number(x - 30)} {number(base + height * 0.3)} {number(x)} {number(y)}Z"
        )
        parts.append(shape(f"M{edge}{back}", dark, 0.6))
    return parts


def fields(chance, depths, columns, gap=0.022, skew=0.05):
    """A plain of strips in perspective, paler towards the horizon."""
    parts = []
    for near, far in itertools.pairwise(depths):
        for left, right in itertools.pairwise(columns):
            corners = [
                _seen(left + gap + skew * near, near * (1 + gap)),
                _seen(right - gap + skew * near, near * (1 + gap)),
                _seen(right - gap + skew * far, far * (1 - gap / 2)),
                _seen(left + gap + skew * far, far * (1 - gap / 2)),
            ]
            across = [x for x, _ in corners]
            if max(across) >= -10 and min(across) <= WIDTH + 10:
                pale = min(0.6, max(0, (far - 2) * 0.06))
                parts.append(facet(corners, blend(chance.choice(FIELDS), "#e6ebdc", pale)))
    return parts


def _seen(across, depth):
    """A point of the ground in the picture."""
    return WIDTH * 0.52 + across * HEIGHT * 0.95 / depth, HORIZON + HEIGHT * 0.95 / depth


def glints(chance, top, number_of, colour="#dff0ea"):
    """Light on water, longer the nearer."""
    parts = []
    for _ in range(number_of):
        y = top + chance.random() ** 1.6 * (HEIGHT - top - 20)
        near = (y - top) / (HEIGHT - top)
        wide, x = 40 + near * 200, chance.random() * WIDTH
        low = y + 2 + near * 3
        line = [(x, y), (x + wide, y - 1), (x + wide * 0.8, low), (x + wide * 0.2, low)]
        parts.append(facet(line, colour, 0.34))
    return parts
