"""What stands in the scenes: sheds, turbines, trees, cranes, towers, tents, bamboo."""

import math

from tools.scenes.shapes import box, facet, number, shape

CONTAINERS = ("#2f9a9a", "#d9a15c", "#8fa9b5", "#faf8f1", "#b07a3c")


def turbine(x, y, height, angle):
    mast = height * 0.018
    line = [(x - mast, y), (x + mast, y), (x + mast / 2, y - height), (x - mast / 2, y - height)]
    parts = [facet(line, "#f4f4ee")]
    for blade in range(3):
        turn = math.radians(angle + 120 * blade)
        along, up, long = math.cos(turn), math.sin(turn), height * 0.5
        hub = (x, y - height)
        belly = (
            x + along * long * 0.25 - up * height * 0.02,
            y - height + up * long * 0.25 + along * height * 0.02,
        )
        parts.append(facet([hub, belly, (x + along * long, y - height + up * long)], "#fbfbf6"))
    return "".join(parts)


def tree(x, y, radius):
    left, right, top = number(x - radius), number(x + radius), number(y - radius * 2.4)
    high = number(y - radius * 2.2)
    crown = f"M{left} {y}Q{left} {high} {x} {top}Q{right} {high} {right} {y}Z"
    shade = f"M{x} {top}Q{right} {high} {right} {y}H{number(x + radius * 0.1)}Z"
    return shape(crown, "#6f9a6a") + shape(shade, "#567f58")


def shed(x, y, width, height, roof="#2f9a9a", depth=26):
    """A hall seen from its long side, with windows."""
    right, back, lift = x + width, x + width + depth, depth * 0.35
    parts = [
        box(x, y, width, height, "#f4f2ea"),
        facet(
            [(right, y), (back, y - lift), (back, y - lift - height), (right, y - height)],
            "#c3c9c6",
        ),
        facet(
            [
                (x - 3, y - height),
                (right, y - height),
                (right + depth / 2, y - height - 14),
                (x + depth / 2 - 3, y - height - 14),
            ],
            roof,
        ),
        facet(
            [(right, y - height), (back, y - lift - height), (right + depth / 2, y - height - 14)],
            "#d9dad1",
        ),
    ]
    for window in range(int((width - 10) // 22)):
        parts.append(box(x + 8 + window * 22, y - height * 0.35, 12, height * 0.3, "#9db6bb"))
    return "".join(parts)


def containers(x, y, places, wide, turn):
    """Stacks of one to three beside each other; `turn` mixes heights and colours."""
    parts = []
    for place in range(places):
        for level in range(1 + (place * turn) % 3):
            colour = CONTAINERS[(place * (turn % 4) + level) % len(CONTAINERS)]
            parts.append(box(x + place * (wide + 3), y - level * 15, wide, 14, colour))
    return parts


def crane(x, y):
    """Of a quay, its boom over the water."""
    top = y - 120
    line = (
        f"M{x} {y}V{top}M{x + 36} {y}V{top}M{x - 78} {top}H{x + 62}M{x} {top}l18-32 18 32"
        f"M{x + 18} {top - 32}L{x - 74} {top}M{x} {top + 54}H{x + 36}"
    )
    return f'<path d="{line}" fill="none" stroke="#b0622f" stroke-width="5"/>'


def tower(x, y, width, height, front, side):
    parts = [
        box(x, y, width, height, front),
        facet(
            [
                (x + width, y),
                (x + width + 18, y - 4),
                (x + width + 18, y - height - 6),
                (x + width, y - height),
            ],
            side,
        ),
    ]
    floors = range(int(height // 13) - 1)
    line = "".join(f"M{x + 6} {number(y - 10 - floor * 13)}h{width - 12}" for floor in floors)
    parts.append(f'<path d="{line}" stroke="{side}" stroke-width="4" opacity=".5"/>')
    return "".join(parts)


def tent(x, y, scale):
    """Of herders, white with a door."""

    def at(across, up):
        return f"{number(x + across * scale)} {number(y + up * scale)}"

    door = [(x - 8 * scale, y), (x + 8 * scale, y)]
    door += [(x + 8 * scale, y - 18 * scale), (x - 8 * scale, y - 18 * scale)]
    walls = f"M{at(-40, 0)}L{at(-40, -22)}L{at(40, -22)}L{at(40, 0)}Z"
    roof = f"M{at(-44, -22)}Q{at(0, -60)} {at(44, -22)}Z"
    shade = f"M{at(0, -41)}Q{at(30, -38)} {at(44, -22)}L{at(6, -22)}Z"
    parts = [shape(walls, "#faf8f1"), shape(roof, "#f0ead9"), shape(shade, "#d6cdb4")]
    return "".join([*parts, facet(door, "#b0622f")])


def bamboo(x, y, height, lean):
    """One culm that bends under its leaves."""
    thick, top = height * 0.014, x + lean
    line = (
        f"M{number(x - thick)} {number(y)}"
        f"Q{number(x)} {number(y - height * 0.6)} {number(top)} {number(y - height)}"
        f"Q{number(x + thick * 1.5)} {number(y - height * 0.6)} {number(x + thick)} {number(y)}Z"
    )
    parts = [shape(line, "#5f8f4f")]
    for knot in range(8):
        share = 0.42 + knot * 0.077
        at, up = x + lean * share * share, y - height * share
        side, long = (-1 if knot % 2 else 1), height * (0.13 - 0.004 * knot)
        colour = "#86b06a" if knot % 3 else "#6f9d58"
        for droop in (0.15, 0.62):
            leaf = [
                (at, up),
                (at + side * long * 0.5, up + long * (droop - 0.1)),
                (at + side * long, up + long * (droop + 0.25)),
                (at + side * long * 0.45, up + long * (droop + 0.1)),
            ]
            parts.append(facet([(round(a), round(b)) for a, b in leaf], colour))
    return "".join(parts)
