"""One style sheet and one script a page, put together of the readable files that we write.

On a slow phone each request costs more than the bytes it brings. The table says what goes together
and in which order; this finder offers the results to whoever asks for static files: `make run`,
tests, and collectstatic, which names and packs them as all others (ADR 30).
"""

import os
import re
import threading
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# The order decides where two rules are equally strong.
ROLES = ("tokens", "accents", "base", "layout", "blocks")
FAMILIES = (
    *("home", "listings", "finding", "needs", "compare", "reading", "leads", "matching"),
    "policies",
)
NOT_OF_THE_MAP = {"home", "compare", "policies"}
LAST = ("utilities", "print")
DESK = ("tokens", "shell", "django", "parts")
COURTESIES = ("enhance", "pictures", "shortlist", "suggest", "campaign")
OWN_LINE_COMMENT = re.compile(rb"\n[^\S\n]*/\*.*?\*/[^\S\n]*(?=\n)", re.DOTALL)
SWAPPING = ("django_htmx/htmx-2.min.js", "js/unanswered.js")


def _sheets(*families: str) -> tuple[str, ...]:
    return tuple(f"css/{name}.css" for name in (*ROLES, *families, *LAST))


def _scripts(*names: str) -> tuple[str, ...]:
    return tuple(f"js/{name}.js" for name in names)


BUNDLES = {
    "css/site.css": _sheets(*FAMILIES),
    # The map needs its bytes for itself: what only some other pages have is left out.
    "css/site-map.css": _sheets(*(f for f in FAMILIES if f not in NOT_OF_THE_MAP), "map"),
    # The network's own pages, and the way from one site to another.
    "css/site-front.css": _sheets(*FAMILIES, "front"),
    # An investor's own page, which has no lists to choose from.
    "css/site-progress.css": _sheets("reading", "leads", "progress"),
    "css/site-proposal.css": _sheets("reading", "leads", "proposal"),
    "css/site-sheet.css": _sheets("sheet"),
    # Of every page of the desk; Django's own sheets come before it, those of one page after.
    "desk/frame.css": tuple(f"desk/{name}.css" for name in DESK),
    "js/site.js": _scripts(*COURTESIES, "consult-card"),
    # Where htmx swaps parts: lists, policies, articles, search.
    "js/site-swap.js": (*SWAPPING, *_scripts(*COURTESIES, "consult-card")),
    # Over a map that somebody is looking at no card opens by itself.
    "js/site-map.js": (*SWAPPING, *_scripts(*COURTESIES, "map")),
}


class BundleFinder(BaseFinder):
    """The bundles as files of their own, made anew where one of their sources has changed."""

    def __init__(self, *args, folder: Path | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(folder or settings.VAR_DIR / "bundles")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):  # noqa: FBT002 -- Django's signature
        found = [self._made(path)] if path in BUNDLES else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        for path in BUNDLES:
            self._made(path)
            yield path, self.storage

    def _made(self, name):
        """The path of its file. Processes may make it at once: it is put in its place whole."""
        place = Path(self.storage.path(name))
        content = joined(BUNDLES[name])
        if not place.exists() or place.read_bytes() != content:
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh = place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}")
            fresh.write_bytes(content)
            fresh.replace(place)
        return str(place)


def joined(sources: tuple[str, ...]) -> bytes:
    """A line of its own for each: a script may end in a comment."""
    return b"".join(_text_of(source) + b"\n" for source in sources)


def _text_of(source):
    """Of a sheet without the comments on lines of their own, but for the first: its name."""
    text = Path(finders.find(source)).read_bytes()
    return OWN_LINE_COMMENT.sub(b"", text) if source.endswith(".css") else text
