"""Places of pictures that could not come along: seen in the text, filled by a file, never public.

A place is a drawn picture of ours whose description names it: “缺图 2：现场”. The number stays when
others are filled or taken away, so that a form can ask for each by its own control.
"""

import base64
import re
from dataclasses import dataclass
from html import escape, unescape

from django.conf import settings

from publishing.richtext import each_picture

FILE = "img/missing-picture.svg"
NAMED = "缺图 "
WORDS = "这里缺一张图，点击上传"
MOST = 99  # of one text
ALT = re.compile(r'\salt="([^"]*)"')
SOURCE = re.compile(r'\ssrc="([^"]+)"')
NUMBERED = re.compile(rf"{NAMED}(\d{{1,2}})(?:：(.*))?", re.DOTALL)
DOT = re.compile(r'\s(?:width|height)="[01]"')
LONGEST_TAG = 2_000


@dataclass(frozen=True)
class Place:
    """`words`: how the picture that is missing was described where it came from."""

    number: int
    words: str = ""

    @property
    def label(self) -> str:
        return f"{NAMED}{self.number}" + (f"：{self.words}" if self.words else "")

    def control(self, field_name: str) -> str:
        """The name of the choice of a file that fills it."""
        return f"{field_name}-picture-{self.number}"


def address() -> str:
    return f"{settings.STATIC_URL}{FILE}"


def drawn(place: Place) -> str:
    return f'<img alt="{escape(place.label)}" src="{address()}">'


def is_missing(tag: str) -> bool:
    """Whether the tag of a picture, as the sanitiser writes it, shows none."""
    source = SOURCE.search(tag)
    return source is None or source[1] == address()


def is_dot(tag: str) -> bool:
    """A picture of one pixel by which another page counts its readers."""
    return bool(DOT.search(tag))


def place_in(tag: str) -> Place | None:
    alt = ALT.search(tag)
    found = NUMBERED.fullmatch(unescape(alt[1])) if alt and SOURCE.search(tag) else None
    return Place(int(found[1]), found[2] or "") if found and is_missing(tag) else None


def places_in(html: str) -> list[Place]:
    """Of one text, in its order, each number once."""
    if address() not in html:
        return []
    found = {}

    def note(tag):
        if place := place_in(tag):
            found.setdefault(place.number, place)
        return tag

    each_picture(html, note)
    return list(found.values())


def words_of(tag: str) -> str:
    """The description of a picture that is not there."""
    alt = ALT.search(tag)
    return unescape(alt[1]).strip() if alt else ""


def filled(html: str, files: dict[int, bytes]) -> str:
    """The text with a chosen file in its place, as if it had been pasted there (data:)."""
    if not files:
        return html

    def fill(tag):
        place = place_in(tag) if len(tag) < LONGEST_TAG else None
        if place is None or place.number not in files:
            return tag
        data = base64.b64encode(files.pop(place.number)).decode()
        return f'<img alt="{escape(place.words)}" src="data:;base64,{data}">'

    return each_picture(html, fill)
