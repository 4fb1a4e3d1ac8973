"""Rich text as pages show it; what is asked for again is worked out once in a process."""

from functools import cached_property, lru_cache

from publishing.picture_sizes import ATTRIBUTE
from publishing.renditions import OF_TEXT, is_ours, srcset
from publishing.richtext import each_picture, plain_text, sanitise

EAGER = '<img decoding="async"'
LAZY = f'{EAGER} loading="lazy"'


class ShownText:
    """Cleaned again, whatever wrote it to the database; pictures load when a reader comes near.

    Saving has given them their size (publishing/picture_sizes.py): nothing moves when they appear.
    """

    def __init__(self, html: str):
        self._html = sanitise(html)
        self._offered = each_picture(self._html, _with_copies)

    @cached_property
    def as_first(self) -> str:
        """Where the page shows no picture before it: the first one loads with the page."""
        pictures = iter([EAGER])
        return each_picture(self._offered, lambda tag: next(pictures, LAZY) + tag[4:])

    @cached_property
    def below(self) -> str:
        """Where one stands above it."""
        return each_picture(self._offered, lambda tag: LAZY + tag[4:])

    @cached_property
    def length(self) -> int:
        """Characters of its words."""
        return len(plain_text(self._html))


def _with_copies(tag):
    """A large picture of ours offers its smaller copies."""
    told = dict(ATTRIBUTE.findall(tag))
    source, width = told.get("src", ""), told.get("width", "")
    if not (is_ours(source) and width.isdigit()):
        return tag
    offered = srcset(source, natural_width=int(width))
    return f'{tag[:-1]} srcset="{offered}" sizes="{OF_TEXT}">' if offered else tag


@lru_cache(maxsize=128)
def shown_text(html: str) -> ShownText:
    return ShownText(html)
