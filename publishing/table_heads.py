"""Tables whose first row is bold: its cells become headings."""

from publishing.text_tree import Element, made

FEWEST_CELLS = 2  # a row of one cell is a title of the table
FEWEST_ROWS = 2


def give_head(table: Element) -> bool:
    """Whether the first row became the head; words of cells come out of their one paragraph."""
    bodies = table.elements()
    rows = [row for body in bodies for row in body.elements() if row.name == "tr"]
    for cell in (cell for row in rows for cell in row.elements()):
        _unwrap_only_paragraph(cell)
    if any(body.name == "thead" for body in bodies) or len(rows) < FEWEST_ROWS:
        return False
    first, second = rows[0].elements(), rows[1].elements()
    if not (_are_bold(first) and len(first) >= FEWEST_CELLS) or _are_bold(second):
        return False
    rows[0].children = [_heading_cell(cell) for cell in first]
    if any(cell.has("rowspan") for cell in first):
        return True  # a cell does not reach from a head into the body
    body = next(each for each in bodies if rows[0] in each.children)
    body.children.remove(rows[0])
    table.children.insert(table.children.index(body), made("thead", [rows[0]]))
    return True


def _unwrap_only_paragraph(cell):
    """Word puts the words of a cell into a paragraph."""
    within = _without_line_ends(cell)
    if len(within) == 1 and isinstance(within[0], Element) and within[0].tag == "<p>":
        cell.children = within[0].children


def _without_line_ends(element) -> list:
    return [each for each in element.children if isinstance(each, Element) or each.strip()]


def _bold_words(cell) -> list | None:
    """What stands in a cell that is bold from end to end; None where it is not."""
    within = _without_line_ends(cell)
    if len(within) == 1 and isinstance(within[0], Element) and within[0].name == "p":
        within = _without_line_ends(within[0])
    if len(within) != 1 or not isinstance(within[0], Element) or within[0].name != "strong":
        return None
    return within[0].children


def _are_bold(cells) -> bool:
    return bool(cells) and all(cell.name == "td" and _bold_words(cell) for cell in cells)


def _heading_cell(cell) -> Element:
    return made("th", _bold_words(cell), f'{cell.tag[len("<td") : -1]} scope="col"')
