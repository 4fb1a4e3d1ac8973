"""A damaged text and what it said before: lines in, lines out, with what was done and what is left.

A text without damage comes out as it went in, but for what the rules of `character_rules` name.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from news.legacy.damage import damage_notes, quoted
from news.legacy.misreadings import restore_encoding
from news.legacy.typography import restore
from news.repair.character_rules import fold_characters
from news.repair.reading_kits import (
    ANNOTATED,
    Hit,
    collapse_commas,
    is_mostly_traditional,
    kits_of,
    simplified,
    strip_readings,
)
from news.repair.shifted_bytes import mend_breaks

# Marks broken like characters; of an honest text they are emphasis, so only of a rewritten one.
BROKEN_MARK = re.compile(r"[?？][!！。，、]")
AROUND = 6
FULL_SCORE = 100

ENCODING, READINGS, BREAKS = "编码还原（行）", "去掉注音", "拼回断开的字"
COMMAS, SIMPLIFIED, MARKS = "去掉多余的逗号", "繁体换成简体（行）", "标点换成全角（行）"


@dataclass(frozen=True)
class Repair:
    """`lines` repaired, as many as went in; `steps`: what was done and how often.

    `notes`: sentences on what a person has to look at; what they name is as it was.
    """

    lines: list[str]
    steps: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.steps.values())

    @property
    def score(self) -> int:
        """0 to 100: of all damage that was found, how much is repaired; 100 only of all of it."""
        found = self.count + len(self.notes)
        return FULL_SCORE * self.count // found if found else FULL_SCORE


def repair(lines: list[str], *, captions: Collection[int] = ()) -> Repair:
    """The lines of one text, title and paragraphs: what is certain of them repaired.

    `captions`: positions of lines that may say again what another line says.
    """
    steps = Counter()
    restored = restore_encoding(lines)
    steps[ENCODING] = _differing(lines, restored.lines)
    # By majority: 乾隆 and 於 stand in simplified text, too.
    is_simple = not is_mostly_traditional("".join(restored.lines))
    folded = []
    for line in restored.lines:
        text, counts = fold_characters(line, is_simplified=is_simple)
        folded.append(text)
        steps.update(counts)
    repaired, notes = _without_readings(folded, steps)
    notes[:0] = restored.doubts
    notes += damage_notes([line for n, line in enumerate(repaired) if n not in captions])
    for n in captions:
        notes += damage_notes([repaired[n]])
    done = {name: count for name, count in steps.items() if count}
    return Repair(repaired, done, [*dict.fromkeys(notes)])


def _without_readings(lines, steps):
    """What rewriting tools did, undone; [] notes of a text that none has touched."""
    kits = kits_of(lines)
    if not kits:
        return lines, []
    notes = _notes_on_marks(lines)
    if kits.is_toned:
        lines = [_counted(mend_breaks(line), steps) for line in lines]
        if left := steps.pop("left", 0):
            notes.append(f"有 {left} 处断开的字拼不回来，请对照原文。")
    stripped = [strip_readings(line, kits) for line in lines]
    steps[READINGS] += sum(count for _, count in stripped)
    lines = [line for line, _ in stripped]
    notes += _notes_on_readings(lines)
    collapsed = [collapse_commas(line) for line in lines]
    steps[COMMAS] += sum(count for _, count in collapsed)
    lines = [line for line, _ in collapsed]
    if kits.is_toned or is_mostly_traditional("".join(lines)):
        lines = _changed(lines, simplified, SIMPLIFIED, steps)
    return _changed(lines, restore, MARKS, steps), notes


def _counted(mended, steps):
    line, count, left = mended
    steps[BREAKS] += count
    steps["left"] += left
    return line


def _changed(lines, change, name, steps):
    changed = [change(line) for line in lines]
    steps[name] += _differing(lines, changed)
    return changed


def _differing(before, after):
    return sum(old != new for old, new in zip(before, after, strict=True))


def _notes_on_marks(lines):
    """Where a mark was broken: which one it was is a guess."""
    found = next(filter(None, map(BROKEN_MARK.search, lines)), None)
    if found is None:
        return []
    around = found.string[max(found.start() - AROUND, 0) : found.end() + AROUND]
    return [f"标点被弄坏了：“{quoted(around)}”，请对照原文改好。"]


def _notes_on_readings(lines):
    """Readings that stay, because an honest author may have put them there."""
    left = [found[0] for line in lines for found in ANNOTATED.finditer(line) if _is_doubtful(found)]
    if not left:
        return []
    return [f"还有 {len(left)} 处像注音的括号没有动：“{quoted(left[0])}”，请核对。"]


def _is_doubtful(found):
    hit = Hit.of(found)
    return hit.is_toned or hit.is_right
