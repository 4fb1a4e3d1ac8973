"""Which views draw pages that may be kept whole for the next reader (portal/page_memory.py)."""

from collections.abc import Callable


def keep_page[View: Callable](*, number: str = "") -> Callable[[View], View]:
    """The view's page depends on its address, the reader's display settings and htmx alone.

    Of the query it reads nothing but the page number called `number`, if any: asked for anything
    else it is drawn anew. What it draws is the same for everybody and holds no mark of a form.
    """

    def mark(view: View) -> View:
        view.kept_number = number
        return view

    return mark
