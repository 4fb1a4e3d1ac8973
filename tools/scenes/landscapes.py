"""The scenes themselves. Phones see x 600–1190 of 1600: what a scene is about stands there."""

import itertools
import math
import random

from tools.scenes.landforms import dunes, fields, glints, hills, peaks, slope
from tools.scenes.shapes import (
    HEIGHT,
    HORIZON,
    WIDTH,
    blend,
    box,
    facet,
    gradient,
    haze,
    number,
    picture,
    plane,
    shape,
)
from tools.scenes.things import bamboo, containers, crane, shed, tent, tower, tree, turbine

H = HORIZON


def neutral() -> str:
    """Low hills and a road: wrong nowhere."""
    chance = random.Random(2)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 10)
    road = [(700, HEIGHT), (860, HEIGHT), (905, 430), (952, 352), (944, 352), (880, 432)]
    return picture(
        defs,
        [
            *hills(chance, H + 6, 92, 5, "#c6d3d3", "#b3c4c6", 1.1),
            *hills(chance, H + 26, 70, 7, "#a9bfb9", "#94aeaa", 3.2),
            mist,
            *hills(chance, H + 84, 62, 4, "#c9cfb0", "#b6c09c", 5.3),
            slope(H + 150, 50, 3, "#d9d4b4", 2.2),
            slope(H + 232, 60, 2.4, "#e4d9b8", 4.4),
            facet(road, "#f7f1e0"),
        ],
    )


def plain() -> str:
    """Fields, a canal, workshops, wind turbines."""
    chance = random.Random(4)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 4, 70)
    depths = [0.95, 1.2, 1.55, 2.05, 2.8, 4, 6, 9.5, 16]
    canal = [(1010, HEIGHT), (1130, HEIGHT), (874, H + 6), (871, H + 6)]
    left = [tree(x, H + 10 + (k % 3) * 2, 9 + k % 4 * 2) for k, x in enumerate(range(90, 620, 30))]
    right = [tree(1210 + k * 34, H + 12, 10 + k % 3 * 2) for k in range(11)]
    return picture(
        defs,
        [
            slope(H + 4, 30, 6, "#bccdc7", 1),
            mist,
            plane(H, "#dfe2bd"),
            *fields(chance, depths, [at * 0.7 for at in range(-14, 15)]),
            facet(canal, "#a9d3cb"),
            *left,
            *right,
            shed(690, H + 24, 150, 34),
            shed(868, H + 22, 110, 28, "#c98f4e"),
            turbine(340, H + 12, 150, 12),
            turbine(1330, H + 8, 120, 40),
            turbine(1450, H + 8, 104, 75),
        ],
    )


def coast() -> str:
    """A quay with cranes and a ship that comes in."""
    chance = random.Random(6)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 2, 60, "#eef0e6")
    defs += gradient("water", [(0, "#b9dcd8"), (0.35, "#6fb6b5"), (1, "#2f8d92")])
    quay = [(760, H + 40), (1620, H + 26), (1620, H + 92), (830, H + 86)]
    wall = [(830, H + 86), (1620, H + 92), (1620, H + 104), (836, H + 96)]
    hull = [(330, H + 92), (742, H + 86), (716, H + 132), (364, H + 132)]
    deck = [(330, H + 92), (742, H + 86), (739, H + 92), (333, H + 98)]
    bridge = [(672, H + 87), (716, H + 86), (712, H + 26), (676, H + 27)]
    panes = [(676, H + 40), (713, H + 39), (713, H + 47), (676, H + 48)]
    beach = [(190, H + 268), (420, H + 312), (560, HEIGHT)]
    foam = [(600, HEIGHT), (450, H + 306), (200, H + 258), (-10, H + 240)]
    return picture(
        defs,
        [
            *hills(chance, H + 2, 74, 6, "#b4c7c6", "#9db6b8", 2.0),
            mist,
            plane(H, "url(#water)"),
            *glints(chance, H + 8, 46),
            facet(quay, "#d9d3bf"),
            facet(wall, "#a79f8a"),
            *containers(900, H + 70, 16, 40, 7),
            *(crane(x, H + 76) for x in (860, 1060, 1270, 1450)),
            facet(hull, "#1d5f6b"),
            facet(deck, "#e9c27d"),
            *containers(362, H + 90, 11, 24, 5),
            facet(bridge, "#faf8f1"),
            facet(panes, "#5d97a3"),
            facet([(-10, HEIGHT), (-10, H + 250), *beach], "#efe3c4"),
            facet([(-10, H + 250), *beach, *foam], "#fbfaf2", 0.8),
        ],
    )


