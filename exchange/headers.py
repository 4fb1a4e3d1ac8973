"""Which column of a file is which column of ours, in which unit."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from exchange.columns import ListingColumn, listing_columns
from exchange.converters import fold
from exchange.upload_checks import RefusedFile

# Written by exports for people to read; never read back.
READ_ONLY = ("状态", "核实时间", "更新时间")
REASON = "原因"


@dataclass(frozen=True)
class MappedColumn:
    """Position `index` of a row holds `column`; numbers count times `factor`.

    `implied` is another column's value that the header itself says: 租金（元/㎡·月）.
    """

    index: int
    column: ListingColumn
    factor: object = 1
    implied: tuple | None = None


@dataclass
class Header:
    """The columns of a header row that we know, those that nobody reads, and what is unclear."""

    texts: list
    columns: list = field(default_factory=list)
    ignored: list = field(default_factory=list)
    questions: list = field(default_factory=list)

    @property
    def names(self):
        return {mapped.column.name for mapped in self.columns}

    def only(self, *names):
        """The same header, read for these columns only."""
        return replace(self, columns=[m for m in self.columns if m.column.name in names])


@cache
def spellings():
    """Folded header → (column name, factor, implied)."""
    found = {}
    for column in listing_columns().values():
        for text, factor in column.spellings().items():
            found.setdefault(text, (column.name, factor, None))
        for text, implied in column.spellings_with_unit().items():
            found[text] = (column.name, 1, implied)
    return found


STARS = re.compile(r"[*＊★]|[（(](?:必填|选填|可空|必填项)[）)]")


def header_key(text) -> str:
    """As header texts are compared: without blanks, line ends and marks of what is required."""
    return fold(STARS.sub("", text)).rstrip(":")


def known_names(texts) -> set:
    """Names of our columns among header texts."""
    return {spellings()[key][0] for key in map(header_key, texts) if key in spellings()}


def read_header(texts) -> Header:
    """RefusedFile when the list has no 编号 column or two columns say the same."""
    header = Header([text.strip() for text in texts])
    skipped = {fold(text) for text in (*READ_ONLY, REASON)}
    for index, text in enumerate(header.texts):
        if not text or fold(text) in skipped:
            continue
        key = header_key(text)
        if key not in spellings():
            header.ignored.append(text)
            continue
        name, factor, implied = spellings()[key]
        header.columns.append(MappedColumn(index, listing_columns()[name], factor, implied))
    _refuse_doubles(header)
    if "code" not in header.names:
        raise RefusedFile("前 20 行里没有“编号”这一列。请用下载的模板，第一行写列名。")
    return header


def _refuse_doubles(header):
    seen = {}
    for mapped in header.columns:
        text = header.texts[mapped.index]
        if mapped.column.name in seen:
            other = seen[mapped.column.name]
            raise RefusedFile(f"“{other}”和“{text}”说的是同一列，请只留一列。")
        seen[mapped.column.name] = text
