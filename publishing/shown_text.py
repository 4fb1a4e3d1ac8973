"""Rich text as pages show it; what is asked for again is worked out once in a process."""

from functools import cached_property, lru_cache

from publishing.richtext import each_picture, plain_text, sanitise

EAGER = '<img decoding="async"'
LAZY = f'{EAGER} loading="lazy"'


class ShownText:
    """Cleaned again, whatever wrote it to the database; pictures load when a reader comes near.

    Saving has given them their size (publishing/picture_sizes.py): nothing moves when they appear.
    """

    def __init__(self, html: str):
        self._html = sanitise(html)

    @cached_property
    def as_first(self) -> str:
        """Where the page shows no picture before it: the first one loads with the page."""
        pictures = iter([EAGER])
        return each_picture(self._html, lambda tag: next(pictures, LAZY) + tag[4:])

    @cached_property
    def below(self) -> str:
        """Where one stands above it."""
        return each_picture(self._html, lambda tag: LAZY + tag[4:])

    @cached_property
    def length(self) -> int:
        """Characters of its words."""
        return len(plain_text(self._html))


@lru_cache(maxsize=128)
def shown_text(html: str) -> ShownText:
    return ShownText(html)
