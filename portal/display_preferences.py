"""The reader's own display settings: a first-party cookie, set only when the reader chooses."""

from functools import cached_property
from urllib.parse import quote

from django.conf import settings

CHOICES = {"mode": ("care",), "theme": ("dark", "light")}
YEAR_SECONDS = 365 * 24 * 3600


def parse(raw: str) -> dict[str, str]:
    """ "mode=care&theme=dark" → {"mode": "care", "theme": "dark"}; unknown values are dropped."""
    pairs = (part.partition("=") for part in raw.split("&"))
    return {key: value for key, _, value in pairs if value in CHOICES.get(key, ())}


def changed(chosen: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    """The settings after a click: an empty or unknown value takes a setting back."""
    merged = {**chosen, **{key: value for key, value in wanted.items() if key in CHOICES}}
    return {key: value for key, value in merged.items() if value in CHOICES[key]}


def cookie_value(chosen: dict[str, str]) -> str:
    return "&".join(f"{key}={value}" for key, value in sorted(chosen.items()))


class Display:
    """Template access: display.mode and display.theme, "" when nothing was chosen.

    `next`: the page at hand, as an address names it that changes the settings and leads back.
    """

    def __init__(self, request):
        self._request = request
        chosen = parse(request.COOKIES.get(settings.DISPLAY_COOKIE_NAME, ""))
        self.mode = chosen.get("mode", "")
        self.theme = chosen.get("theme", "")

    @cached_property
    def next(self):
        return quote(self._request.get_full_path(), safe="")
