"""Everything around a page's own content: navigation, tiles, links, consult card."""


class Frame:
    """Lazily assembled; each part costs at most one query and only when a template asks."""

    def __init__(self, request, site):
        self.request = request
        self.site = site