def bamboo_hills() -> str:
    """Green hills, a river, halls on a slope between bamboo."""
    chance = random.Random(11)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 30, 110, "#eef2e4")
    river = [(620, HEIGHT), (900, HEIGHT), (820, 520), (930, 470)]
    river += [(1010, 432), (1000, 429), (880, 456), (700, 520)]
    grove = (
        *((560, 622, 240, -34), (626, 616, 200, 20)),
        *((1168, 612, 176, -24), (1204, 618, 216, 30)),
        *((-6, 640, 470, 70), (70, 640, 400, 90), (150, 640, 330, 60), (240, 640, 250, 54)),
        *((1606, 640, 480, -80), (1530, 640, 410, -70)),
        *((1450, 640, 330, -74), (1376, 640, 240, -40)),
    )
    return picture(
        defs,
        [
            *hills(chance, H + 10, 150, 5, "#c3d4cd", "#aec5bd", 0.6),
            *hills(chance, H + 46, 128, 6, "#9dbba6", "#86a993", 2.7),
            mist,
            *hills(chance, H + 120, 112, 5, "#7ea37c", "#678e69", 4.4),
            slope(H + 196, 74, 4, "#a9bf83", 1.4),
            slope(H + 260, 60, 3, "#bccb92", 3.4),
            facet(river, "#b5dbd2"),
            shed(930, 470, 130, 36, "#5b6f74"),
            shed(1090, 462, 90, 30, "#5b6f74"),
            *(bamboo(*culm) for culm in grove),
        ],
    )


TOWERS = (
    ("#8fbec6", "#5d97a3"),
    ("#a9c3c6", "#7fa4aa"),
    ("#d6cdb4", "#b8ab88"),
    ("#faf8f1", "#ccd0ca"),
)


def city() -> str:
    """Towers over a river with a bridge."""
    chance = random.Random(9)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 40, 100)
    defs += gradient("water", [(0, "#b5d6d4"), (1, "#5fa6a9")])
    shore = f"M0 {H + 80}H{WIDTH}V{H + 104}H0Z"
    deck = f"M-20 {H + 170}Q300 {H + 96} 640 {H + 92}L660 {H + 104}Q320 {H + 112} -20 {H + 196}Z"
    side = f"M-20 {H + 196}Q320 {H + 112} 660 {H + 104}V{H + 110}Q320 {H + 120} -20 {H + 208}Z"
    piers = [box(x, H + 261 - x * 0.2, 12, 71 - x * 0.05, "#a79f8a") for x in range(40, 600, 110)]
    return picture(
        defs,
        [
            *hills(chance, H + 20, 70, 5, "#c6d3d6", "#b3c4ca", 1.9),
            *_far_blocks(chance),
            mist,
            *_near_towers(chance),
            *(tree(k * 38 + 10, H + 80, 13 + k % 3 * 3) for k in range(43)),
            shape(shore, "#d9d3bf"),
            plane(H + 104, "url(#water)"),
            *glints(chance, H + 112, 34, "#e3f1ec"),
            *piers,
            shape(deck, "#f4efe2"),
            shape(side, "#b9b29c"),
        ],
    )


def _far_blocks(chance):
    x = -20
    while x < WIDTH:
        width = chance.choice([38, 52, 64])
        height = 40 + chance.random() * 110 * (0.5 + 0.5 * math.sin(x / 250))
        yield box(x, H + 50, width, height, "#b7c7cc")
        x += width + chance.choice([4, 10, 22])


def _near_towers(chance):
    x = 30
    while x < WIDTH:
        width = chance.choice([54, 70, 88])
        # Highest where phones look, too.
        height = 50 + chance.random() * 60 + 140 * math.exp(-(((x - 960) / 240) ** 2))
        yield tower(x, H + 70, width, height, *chance.choice(TOWERS))
        x += width + chance.choice([30, 46, 64])


def desert() -> str:
    """Dunes, rows of solar panels, wind turbines."""
    chance = random.Random(5)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 12, 80)
    tops = [(0.06, 0.5), (0.18, 0.8), (0.31, 0.5), (0.47, 0.7), (0.62, 0.5)]
    tops += [(0.78, 0.9), (0.93, 0.6)]
    return picture(
        defs,
        [
            *peaks(chance, H + 8, 92, tops, "#cfc3b0", "#bba98f"),
            mist,
            *dunes(H + 46, 40, 4, 1, "#e3cfa2", "#cdb380"),
            *dunes(H + 120, 66, 3, 2.4, "#ead7ab", "#d3b983"),
            *_panels(chance),
            *dunes(H + 292, 84, 2, 4.3, "#f0e0b8", "#dcc390"),
            turbine(190, H + 60, 170, 8),
            turbine(330, H + 44, 130, 50),
            turbine(440, H + 40, 104, 84),
        ],
    )


def _panels(chance):
    for row in range(5):
        y, scale = H + 132 + row * 22, 0.62 + row * 0.16
        for place in range(17):
            x = 560 + place * 66 * scale - row * 76
            corners = [(x, y), (x + 54 * scale, y)]
            corners += [(x + 48 * scale, y - 15 * scale), (x + 8 * scale, y - 15 * scale)]
            yield facet(corners, blend("#23506a", "#6fa3b8", chance.random() * 0.5))
            line = f"M{number(x + 4 * scale)} {number(y - 7 * scale)}h{number(48 * scale)}"
            width = number(1.6 * scale)
            yield f'<path d="{line}" stroke="#cfe2e6" stroke-width="{width}" opacity=".6"/>'


