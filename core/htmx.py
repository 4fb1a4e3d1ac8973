"""One template, two answers: htmx swaps a part of a page, everybody else gets the page."""


def wants_part(request) -> bool:
    """Whether htmx asks for a part; going back in the browser it wants the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def page_or_part(request, template: str, part: str = "results") -> str:
    """The name to render: `template`, or its partial for htmx."""
    return f"{template}#{part}" if wants_part(request) else template
