"""What a spreadsheet did to a cell on its own: days out of codes, lost digits, missing results."""

import re

from exchange.cells import Mark, mark_of
from exchange.converters import (
    ABOUT,
    EXCEL_ERRORS,
    DayConverter,
    NumberConverter,
    RichTextConverter,
    TextConverter,
    fold,
    show,
)

THIS_CELL = "这一格"
AS_TEXT = "请设为文本重填。"
# Excel saves these into CSV for 5-1, 2026-5-1, 1-May and 2026-5.
DAY_LIKE = re.compile(
    r"\d{1,2}月\d{1,2}日|\d{4}/\d{1,2}/\d{1,2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?"
    r"|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2}",
    re.IGNORECASE,
)
# A picture within a cell of WPS, and a formula in a cell formatted as text.
PICTURE = re.compile(r"=\s*(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
FORMULA = re.compile(r"=\s*(?:_xl\w+\.)?[A-Z][A-Z0-9.]*\(", re.IGNORECASE)
HASHES = re.compile(r"[#＃]{3,}")  # shown where a column is too narrow, and copied from there
STAND_INS = frozenset("=#＃")  # what each of these begins with
# How a spreadsheet is told that figures are text; other systems export it with them.
PREFIX = re.compile(r"^['’‘＇`](?=[^'’‘＇`]+$)")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
# Texts of figures, which spreadsheets like to take for something else.
FIGURES_AS_TEXT = frozenset({"code", "floors", "column_grid"})
EXACT = frozenset({"latitude", "longitude"})


def as_meant(column, cell, text):
    """(text to be read, question or ""); ValueError with a sentence where nobody can tell."""
    if text.upper() in EXCEL_ERRORS:
        raise ValueError(f"{THIS_CELL}是 Excel 的错误值 {text}，公式没有算出来，请改成值。")
    _refuse_stand_ins(cell.strip())
    if not _is_prose(column):
        text = PREFIX.sub("", text)
    check = _CHECKS.get(mark_of(cell))
    if check is not None:
        return check(column, cell, text)
    if column.name in FIGURES_AS_TEXT and DAY_LIKE.fullmatch(text):
        raise ValueError(f"{THIS_CELL}被 Excel 改成了日期（{text}），{AS_TEXT}")
    if column.name == "code" and SCIENTIFIC.fullmatch(text):
        raise ValueError(f"{THIS_CELL}被 Excel 改成了科学计数（{text}），{AS_TEXT}")
    if isinstance(column.converter, NumberConverter) and ABOUT.search(fold(text)):
        return text, f"写的是{show(text)}，按准确的数读。"
    return text, ""


def _is_prose(column):
    converter = column.converter
    is_text = isinstance(converter, TextConverter | RichTextConverter)
    return is_text and column.name not in FIGURES_AS_TEXT


def _refuse_stand_ins(text):
    """What a spreadsheet shows or keeps in the place of a content."""
    if text[:1] not in STAND_INS:
        return
    if HASHES.fullmatch(text):
        raise ValueError(f"{THIS_CELL}只有 {text[:4]}：列太窄时显示的样子，请填上原来的内容。")
    if PICTURE.match(text):
        raise ValueError(f"{THIS_CELL}是嵌在格里的图片，不能导入。请清空，图片在载体页面上传。")
    if FORMULA.match(text):
        raise ValueError(f"{THIS_CELL}是公式的文字，没有结果。请改成值，或设为常规再算一次。")


def _is_number(column):
    return isinstance(column.converter, NumberConverter)


def _day(column, cell, text):
    if isinstance(column.converter, DayConverter):
        return text, ""
    raise ValueError(f"{THIS_CELL}被 Excel 改成了日期（{text}），{AS_TEXT}")


def _time(column, cell, text):
    raise ValueError(f"{THIS_CELL}被 Excel 改成了时间（{text}），{AS_TEXT}")


def _scientific(column, cell, text):
    if _is_number(column) or isinstance(column.converter, DayConverter):
        return cell.exact, ""
    raise ValueError(f"{THIS_CELL}被 Excel 改成了科学计数（{text}），{AS_TEXT}")


def _fraction(column, cell, text):
    return (cell.exact if _is_number(column) else text), ""


def _long(column, cell, text):
    raise ValueError(f"{THIS_CELL}超过 15 位数字，Excel 已把后面的位数改成 0，{AS_TEXT}")


def _rounded(column, cell, text):
    if column.name in EXACT:
        return cell.exact, ""
    return text, f"文件里显示 {text}，格里存的是 {cell.exact}；按看到的 {text} 读。"


def _unseen(column, cell, text):
    raise ValueError(f"{THIS_CELL}看上去是空的，里面存着 {cell.exact}。要就写出来，不要就清空。")


def _uncalculated(column, cell, text):
    raise ValueError(f"{THIS_CELL}是公式，文件里没有结果。请用 Excel 打开保存，或粘贴为值。")


def _merged(column, cell, text):
    """One name for several rows is the name of each; a number may be the sum of all."""
    if _is_number(column) or column.name == "code":
        raise ValueError(
            f"{THIS_CELL}和上下几行合并在一起，不知道是每行的还是合计。请取消合并，逐行填写。"
        )
    return text, ""


def _across(column, cell, text):
    raise ValueError(f"{THIS_CELL}和左边一格合并在一起，不知道是哪一列的。请取消合并，分别填写。")


_CHECKS = {
    Mark.DAY: _day,
    Mark.TIME: _time,
    Mark.SCIENTIFIC: _scientific,
    Mark.FRACTION: _fraction,
    Mark.LONG: _long,
    Mark.ROUNDED: _rounded,
    Mark.UNSEEN: _unseen,
    Mark.UNCALCULATED: _uncalculated,
    Mark.MERGED: _merged,
    Mark.ACROSS: _across,
}
