"""How wide pages are against their window."""


def overhang(page) -> int:
    """Pixels of the page that stand beside the window, once all of it has been loaded."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
