"""What to offer while a reader is typing: names and titles of published things."""

from dataclasses import dataclass

from search.models import SearchEntry
from search.snippets import Part


@dataclass(frozen=True)
class Suggestion:
    """A title in parts, the hit marked; its type and its address on the reader's site."""

    parts: list[Part]
    type: SearchEntry.Type
    url: str

    @property
    def text(self):
        return "".join(part.text for part in self.parts)


def suggest(site, text, limit=8) -> list[Suggestion]:
    """Published names and titles that begin with, hold or sound like `text`, the best first.

    Never raises; [] for a text without a word. At most two queries.
    """
    return []
