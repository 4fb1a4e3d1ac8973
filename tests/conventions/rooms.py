"""The rooms of the house: how large each is and which imports which, and a drawing of it.

`python -m tests.conventions.rooms` writes docs/images/rooms.svg. Imports inside functions count.
"""

import tomllib
from collections import Counter
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# From the bottom up; rooms that share a step do not know each other.
STEPS = [
    step.split(" : ") for step in PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"][::-1]
]
STAIRCASE = [room for step in STEPS for room in step]
STEP_OF = {room: number for number, step in enumerate(STEPS) for room in step}
DRAWING = ROOT / "docs" / "images" / "rooms.svg"

LEFT, TOP, CELL = 150, 110, 38
STYLE = (
    "text{font:13px sans-serif;fill:#1d2733}.n{text-anchor:middle}.s{fill:#5b6673;font-size:11px}"
    "rect{fill:#2f6ea5}.o{fill:#dfe5ec}"
)


def lines_of(room: str) -> int:
    """Lines of Python in a room, without migrations."""
    files = [p for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts]
    return sum(p.read_text(encoding="utf-8").count("\n") for p in files)


def arrows() -> Counter:
    """(room that imports, room imported) → how many imports, those inside functions included."""
    graph = grimp.build_graph(*STAIRCASE, cache_dir=None)
    found = Counter()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            pair = module.partition(".")[0], imported.partition(".")[0]
            if pair[0] != pair[1]:
                found[pair] += 1
    return found


def drawing() -> str:
    """SVG, a dependency structure matrix: a row imports from the columns that are marked.

    Rooms stand in the order of the staircase, so every mark lies right of the diagonal.
    """
    sizes = {room: lines_of(room) for room in STAIRCASE}
    imports, rooms = arrows(), STAIRCASE[::-1]
    marks = []
    for row, room in enumerate(rooms):
        y = TOP + row * CELL
        share = f"{sizes[room] / sum(sizes.values()):.0%}"
        marks += [_text(14, y + 24, room), _text(LEFT - 24, y + 24, share, "n s")]
        x = LEFT + row * CELL
        marks.append(f'<text transform="translate({x + 23} {TOP - 10}) rotate(-50)">{room}</text>')
        for column, imported in enumerate(rooms):
            marks += _cell(LEFT + column * CELL, y, imports[room, imported], row == column)
    width, height = LEFT + CELL * len(rooms) + 60, TOP + CELL * len(rooms) + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        "<title>Imports between rooms, from portal down to core: none leads upwards</title>"
        f"<style>{STYLE}</style>{''.join(marks)}</svg>\n"
    )


def _cell(x, y, count, is_own):
    box = f'x="{x + 2}" y="{y + 2}" width="{CELL - 4}" height="{CELL - 4}" rx="3"'
    if is_own:
        yield f'<rect class="o" {box}/>'
    if count:
        yield f'<rect {box} opacity="{min(0.75, 0.18 + count / 60):.2f}"/>'
        yield _text(x + CELL // 2, y + 24, count, "n")


def _text(x, y, words, kind=""):
    return f'<text class="{kind}" x="{x}" y="{y}">{words}</text>'


if __name__ == "__main__":
    DRAWING.write_text(drawing(), encoding="utf-8")
