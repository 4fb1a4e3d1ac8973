"""The reader's own display settings: a first-party cookie, set only when the reader chooses."""

from urllib.parse import urlencode

from django.urls import reverse

COOKIE = "display"
CHOICES = {"mode": ("care",), "theme": ("dark", "light")}
YEAR = 365 * 24 * 3600


def parse(raw: str) -> dict[str, str]:
    """ "mode=care&theme=dark" → {"mode": "care", "theme": "dark"}; unknown values are dropped."""
    pairs = (part.partition("=") for part in raw.split("&"))
    return {key: value for key, _, value in pairs if value in CHOICES.get(key, ())}


class Display:
    """Template access: display.mode, display.theme and the links that change them."""

    def __init__(self, request):
        self.chosen = parse(request.COOKIES.get(COOKIE, ""))
        self._path = request.get_full_path()

    @property
    def mode(self):
        return self.chosen.get("mode", "")

    @property
    def theme(self):
        return self.chosen.get("theme", "")

    @property
    def mode_url(self):
        return self._link("mode", "" if self.mode else "care")

    @property
    def theme_url(self):
        return self._link("theme", "light" if self.theme == "dark" else "dark")

    def _link(self, key, value):
        return f"{reverse('display_set')}?{urlencode({key: value, 'next': self._path})}"
