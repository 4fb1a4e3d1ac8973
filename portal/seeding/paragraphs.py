"""Body texts in seed files are lists of plain lines; this makes the HTML of them."""

from itertools import groupby

from django.utils.html import escape

LIST_TAGS = {"- ": "ul", "+ ": "ol"}


def to_html(lines: list[str]) -> str:
    """`## ` heading, `- ` bullet, `+ ` numbered item, `| a | b |` table row, else a paragraph."""
    return "".join(_block(kind, list(group)) for kind, group in groupby(lines, _kind))


def _kind(line):
    if line[:2] in LIST_TAGS:
        return LIST_TAGS[line[:2]]
    if line.startswith("## "):
        return "h2"
    return "table" if line.startswith("|") else "p"


def _block(kind, lines):
    match kind:
        case "ul" | "ol":
            return _wrap(kind, "".join(_wrap("li", escape(line[2:])) for line in lines))
        case "h2":
            return "".join(_wrap("h2", escape(line[3:])) for line in lines)
        case "table":
            return _table([line.strip("| ").split(" | ") for line in lines])
    return "".join(_wrap("p", escape(line)) for line in lines)


def _table(rows):
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join(
        _wrap("tr", "".join(_wrap("td", escape(cell)) for cell in row)) for row in rows[1:]
    )
    return _wrap("table", _wrap("thead", _wrap("tr", head)) + _wrap("tbody", body))


def _wrap(tag, html):
    return f"<{tag}>{html}</{tag}>"
