"""By what a part of a name is found where the name itself is sealed: keyed marks of its parts."""

from core.sealing import keyed_marks
from core.text_folding import fold

LONGEST_PART = 8  # characters that one mark stands for; a longer part has the marks of all in it
SALT = "leads.name"


def name_key(text: str) -> str:
    """A name as it is looked for: letters and digits alone, in one spelling; the dot of
    阿依古丽·买买提 is written in many ways, or left out."""
    return "".join(c for c in fold(text) if c.isalnum())


def marks_of_name(name: str) -> list[int]:
    """One of each part, whole name among them; in no order that tells where it stood."""
    key = name_key(name)
    sizes = range(1, min(len(key), LONGEST_PART) + 1)
    parts = {part for size in sizes for part in _parts(key, size)}
    (marks, *_) = keyed_marks(SALT, parts)
    return sorted(marks)


def wanted_marks(key: str) -> list[list[int]]:
    """What a name has whose key holds this one: under each key of the data one list."""
    return keyed_marks(SALT, set(_parts(key, min(len(key), LONGEST_PART))))


def _parts(key, size):
    return [key[start : start + size] for start in range(len(key) - size + 1)]