def grassland() -> str:
    """Meadows, tents, sheep, a winding stream, wind turbines."""
    chance = random.Random(8)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 20, 90, "#f1efdc")
    tops = [(0.05, 0.6), (0.2, 0.85), (0.36, 0.55), (0.52, 0.75), (0.7, 0.5)]
    tops += [(0.86, 0.8), (0.98, 0.6)]
    stream = (
        f"M980 {HEIGHT}Q900 520 1060 470T980 400T1090 356"
        f"L1082 354Q930 392 1000 440T830 520T850 {HEIGHT}Z"
    )
    return picture(
        defs,
        [
            *peaks(chance, H + 10, 96, tops, "#c3d0cd", "#aebfc0"),
            mist,
            *hills(chance, H + 60, 62, 5, "#b6c78b", "#a0b678", 2.0),
            *hills(chance, H + 132, 78, 4, "#a3bd75", "#8eab64", 4.1),
            slope(H + 226, 70, 3, "#b9cb84", 1.1),
            slope(H + 300, 60, 2.3, "#c9d494", 3.3),
            shape(stream, "#a9d6d2"),
            *(tent(x, y, s) for x, y, s in ((760, 462, 1), (850, 452, 0.8), (660, 476, 0.95))),
            *_sheep(chance),
            turbine(1180, H + 34, 140, 10),
            turbine(1300, H + 28, 120, 48),
            turbine(1420, H + 34, 150, 80),
        ],
    )


def _sheep(chance):
    for _ in range(58):
        x, y = 900 + chance.random() * 620, 425 + chance.random() * 120
        size = 2 + (y - 400) / 40
        colour = chance.choice(["#fdfbf3", "#f4efe2", "#e6dcc4"])
        at = f'cx="{number(x)}" cy="{number(y)}" rx="{number(size * 1.6)}" ry="{number(size)}"'
        yield f'<ellipse {at} fill="{colour}"/>'


def salt_lake() -> str:
    """Ponds of brine in many blues, heaps of salt, a far bare range."""
    chance = random.Random(7)  # noqa: S311 -- the same picture each time
    defs, mist = haze(H + 8, 84)
    tops = [(0.04, 0.55), (0.15, 0.8), (0.27, 0.6), (0.4, 0.85), (0.53, 0.6)]
    tops += [(0.66, 0.95), (0.8, 0.7), (0.94, 0.85)]
    return picture(
        defs,
        [
            *peaks(chance, H + 6, 128, tops, "#b3c5ca", "#8fa7b1"),
            mist,
            plane(H, "#efe6d0"),
            *_ponds(chance),
            *_salt_heaps(),
            shed(1010, H + 40, 150, 30, "#2f9a9a"),
            shed(1186, H + 38, 90, 24, "#c98f4e"),
        ],
    )


BRINE = ("#2f9a9a", "#4fb0ad", "#7ccabf", "#a5d9cd", "#3f8fa3", "#66b9c0", "#2b8295")


def _ponds(chance):
    """Basins in perspective, no two rows alike, their dams left white between them."""
    depths = [0.95, 1.35, 1.9, 2.6, 3.6, 5, 6.6]
    for near, far in itertools.pairwise(depths):
        left = -11 + chance.random()
        while left < 11:
            right = left + chance.choice([0.8, 1.3, 1.9, 2.4])
            ends = [(left, near), (right, near), (right, far), (left, far)]
            corners = [_dammed(x, z, left, right, near) for x, z in ends]
            across = [x for x, _ in corners]
            if max(across) >= -10 and min(across) <= WIDTH + 10:
                pale = min(0.5, max(0, (far - 2) * 0.06))
                yield facet(corners, blend(chance.choice(BRINE), "#efe6d0", pale))
            left = right


def _dammed(x, depth, left, right, near):
    """A corner in the picture, drawn in by half a dam; all rows run a little askew."""
    inwards = x + (0.03 if x == left else -0.03) * (right - left > 0)
    z = depth * (1.025 if depth == near else 0.985)
    return WIDTH * 0.4 + (inwards + 0.16 * z) * HEIGHT * 0.9 / z, H + HEIGHT * 0.9 / z


def _salt_heaps():
    """White cones at the harvest, lit from the left."""
    for x, y, size in ((760, 350, 30), (840, 346, 24), (906, 342, 18), (690, 356, 38)):
        top = y - size
        yield facet([(x - size * 1.6, y), (x, top), (x + size * 1.6, y)], "#fdfcf6")
        yield facet([(x, top), (x + size * 1.6, y), (x + size * 0.25, y)], "#cfd9d8")


SCENES = {
    "neutral": neutral,
    "plain": plain,
    "coast": coast,
    "hills": bamboo_hills,
    "city": city,
    "desert": desert,
    "salt-lake": salt_lake,
    "grassland": grassland,
}
