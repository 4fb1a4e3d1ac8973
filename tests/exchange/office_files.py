"""Workbooks as spreadsheets save them, written part by part: formats, merges, hidden rows."""

from html import escape

from tests.exchange.sample_files import zipped

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def letter(column):
    return chr(65 + column)


def cell_xml(value, place, formats):
    """Text; or raw XML of a cell after `<`; or (number, format) as the file keeps it."""
    if isinstance(value, tuple):
        number, code = value
        style = formats.setdefault(code, len(formats) + 1)
        return f'<c r="{place}" s="{style}"><v>{number}</v></c>'
    if value.startswith("<"):
        return value.replace("<c", f'<c r="{place}"', 1)
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""


def sheet_xml(rows, formats, *, merged=(), hidden=(), columns="", first=1):
    lines = []
    for number, cells in enumerate(rows, first):
        inside = "".join(
            cell_xml(value, f"{letter(i)}{number}", formats) for i, value in enumerate(cells)
        )
        mark = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number}"{mark}>{inside}</row>')
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merges = f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else ""
    data = f"<sheetData>{''.join(lines)}</sheetData>"
    return f"<worksheet {MAIN}>{columns}{data}{merges}</worksheet>"


def workbook(*sheets, states=(), parts=None, **layout):
    """An xlsx of (name, rows) sheets; `layout` is of the first."""
    formats, names, relations, found = {}, [], [], {}
    for at, (name, rows) in enumerate(sheets, 1):
        own = layout if at == 1 else {}
        found[f"xl/worksheets/sheet{at}.xml"] = sheet_xml(rows, formats, **own)
        state = f' state="{states[at - 1]}"' if states and states[at - 1] else ""
        names.append(f'<sheet name="{name}" sheetId="{at}"{state} r:id="rId{at}"/>')
        relations.append(f'<Relationship Id="rId{at}" Target="worksheets/sheet{at}.xml"/>')
    codes = "".join(
        f'<numFmt numFmtId="{175 + at}" formatCode="{escape(code)}"/>'
        for code, at in formats.items()
    )
    styles = "".join(f'<xf numFmtId="{175 + at}"/>' for at in formats.values())
    found |= {
        "[Content_Types].xml": CONTENT_TYPES,
        "xl/workbook.xml": f"<workbook {MAIN} {LINKS}><sheets>{''.join(names)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{''.join(relations)}</Relationships>",
        "xl/styles.xml": f"<styleSheet><numFmts>{codes}</numFmts><cellXfs><xf/>{styles}</cellXfs>"
        "</styleSheet>",
    }
    return zipped(found | (parts or {}))
