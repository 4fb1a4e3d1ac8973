"""A cell as its reader saw it, and what the spreadsheet had done to it."""

from enum import StrEnum

MAX_COLUMNS = 100


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
    ACROSS = "across"  # covered by the cell on its left


class Cell(str):
    """The text that was seen; `exact` is the number behind it where that is another one."""

    def __new__(cls, text, mark, exact=""):
        cell = super().__new__(cls, text)
        cell.mark, cell.exact = Mark(mark), exact
        return cell


def column_letter(number) -> str:
    """1 → A, as spreadsheets name their columns."""
    from openpyxl.utils import get_column_letter  # loads all of openpyxl, and numpy with it

    return get_column_letter(number)


def mark_of(text):
    return text.mark if isinstance(text, Cell) else None


def is_filled(cell) -> bool:
    """Whether somebody wrote something there, if only a formula."""
    return bool(cell.strip()) or mark_of(cell) not in {None, Mark.ACROSS}


def covered(count):
    """Cells under the one on their left."""
    return [Cell("", Mark.ACROSS)] * count


def packed(cells):
    """For JSON: a plain text as it is, a marked one with its mark."""
    return [[cell, cell.mark, cell.exact] if isinstance(cell, Cell) else cell for cell in cells]


def unpacked(cells):
    return [cell if type(cell) is str else Cell(*cell) for cell in cells]
