"""Numbers as readers see them: a label, a value, its unit, the same in another unit."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

UNKNOWN = "未知"
BY_PARK = "（按园区）"  # behind what is its park's, not its own


@dataclass(frozen=True)
class Figure:
    """面积 126.4 亩（84,267 ㎡）: `beside` is the bracket, `tone` "price" or empty."""

    label: str
    value: str
    unit: str = ""
    beside: str = ""
    tone: str = ""
    is_wide: bool = False

    @property
    def is_unknown(self):
        return self.value == UNKNOWN

    def __str__(self):
        text = f"{self.value}\u00a0{self.unit}" if self.unit else self.value
        return f"{text}（{self.beside}）" if self.beside else text


@dataclass(frozen=True)
class Tag:
    """A status in words; the tone only repeats it in colour: main, ok, warn, bad, off or empty."""

    text: str
    tone: str = ""


def number(value, places=2) -> str:
    """Thousands comma, at most `places` decimals, no trailing zeros: 84266.67 → "84,266.67"."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
