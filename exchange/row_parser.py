"""From the text of a row to values of our columns, with a sentence for each cell that fails."""

from dataclasses import dataclass, field

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


def clean_row(number, cells, header, lookups, *, is_clearing) -> Cleaned:
    row = Cleaned(number, cells)
    for mapped in header.columns:
        cell = cells[mapped.index] if mapped.index < len(cells) else ""
        text = unquoted(cell.strip())
        if not text and mark_of(cell) is None:
            if is_clearing:
                row.values[mapped.column.name] = CLEARED
        elif text != TOO_LONG:
            _read_cell(row, header, mapped, cell, text, lookups)
    if any(map(is_filled, cells[len(header.texts) :])):
        row.errors["（表头之外）"] = "这一行比表头多出几格，请检查有没有串列。"
    _fill_in_implied(row)
    _store_in_wgs84(row, header)
    if row.values.get("price_amount") is CLEARED:
        row.values["price_unit"] = CLEARED
    return row


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
    for mapped in header.columns:
        name = mapped.column.name
        if name not in COORDINATES or row.values.get(name) not in known:
            continue
        row.values[name] = row.values[name].quantize(PLACES)
        if header.system != CoordinateSystem.WGS84:
            row.errors.setdefault(header.texts[mapped.index], ONE_COORDINATE)


def _read_cell(row, header, mapped, cell, text, lookups):
    name, label = mapped.column.name, header.texts[mapped.index]
    row.raw[name] = text
    try:
        meant, question = spreadsheet_traces.as_meant(mapped.column, cell, text)
        meant, implied = _unit_apart(mapped, meant)
        row.values[name] = _value(mapped, meant, lookups)
    except ValueError as error:
        place = f"{column_letter(mapped.index + 1)}{row.number}"
        row.errors[label] = str(error).replace(spreadsheet_traces.THIS_CELL, f"{place} 这一格")
        return
    if not question and mapped.factor == 1 and isinstance(mapped.column.converter, NumberConverter):
        question = mapped.column.converter.loss(meant, row.values[name])
    if name == "body":
        question = question or lost_in_import(meant)
    if question:
        row.questions[label] = question
    if implied and row.values[name] is not CLEARED:
        row.implied[label] = implied


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
