"""From the text of a row to values of our columns, with a sentence for each cell that fails."""

from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

from core.coordinate_systems import PLACES, CoordinateSystem, to_wgs84
from exchange import spreadsheet_traces
from exchange.cells import column_letter, is_filled, mark_of
from exchange.columns import listing_columns
from exchange.converters import (
    NEGOTIABLE,
    NO,
    NUMBER,
    TOO_LONG,
    UNKNOWN_WORDS,
    NumberConverter,
    YesNoConverter,
    fold,
)
from exchange.csv_injection import unquoted
from exchange.headers import COORDINATES
from publishing.embedded_pictures import lost_in_import
from publishing.richtext import from_text

NAMED = {"region", "park", "industries"}
CLEARED = object()
LONGEST_WORD = 8
# Of each column; codes and long texts are hardly repeated.
KEPT_READINGS, LONGEST_KEPT = 1000, 40
OTHER_UNIT = "这里写的单位和“价格单位”一列不一样，请只留一种。"
ONE_COORDINATE = "经度和纬度要一起填，才能从这个坐标系换算。"


@dataclass
class Cleaned:
    """`values` by column name, CLEARED where the cell says so.

    `errors` and `questions` are sentences by header text: an error keeps the row out, a question
    is shown to whoever checks the import. `implied` has what a cell or its header says of another
    column, by header text.
    """

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    raw: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)
    implied: dict = field(default_factory=dict)


class RowParser:
    """Reads rows below one header, with names that are known for the whole import."""

    def __init__(self, header, lookups, *, is_clearing):
        self.header, self.is_clearing = header, is_clearing
        self._readers = [
            _ColumnReader(mapped, header.texts[mapped.index], lookups) for mapped in header.columns
        ]

    def clean(self, number, cells) -> Cleaned:
        row = Cleaned(number, cells)
        width = len(cells)
        for reader in self._readers:
            reading = reader.read(cells[reader.index] if reader.index < width else "")
            if reading.is_plain:
                row.raw[reader.name], row.values[reader.name] = reading.text, reading.value
            elif reading is not BLANK:
                _take_over(row, reader, reading)
            elif self.is_clearing:
                row.values[reader.name] = CLEARED
        if any(map(is_filled, cells[len(self.header.texts) :])):
            row.errors["（表头之外）"] = "这一行比表头多出几格，请检查有没有串列。"
        _fill_in_implied(row)
        _store_in_wgs84(row, self.header)
        if row.values.get("price_amount") is CLEARED:
            row.values["price_unit"] = CLEARED
        return row


class Reading(NamedTuple):
    """What one cell says: its text and value, or why it has none; what it says beside that.

    `is_plain`: it has a value, and nothing is to be said beside that.
    """

    text: str
    value: object = None
    error: str = ""
    question: str = ""
    implied: tuple | None = None
    is_plain: bool = False


BLANK = Reading("")
LEFT_OUT = Reading(TOO_LONG)


class _ColumnReader:
    """Reads the cells of a column; what they say again and again is read once."""

    def __init__(self, mapped, label, lookups):
        self.index, self.name, self.label = mapped.index, mapped.column.name, label
        self._read = partial(_reading, mapped, lookups)
        self._kept = lru_cache(KEPT_READINGS)(self._read)

    def read(self, cell) -> Reading:
        # A marked cell equals a plain one of the same text and means something else.
        is_kept = type(cell) is str and len(cell) <= LONGEST_KEPT
        return self._kept(cell) if is_kept else self._read(cell)


def _reading(mapped, lookups, cell):
    text = unquoted(cell.strip())
    if not text and mark_of(cell) is None:
        return BLANK
    if text == TOO_LONG:
        return LEFT_OUT
    try:
        return _understood(mapped, lookups, cell, text)
    except ValueError as error:
        return Reading(text, error=str(error))


def _understood(mapped, lookups, cell, text):
    meant, question = spreadsheet_traces.as_meant(mapped.column, cell, text)
    meant, implied = _unit_apart(mapped, meant)
    value = _value(mapped, meant, lookups)
    if not question and mapped.factor == 1 and isinstance(mapped.column.converter, NumberConverter):
        question = mapped.column.converter.loss(meant, value)
    if mapped.column.name == "body":
        question = question or lost_in_import(meant)
    is_plain = not (question or implied)
    return Reading(text, value, question=question, implied=implied, is_plain=is_plain)


def _take_over(row, reader, reading):
    """Into the row, under the header's text where it is said to the clerk."""
    if reading is LEFT_OUT:
        return
    row.raw[reader.name] = reading.text
    if reading.error:
        place = f"{column_letter(reader.index + 1)}{row.number}"
        sentence = reading.error.replace(spreadsheet_traces.THIS_CELL, f"{place} 这一格")
        row.errors[reader.label] = sentence
        return
    row.values[reader.name] = reading.value
    if reading.question:
        row.questions[reader.label] = reading.question
    if reading.implied and reading.value is not CLEARED:
        row.implied[reader.label] = reading.implied


def _fill_in_implied(row):
    for label, (column, value) in row.implied.items():
        stated = row.values.get(column)
        if stated in {None, CLEARED}:
            row.values[column] = value
        elif stated != value:
            row.errors.setdefault(label, OTHER_UNIT)


def _store_in_wgs84(row, header):
    """Both coordinates from the system that their headers name."""
    place = [row.values.get(name) for name in COORDINATES]
    known = [degrees for degrees in place if degrees not in {None, CLEARED}]
    if len(known) == len(COORDINATES):
        row.values |= zip(COORDINATES, to_wgs84(*place, header.system), strict=True)
        return
    for mapped in header.columns if known else ():
        name = mapped.column.name
        if name not in COORDINATES or row.values.get(name) not in known:
            continue
        row.values[name] = row.values[name].quantize(PLACES)
        if header.system != CoordinateSystem.WGS84:
            row.errors.setdefault(header.texts[mapped.index], ONE_COORDINATE)


def _unit_apart(mapped, text):
    """A price that says its unit, 9.5元/㎡·月, as the figure and the value of the unit's column."""
    unit_in = mapped.column.attribute.unit_in
    if unit_in and (found := NUMBER.fullmatch(fold(text))) and found[2]:
        code = listing_columns()[unit_in].converter.codes.get(found[2])
        if code is not None:
            return found[1], (unit_in, code)
    return text, mapped.implied


def _value(mapped, text, lookups):
    column = mapped.column
    if _is_unknown(column, text):
        return CLEARED
    if "\0" in text:
        raise ValueError("这一格里有看不见的控制字符，请重新输入。")
    if column.name in NAMED:
        return lookups.find(column.name, text)
    if column.units:
        return column.converter.parse(text, factor=mapped.factor)
    value = column.converter.parse(text)
    return from_text(value) if column.name == "body" else value


def _is_unknown(column, text):
    """A word for what nobody knows; 暂无 says no to a question."""
    if len(text) > LONGEST_WORD:
        return False
    word = fold(text)
    if isinstance(column.converter, YesNoConverter):
        return word in UNKNOWN_WORDS - NO
    if word in NEGOTIABLE:
        return isinstance(column.converter, NumberConverter) or column.name == "price_unit"
    return word in UNKNOWN_WORDS
