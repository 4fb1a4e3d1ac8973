"""The colours that a site's four numbers give (static/css/tokens.css), and how well they are read.

Text in them stands on the grounds named here; of all these pairs the weakest counts.
"""

from dataclasses import dataclass
from functools import lru_cache

from core.colour_contrast import LEAST_FOR_TEXT, Colour, contrast


@dataclass(frozen=True)
class Shade:
    """oklch(lightness, chroma, hue): of the accent its own chroma is a `share` of the site's."""

    lightness: str
    strength: str  # a chroma; of the accent a share of the site's
    source: str  # h, w or s: the accent, the warm or the stone hue


@dataclass(frozen=True)
class Theme:
    label: str
    brand: Shade
    brand_2: Shade
    tint: Shade
    warm: Shade
    warm_soft: Shade
    ground: Shade  # what the stone hue tints most
    grounds: tuple[str | Shade, ...]  # paper, band, surface
    on_fill: str | Shade


LIGHT = Theme(
    "浅色",
    brand=Shade(".45", "1", "h"),
    brand_2=Shade(".37", "1", "h"),
    tint=Shade(".957", ".27", "h"),
    warm=Shade(".47", ".1", "w"),
    warm_soft=Shade(".963", ".02", "w"),
    ground=Shade(".49", ".022", "s"),
    grounds=("#fcfaf6", "#f5f1e8", "#fff"),
    on_fill="#fff",
)
DARK = Theme(
    "深色",
    brand=Shade(".82", "1.1", "h"),
    brand_2=Shade(".9", ".8", "h"),
    tint=Shade(".325", ".5", "h"),
    warm=Shade(".84", ".09", "w"),
    warm_soft=Shade(".315", ".035", "w"),
    ground=Shade(".268", ".022", "s"),
    grounds=(
        Shade(".205", ".018", "s"),
        Shade(".238", ".02", "s"),
        Shade(".268", ".022", "s"),
    ),
    on_fill=Shade(".2", ".03", "s"),
)
THEMES = (LIGHT, DARK)
MOST_CHROMA = 0.12


@dataclass(frozen=True)
class Accent:
    """The four numbers of a site."""

    hue: float
    chroma: float
    warm: float
    stone: float

    @classmethod
    def drawn_from(cls, **typed):
        """Of numbers as they were typed; None where they give no colour."""
        try:
            numbers = {name: float(value) for name, value in typed.items()}
            accent = cls(**numbers)
        except (TypeError, ValueError, OverflowError):
            return None
        chroma = numbers.pop("chroma")
        is_drawn = 0 <= chroma <= MOST_CHROMA and all(0 <= n < 360 for n in numbers.values())
        return accent if is_drawn else None

    def colour(self, shade: str | Shade) -> Colour:
        if isinstance(shade, str):
            return Colour.hex(shade)
        hue = {"h": self.hue, "w": self.warm, "s": self.stone}[shade.source]
        strength = float(shade.strength)
        if shade.source == "h":
            strength *= self.chroma
        return Colour.oklch(float(shade.lightness), strength, hue)

    def contrast(self, theme: Theme) -> float:
        """Of the pairs of text and ground the weakest."""
        return _weakest(self, theme)

    def unreadable(self) -> str:
        """Why text in these colours could not be read, "" where it can."""
        weak = [(theme, self.contrast(theme)) for theme in THEMES]
        words = "、".join(
            f"{theme.label}时 {ratio:.1f}" for theme, ratio in weak if ratio < LEAST_FOR_TEXT
        )
        if not words:
            return ""
        return (
            f"这样的颜色写出来的字看不清：与底色的对比{words}，至少要 {LEAST_FOR_TEXT}。"
            "请选淡一些的浓度，或者换一个颜色。"
        )


@lru_cache(maxsize=512)  # the swatches of a site's form ask for some fifty, and again for each text
def _weakest(accent, theme):
    texts = (
        (theme.brand, (*theme.grounds, theme.tint)),
        (theme.warm, (*theme.grounds, theme.warm_soft)),
        (theme.on_fill, (theme.brand, theme.brand_2)),
    )
    return min(
        contrast(accent.colour(text), accent.colour(ground))
        for text, grounds in texts
        for ground in grounds
    )
