"""What a page says of one fact in several places, and how sure the answer is.

A fact is certain if a place that means just this says it and no other such place contradicts. The
places are named, so that an editor can see what was really used.
"""

import datetime
import re
from dataclasses import dataclass

from core.text_folding import fold

Value = str | datetime.date
MARKS = re.compile(r"[\W_]+")  # all but what str.isalnum() takes


@dataclass(frozen=True)
class Evidence:
    """One place that gives a value; `is_clear` if it can mean nothing else."""

    value: Value
    place: str
    is_clear: bool = True


@dataclass(frozen=True)
class Fact:
    """A settled value with the places it was taken from; a doubt is a sentence, "" if certain."""

    value: Value | None = None
    place: str = ""
    doubt: str = ""

    @property
    def is_certain(self) -> bool:
        return self.value is not None and not self.doubt


def same(value: Value) -> str:
    """What two spellings of one value have in common: no blanks, no marks, half-width."""
    return MARKS.sub("", fold(str(value)))


def settle(found: list[Evidence], *, name: str) -> Fact:
    """The value that most clear places give, the first named at a tie; doubtful if they differ."""
    if not found:
        return Fact()
    clear = [evidence for evidence in found if evidence.is_clear]
    groups = _grouped(clear or found)
    best = max(groups, key=len)
    place = "、".join(dict.fromkeys(evidence.place for evidence in best))
    others = [group[0] for group in groups if group is not best]
    doubt = ""
    if others:
        said = "；".join(f"{other.place} 写的是“{other.value}”" for other in others[:2])
        doubt = f"{name}“{best[0].value}”取自 {place}，但{said}，请核对。"
    elif not clear and len({evidence.place for evidence in best}) < 2:
        doubt = f"{name}取自 {place}，不能肯定，请核对。"
    return Fact(best[0].value, place, doubt)


def _grouped(found: list[Evidence]) -> list[list[Evidence]]:
    groups: dict[str, list[Evidence]] = {}
    for evidence in found:
        groups.setdefault(same(evidence.value), []).append(evidence)
    return list(groups.values())
