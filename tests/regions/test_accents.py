"""What a site's four numbers look like, held to the style sheet that draws them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from regions.accents import DARK, LIGHT, Accent, Shade

FIRST = Accent(hue=200, chroma=0.078, warm=58, stone=245)
ROLES = {
    "brand": "brand",
    "brand_2": "brand-2",
    "tint": "tint",
    "warm": "warm",
    "warm_soft": "warm-soft",
    "on_fill": "on-fill",
}


def as_written(shade):
    """A Shade in the words of tokens.css."""
    if not isinstance(shade, Shade):
        return shade
    strength = shade.strength
    if shade.source == "h":
        strength = "var(--c)" if strength == "1" else f"calc(var(--c)*{strength})"
    return f"oklch({shade.lightness} {strength} var(--{shade.source}))"


def test_shades_are_those_of_the_style_sheet():
    sheet = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
    written = dict(re.findall(r"--([\w-]+): light-dark\((.+)\);", sheet))
    pairs = {
        css: f"{as_written(getattr(LIGHT, name))}, {as_written(getattr(DARK, name))}"
        for name, css in ROLES.items()
    }
    grounds = zip(("paper", "band", "surface"), LIGHT.grounds, DARK.grounds, strict=True)
    pairs |= {css: f"{as_written(light)}, {as_written(dark)}" for css, light, dark in grounds}
    assert {css: written[css] for css in pairs} == pairs


def test_every_number_that_the_database_takes_is_read_well():
    accents = [
        Accent(hue, chroma, hue, stone)
        for hue in range(0, 360, 5)
        for chroma in (0, 0.04, 0.078, 0.12)
        for stone in (0, 120, 245)
    ]
    assert [accent for accent in accents if accent.unreadable()] == []


@pytest.mark.parametrize(("theme", "ratio"), [(LIGHT, 6.25), (DARK, 7.24)])
def test_of_all_pairs_the_weakest_counts(theme, ratio):
    assert FIRST.contrast(theme) == pytest.approx(ratio, abs=0.05)


def test_what_could_not_be_read_is_said_with_the_ratio():
    assert FIRST.unreadable() == ""
    assert Accent(hue=140, chroma=0.9, warm=58, stone=245).unreadable() == (
        "这样的颜色写出来的字看不清：与底色的对比浅色时 3.4，至少要 4.5。"
        "请选淡一些的浓度，或者换一个颜色。"
    )


@pytest.mark.parametrize("hue", ["", "red", None, "nan", "inf", "1e400", "-1", "360", "9" * 400])
def test_what_is_no_colour_is_not_drawn(hue):
    assert Accent.drawn_from(hue=hue, chroma="0.078", warm="58", stone="245") is None
    assert Accent.drawn_from(hue="200", chroma="0.078", warm="58", stone="245") == FIRST
