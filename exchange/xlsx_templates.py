"""Workbooks we hand out: the template of a kind, and rows that could not be imported."""

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from exchange.columns import columns_of_kind
from exchange.converters import IndustriesConverter
from exchange.csv_injection import kept
from exchange.headers import REASON
from parks.models import Industry, Listing

ROWS_WITH_CHOICES = 2000
LONGEST_CHOICES = 250
REQUIRED_FILL = PatternFill("solid", fgColor="FCF0DA")
OTHER_FILL = PatternFill("solid", fgColor="E4F3F4")
EXAMPLES = {
    "code": "GEM-F-2026-001",
    "title": "2 号标准厂房一层，净高 9.6 米",
    "area_sqm": "3200，或 4.8亩",
    "price_amount": "9.5；面议就写“面议”或留空",
    "available_on": "2026-12-01，或 2026年12月",
    "region": "格尔木市，或 632801；不写就是导入时选的地区",
    "park": "昆仑经济技术开发区；要和系统里的名称一样",
    "body": "几行普通文字即可，每行成一段",
    "latitude": "36.40235；百度、高德的坐标请把列名改成“百度纬度”“高德纬度”",
    "longitude": "94.90329；百度、高德的坐标请把列名改成“百度经度”“高德经度”",
}
HINTS = (
    "只填第一页，第一行的列名不要改；不用的列可以删掉，顺序可以换。",
    "不知道就留空，页面会写“未知”，不要填 0。再次导入时，留空表示不改；要清空某一格就写“清空”。",
    "编号相同就是同一处载体：再次导入只改有变化的列。新内容是草稿，审核通过后才公开。",
    "面积可写“面积（亩）”一列，承重可写“承重（kg/㎡）”，会自动换算。浅黄色的列必填。",
)


def template(kind) -> Workbook:
    """An empty list with the columns of a kind, and a page that says how to fill it in."""
    book = Workbook()
    sheet = book.active
    sheet.title = "载体"
    columns = columns_of_kind(kind)
    for index, column in enumerate(columns, 1):
        _head(sheet.cell(1, index, column.label), is_required=column.is_required)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = max(12, 2 * len(column.label) + 2)
        _offer_choices(sheet, letter, column)
    sheet.freeze_panes = "C2"
    rows = [(column, *_how(column, kind)) for column in columns]
    _explain(book.create_sheet("填写说明"), rows, HINTS)
    return book


def _head(cell, *, is_required):
    cell.font = Font(bold=True)
    cell.fill = REQUIRED_FILL if is_required else OTHER_FILL
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _offer_choices(sheet, letter, column):
    """A drop-down list where the words fit into one."""
    listed = ",".join(column.converter.options)
    if 0 < len(listed) <= LONGEST_CHOICES:
        choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        choice.error, choice.errorStyle = "请从列表里选，或留空。", "warning"
        sheet.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")


def list_template(title, columns, hints) -> Workbook:
    """An empty list of another kind; `columns` have label, is_required, how and example."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for index, column in enumerate(columns, 1):
        _head(sheet.cell(1, index, column.label), is_required=column.is_required)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = max(12, 2 * len(column.label) + 2)
        sheet.column_dimensions[letter].number_format = "@"  # a telephone stays as it is typed
    sheet.freeze_panes = "A2"
    rows = [(column, column.how, column.example) for column in columns]
    _explain(book.create_sheet("填写说明"), rows, hints)
    return book


def _explain(sheet, rows, hints):
    """`rows` are (column, how to fill it in, allowed values or an example)."""
    for row, hint in enumerate(hints, 1):
        sheet.cell(row, 1, hint)
    first = len(hints) + 2
    for index, text in enumerate(("列名", "必填", "怎么填", "可填的值，或例子"), 1):
        _head(sheet.cell(first, index, text), is_required=False)
    for row, (column, *told) in enumerate(rows, first + 1):
        cells = (column.label, "是" if column.is_required else "", *told)
        for index, text in enumerate(cells, 1):
            sheet.cell(row, index, text).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCD", (30, 8, 34, 80), strict=True):
        sheet.column_dimensions[letter].width = width


def _how(column, kind):
    """(how to fill in, allowed values or an example)."""
    converter = column.converter
    if column.name == "kind":
        allowed = Listing.Kind(kind).label
    elif isinstance(converter, IndustriesConverter):
        names = Industry.objects.active()
        allowed = "、".join(names.values_list("name", flat=True))
    else:
        example = EXAMPLES.get(column.name, column.field.help_text)
        allowed = "、".join(converter.options) or example
    return converter.instruction, allowed


def faulty_rows(header, rows) -> Workbook:
    """(cells, reasons) as a list that can be mended and imported again: same columns and 原因."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("请改正")
    sheet.append([*map(text_cell(sheet), header), REASON])
    cell = text_cell(sheet)
    for cells, reasons in rows:
        padded = [*cells, *[""] * (len(header) - len(cells))][: len(header)]
        reason = "；".join(f"{column}：{text}" for column, text in reasons.items())
        sheet.append([*map(cell, padded), cell(reason)])
    return book


def text_cell(sheet):
    """A cell that is text whatever it begins with: no formula, no link."""

    def make(text):
        cell = WriteOnlyCell(sheet, kept(ILLEGAL_CHARACTERS_RE.sub("", text)))
        cell.data_type = "s"
        return cell

    return make
