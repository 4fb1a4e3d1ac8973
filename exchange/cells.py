"""A cell as its reader saw it, and what the spreadsheet had done to it."""

from enum import StrEnum


class Mark(StrEnum):
    """Why the text of a cell may not be what somebody typed."""

    DAY = "day"
    TIME = "time"
    SCIENTIFIC = "scientific"
    FRACTION = "fraction"
    LONG = "long"  # more digits than a spreadsheet keeps
    ROUNDED = "rounded"
    UNSEEN = "unseen"  # the format shows nothing of it
    UNCALCULATED = "uncalculated"  # a formula without its result
    MERGED = "merged"  # one value for several rows


class Cell(str):
    """The text that was seen; `exact` is the number behind it where that is another one."""

    def __new__(cls, text, mark, exact=""):
        cell = super().__new__(cls, text)
        cell.mark, cell.exact = Mark(mark), exact
        return cell


def mark_of(text):
    return getattr(text, "mark", None)


def packed(cells):
    """For JSON: a plain text as it is, a marked one with its mark."""
    return [[cell, cell.mark, cell.exact] if mark_of(cell) else cell for cell in cells]


def unpacked(cells):
    return [cell if isinstance(cell, str) else Cell(*cell) for cell in cells]
