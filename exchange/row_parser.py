"""From the text of a row to values of our columns, with a sentence for each cell that fails."""

from dataclasses import dataclass, field

from exchange.converters import TOO_LONG, UNKNOWN_WORDS
from exchange.csv_injection import unquoted
from publishing.richtext import from_text

NAMED = {"region", "park", "industries"}
CLEARED = object()


@dataclass
class Cleaned:
    """`values` by column name, CLEARED where the cell says so; `errors` by header text."""

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    raw: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)


def clean_row(number, cells, header, lookups, *, is_clearing) -> Cleaned:
    row = Cleaned(number, cells)
    width = len(cells)
    for mapped in header.columns:
        text = unquoted(cells[mapped.index].strip()) if mapped.index < width else ""
        name = mapped.column.name
        if not text:
            if is_clearing:
                row.values[name] = CLEARED
            continue
        if text == TOO_LONG:
            continue
        row.raw[name] = text
        try:
            row.values[name] = _value(mapped, text, lookups)
        except ValueError as error:
            row.errors[header.texts[mapped.index]] = str(error)
        else:
            if mapped.implied and row.values[name] is not CLEARED:
                row.values.setdefault(*mapped.implied)
    if len(cells) > len(header.texts):
        row.errors["（表头之外）"] = "这一行比表头多出几格，请检查有没有串列。"
    if row.values.get("price_amount") is CLEARED:
        row.values["price_unit"] = CLEARED
    return row


def _value(mapped, text, lookups):
    column = mapped.column
    if text in UNKNOWN_WORDS or (text == "面议" and column.name == "price_amount"):
        return CLEARED
    if "\0" in text:
        raise ValueError("这一格里有看不见的控制字符，请重新输入。")
    if column.name in NAMED:
        return lookups.find(column.name, text)
    if column.units:
        return column.converter.parse(text, factor=mapped.factor)
    value = column.converter.parse(text)
    return from_text(value) if column.name == "body" else value
