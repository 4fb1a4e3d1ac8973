"""Colours as style sheets write them (OKLCH), and how well one is read upon another (WCAG 2)."""

import math
from dataclasses import dataclass

LEAST_FOR_TEXT = 4.5  # WCAG 2.2, 1.4.3
# From the cone responses to linear sRGB (CSS Color 4, 10.1).
TO_CONES = (
    (0.3963377774, 0.2158037573),
    (-0.1055613458, -0.0638541728),
    (-0.0894841775, -1.2914855480),
)
TO_LIGHT = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
WEIGHTS = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True)
class Colour:
    """Amounts of red, green and blue light, 0–1, linear. Outside of sRGB the nearest within."""

    light: tuple[float, float, float]

    @classmethod
    def oklch(cls, lightness, chroma, hue):
        a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
        cones = [(lightness + x * a + y * b) ** 3 for x, y in TO_CONES]
        light = (sum(k * cone for k, cone in zip(row, cones, strict=True)) for row in TO_LIGHT)
        return cls(tuple(min(max(part, 0.0), 1.0) for part in light))

    @classmethod
    def hex(cls, text):
        """From "#fcfaf6" or "#fff"."""
        digits = text.removeprefix("#")
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
        return cls(tuple(_linear(part) for part in parts))

    def __str__(self):
        return "#" + "".join(f"{round(_coded(part) * 255):02x}" for part in self.light)

    @property
    def luminance(self):
        return sum(weight * part for weight, part in zip(WEIGHTS, self.light, strict=True))


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _coded(part):
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def contrast(one: Colour, other: Colour) -> float:
    """1 for two alike, 21 for black on white."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
