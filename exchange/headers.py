"""Which column of a file is which column of ours, in which unit."""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product

from core.coordinate_systems import Axis, CoordinateSystem
from exchange.columns import ListingColumn, listing_columns
from exchange.converters import fold, one_line, show
from exchange.upload_checks import RefusedFile

# Written by exports for people to read; never read back.
READ_ONLY = ("状态", "核实时间", "更新时间")
REASON = "原因"
COORDINATES = ("latitude", "longitude")
AXIS_WORDS = {
    Axis.LATITUDE: ("北纬", "lat", "纬度坐标", "latitude"),
    Axis.LONGITUDE: ("东经", "lng", "lon", "经度坐标", "longitude"),
}
SYSTEM_WORDS = {
    CoordinateSystem.WGS84: (
        *("WGS-84", "WGS84", "GPS", "CGCS2000", "CGCS-2000", "国家2000", "国家大地2000", "2000"),
        *("大地2000", "2000国家大地", "天地图", "地球"),
    ),
    CoordinateSystem.GCJ02: ("GCJ-02", "GCJ02", "高德", "腾讯", "火星", "国测局", "谷歌", "amap"),
    CoordinateSystem.BD09: ("BD-09", "BD09", "BD09LL", "百度", "baidu"),
}
NO_CODE = (
    "前 20 行里没有“编号”这一列，第一行是{}。请用下载的模板，第一行写列名；"
    "看到的是乱码，请用 Excel 打开，另存为 xlsx 再上传。"
)
# Both coordinates in one cell: 经纬度, 高德坐标, 位置坐标.
PAIR_OF_COORDINATES = re.compile(r"经纬度|纬经度|经度[,、/和]?纬度|坐标$|latlng|lnglat|location$")
ONE_CELL = (
    "{}：没有读。请把它分成“纬度”“经度”两列；百度、高德的写成“百度纬度、百度经度”或"
    "“高德纬度、高德经度”，会自动换算。"
)
UNNAMED_SYSTEM = (
    "经纬度的列名没有写坐标系，按 WGS-84（手机 GPS、天地图）读。百度、高德的坐标不能直接填："
    "请把列名写成“百度纬度、百度经度”或“高德纬度、高德经度”，会自动换算。"
)


@dataclass(frozen=True)
class MappedColumn:
    """Position `index` of a row holds `column`; numbers count times `factor`.

    `implied` is another column's value that the header itself says: 租金（元/㎡·月）; `system` is
    that of a coordinate, "" where the header does not name it.
    """

    index: int
    column: ListingColumn
    factor: object = 1
    implied: tuple | None = None
    system: str = ""


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

    @property
    def system(self):
        """That of both coordinates; WGS-84 where none is named."""
        named = (m.system for m in self.columns if m.column.name in COORDINATES)
        return next(filter(None, named), CoordinateSystem.WGS84)


def coordinate_spellings():
    """Folded header → (column name, system) of coordinates whose header names their system."""
    found = {}
    for axis, other_words in AXIS_WORDS.items():
        for system, words in SYSTEM_WORDS.items():
            for word, axis_word in product(words, (axis.label, *other_words)):
                for before in (word, f"{word}地图", f"{word}坐标", f"{word}坐标系"):
                    found[fold(f"{before}{axis_word}")] = (axis.value, system)
                    found[fold(f"{axis_word}（{before}）")] = (axis.value, system)
                    found[fold(f"{axis_word}{before}")] = (axis.value, system)
    return found


@cache
def spellings():
    """Folded header → (column name, factor, implied)."""
    found = {}
    for column in listing_columns().values():
        for text, factor in column.spellings().items():
            found.setdefault(text, (column.name, factor, None))
        for text, implied in column.spellings_with_unit().items():
            found[text] = (column.name, 1, implied)
    for axis, words in AXIS_WORDS.items():
        found |= dict.fromkeys(map(fold, words), (axis.value, 1, None))
    for text, (name, _) in coordinate_spellings().items():
        found.setdefault(text, (name, 1, None))
    return found


@cache
def systems():
    return {text: system for text, (_, system) in coordinate_spellings().items()}


UNIT_BEHIND = re.compile(r"([^\[【〔{/:]+)(?:[\[【〔{](.+)[\]】〕}]|[/:,_-](.+))")
STARS = re.compile(r"[*＊★]|[（(](?:必填|选填|可空|必填项)[）)]")


def header_key(text) -> str:
    """As header texts are compared: without blanks, line ends and marks of what is required.

    A unit may stand in any brackets or behind a stroke: 面积[亩], 面积/亩.
    """
    key = fold(STARS.sub("", text)).rstrip(":")
    if key not in spellings() and (found := UNIT_BEHIND.fullmatch(key)):
        return f"{found[1]}({found[2] or found[3]})"
    return key


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
            if PAIR_OF_COORDINATES.search(key):
                header.questions.append(ONE_CELL.format(show(text)))
            continue
        name, factor, implied = spellings()[key]
        column = listing_columns()[name]
        header.columns.append(MappedColumn(index, column, factor, implied, systems().get(key, "")))
    _refuse_doubles(header)
    _ask_for_system(header)
    if "code" not in header.names:
        raise RefusedFile(NO_CODE.format(show(one_line("、".join(filter(None, header.texts))))))
    return header


def _ask_for_system(header):
    placed = [mapped for mapped in header.columns if mapped.column.name in COORDINATES]
    if len({mapped.system for mapped in placed}) > 1:
        named = "、".join(f"“{header.texts[mapped.index]}”" for mapped in placed)
        raise RefusedFile(f"{named}：纬度和经度的坐标系不一样，请改成同一种。")
    if placed and not placed[0].system:
        header.questions.append(UNNAMED_SYSTEM)


def _refuse_doubles(header):
    seen = {}
    for mapped in header.columns:
        text = header.texts[mapped.index]
        if mapped.column.name in seen:
            other = seen[mapped.column.name]
            raise RefusedFile(f"“{other}”和“{text}”说的是同一列，请只留一列。")
        seen[mapped.column.name] = text
