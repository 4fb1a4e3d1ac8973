"""The list within a sheet: title rows above its header, totals and headings among its rows."""

import re
from itertools import chain, islice

from exchange.cells import Mark, column_letter, is_filled, mark_of
from exchange.converters import fold, one_line, show
from exchange.headers import known_names
from exchange.sheet_findings import numbered
from exchange.upload_checks import RefusedFile
from exchange.workbooks import ROWS_ABOVE

TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "总和", "total", "subtotal", "sum"})
FOOTER = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.]|备注|注[:：]|说明|填表|填报|制表|审核|联系|单位[:：])"
)
SIGNED = re.compile(r"(?:填表|填报|制表|审核|联系)[^:：]{0,4}[:：]")
FIGURE = re.compile(r"[\d.,%]+")
NAMED_TEXT = 30
UPRIGHT = "这张表是竖排的，一列一处载体。请在 Excel 里复制，用“选择性粘贴 → 转置”排成一行一处。"
FEW = 2  # filled cells of a row that is no listing


def is_header(cells) -> bool:
    """Whether a row names the column without which nothing can be read, and another."""
    names = known_names(cells)
    return "code" in names and (len(names) > 1 or len(cells) == 1)


def read_table(rows, findings):
    """(header cells, iterator of the rows below it) of rows with numbers; ([], …) of none."""
    first = list(islice(rows, ROWS_ABOVE))
    at = next((i for i, (_, cells) in enumerate(first) if is_header(cells)), 0)
    if not first:
        return [], iter(())
    if at:
        titles = "；".join(_words(cells) for _, cells in first[:at])[:NAMED_TEXT]
        above = numbered(number for number, _ in first[:at])
        findings.tell(f"第 {above} 行在列名之上，没有读：{titles}。")
    _refuse_upright([cells for _, cells in first])
    (_, header), below = first[at], first[at + 1 :]
    header = [str(cell) for cell in header]
    if below and (second := _second_line(header, below[0][1])):
        findings.tell(f"列名占了两行（到第 {below[0][0]} 行），合在一起读。")
        header, below = second, below[1:]
    _tell_hidden_columns(header, findings)
    return header, _listings(header, chain(below, rows), findings)


def _refuse_upright(rows):
    """A list that runs across has names of ours in its first row, one that runs down below it."""
    names = known_names([cells[0] for cells in rows if cells])
    if "code" in names and len(names) > FEW and not any(is_header(cells) for cells in rows):
        raise RefusedFile(UPRIGHT)


def _words(cells):
    return " ".join(dict.fromkeys(filter(None, map(str.strip, cells))))


def _tell_hidden_columns(header, findings):
    names = [header[i] for i in sorted(findings.hidden_columns) if i < len(header) and header[i]]
    if names:
        findings.tell(f"这些列在文件里是隐藏的，也会读：{'、'.join(names)}。不要的请删掉再传。")


def _second_line(header, cells):
    """The header with a second line of it worked in; None where that is a row like others."""
    code = next((i for i, text in enumerate(header) if known_names([text]) == {"code"}), None)
    if code is None:
        return None
    below_code = cells[code] if code < len(cells) else ""
    if below_code and below_code != header[code]:
        return None
    joined, found, above = [], 0, ""
    for i in range(max(len(header), len(cells))):
        top = header[i] if i < len(header) else ""
        bottom = str(cells[i]).strip() if i < len(cells) else ""
        above = top or above
        if not bottom or bottom == top:
            joined.append(top)
            continue
        if FIGURE.fullmatch(bottom):
            return None
        name = _joined(above, bottom)
        found += bool(name)
        joined.append(name or (top if known_names([top]) else bottom))
    return joined if found or below_code else None


def _joined(top, bottom):
    """The first of the ways to read two lines as one name that we know; "" of none."""
    bare = bottom.strip("（）()")
    ways = (f"{top}{bottom}", f"{top}（{bare}）", bottom)
    return next((way for way in ways if known_names([way])), "")


def _listings(header, rows, findings):
    """Rows without totals, headings, notes, repeated headers and rows that only bear a number."""
    known = [i for i, text in enumerate(header) if known_names([text])]
    nameless = {i: "" for i, text in enumerate(header) if not text.strip()}
    left_out = {}
    for number, cells in rows:
        why = _no_listing(header, known, cells)
        if why is None:
            _note_nameless(nameless, cells)
            yield number, cells
        else:
            left_out.setdefault(why, []).append(number)
    for why, numbers in left_out.items():
        findings.tell(f"第 {numbered(numbers)} 行{why}，没有读。")
    for i, content in nameless.items():
        if content:
            column = column_letter(i + 1)
            findings.tell(f"{column} 列没有列名，没有读（如{show(content)}）。要读请补上列名再传。")


def _note_nameless(nameless, cells):
    """The first content of each column without a name."""
    for i, content in nameless.items():
        if not content and i < len(cells):
            nameless[i] = one_line(cells[i])


def _no_listing(header, known, cells):
    filled = [cell for cell in cells if cell.strip() or is_filled(cell)]
    if known and not any(i < len(cells) and is_filled(cells[i]) for i in known):
        return "在认识的列里没有内容"
    if cells[: len(header)] == header:
        return "又是列名"
    if len(filled) > 1 and any(_is_total(cell) for cell in filled[:2]):
        return "是合计"
    is_alone = len(known) > FEW and len(filled) == 1 and mark_of(filled[0]) is not Mark.MERGED
    if is_alone and FOOTER.match(filled[0].strip()):
        return "是小标题或备注"
    if len(filled) <= FEW and (SIGNED.match(filled[0].strip()) or _is_note(header, cells, filled)):
        return "是小标题或备注"
    if len(filled) == 1 and _is_total(filled[0]):
        return "是合计"
    return None


def _is_total(cell):
    return fold(cell).rstrip(":") in TOTALS


def _is_note(header, cells, filled):
    """Words that open a note, where no code stands."""
    found = zip(header, cells, strict=False)
    has_code = any(cell.strip() for text, cell in found if known_names([text]) == {"code"})
    return not has_code and FOOTER.match(filled[0].strip()) is not None
