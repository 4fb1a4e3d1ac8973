"""Colours of style sheets as numbers, and how well one is read upon another."""

import pytest

from core.colour_contrast import Colour, contrast


@pytest.mark.parametrize(
    ("lightness", "chroma", "hue", "code"),
    [
        (0, 0, 0, "#000000"),
        (1, 0, 0, "#ffffff"),
        (0.45, 0.078, 200, "#006266"),  # the first values that tokens.css falls back to
        (0.26, 0.03, 245, "#172632"),
        (0.627955, 0.257683, 29.2339, "#ff0000"),
    ],
)
def test_oklch_is_what_browsers_draw(lightness, chroma, hue, code):
    assert str(Colour.oklch(lightness, chroma, hue)) == code


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21),
        ("#fff", "#000", 21),
        ("#777777", "#ffffff", 4.48),
        ("#b3261e", "#b3261e", 1),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(Colour.hex(one), Colour.hex(other)) == pytest.approx(ratio, abs=0.005)
