"""A number as a spreadsheet shows it: number formats of ECMA-376, 18.8.30 and 18.8.31.

What a clerk saw in the cell is what was meant: 30000 in the format 0!.0,"万" was read as 3.0万.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from exchange.cells import Cell, Mark

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    48: "##0.0E+0",
    49: "@",
}
DAYS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
TIMES = {*range(18, 22), *range(32, 36), *range(45, 48)}
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\!_*].')
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]|[\\!](?P<escaped>.)'
    r"|(?P<skipped>[_*].)|(?P<power>E[+-]0+)|(?P<sign>[0#?.,%/])|(?P<general>General|G/通用格式)"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
USUAL = re.compile(r"(#,##)?0(?:\.(0{1,9}))?(?:_ )?")
CONDITION = re.compile(r"(>=|<=|<>|>|<|=)(-?\d+(?:\.\d+)?)")
COMPARE = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    "<>": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
}
EPOCH, EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)  # noqa: DTZ001 -- cells have no time zone
LAST_DAY = 2_958_466
KEPT_DIGITS = 15
LONGEST_FORMAT = 255


class NumberFormat:
    """One format of cells; `cell(raw)` is what was seen of a number stored as text."""

    def __init__(self, key="0", code=None):
        """`key` is the number of the format, `code` its own words where it is not built in."""
        number = int(key[:4]) if key.isdecimal() else 0
        self.code = (BUILT_IN.get(number, "") if code is None else code)[:LONGEST_FORMAT]
        bare = QUOTED.sub("", self.code).lower()
        if code is None:
            self.is_day, self.is_time = number in DAYS, number in TIMES
        else:
            self.is_day = "y" in bare or "d" in bare or "年" in code
            self.is_time = not self.is_day and re.search(r"h|s|\[[hms]", code.lower()) is not None
            self.is_time = self.is_time and not re.search("[0#]", bare.replace("ss.0", ""))
        self.is_text = self.code == "@"
        self.usual = USUAL.fullmatch(self.code)
        self.is_plain = self.code.lower() in {"", "general", "g/通用格式"}

    def cell(self, raw, *, is_1904=False):
        try:
            number = Decimal(raw)
        except ArithmeticError:
            return raw
        if not number.is_finite() or abs(number.adjusted()) > 400:
            return raw
        if (self.is_day or self.is_time) and 0 <= number < LAST_DAY:
            return self._moment(number, is_1904=is_1904)
        if self.is_text and raw.isdecimal():
            return raw
        if number.adjusted() >= KEPT_DIGITS:
            return Cell(plain(number), Mark.LONG)
        if self.is_plain or self.is_text:
            return plain(number)
        return self._usual(number) if self.usual else shown(number, self.code)

    def _usual(self, number):
        """The short way for what most cells have: 0, 0.00, #,##0.00."""
        places = Decimal(1).scaleb(-len(self.usual[2] or ""))
        rounded = number.quantize(places, ROUND_HALF_UP)
        text = format(rounded, ",f" if self.usual[1] else "f")
        return text if rounded == number else _compared(text, number, ())

    def _moment(self, number, *, is_1904):
        if self.is_time:
            minutes = int((number * 1440).to_integral_value(ROUND_HALF_UP))
            return Cell(f"{minutes // 60}:{minutes % 60:02}", Mark.TIME)
        moment = (EPOCH_1904 if is_1904 else EPOCH) + datetime.timedelta(days=float(number))
        return Cell(moment.date().isoformat(), Mark.DAY)


GENERAL = NumberFormat()


def plain(number: Decimal) -> str:
    """The digits a spreadsheet vouches for: 9.6000000000000014 is 9.6."""
    text = format(Decimal(format(number, f".{KEPT_DIGITS}g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def sections_of(code):
    """[(condition or None, tokens)] of a format of up to four parts."""
    sections, tokens, condition = [], [], None
    for found in TOKEN.finditer(code):
        kind, text = found.lastgroup, found[found.lastgroup]
        if kind == "plain" and text == ";":
            sections.append((condition, tokens))
            tokens, condition = [], None
        elif kind == "bracket":
            if rule := CONDITION.fullmatch(text):
                condition = (rule[1], Decimal(rule[2]))
        elif kind in {"sign", "power", "general"}:
            tokens.append((kind, text))
        elif kind != "skipped":
            tokens.append(("literal", text))
    return [*sections, (condition, tokens)]


def section_for(number, code):
    """(tokens, whether the sign is still to be written)."""
    sections = sections_of(code)[:3]
    if any(condition for condition, _ in sections):
        for condition, tokens in sections:
            if condition is None or COMPARE[condition[0]](number, condition[1]):
                return tokens, number < 0
        return sections[-1][1], number < 0
    if number < 0 and len(sections) > 1:
        tokens = sections[1][1]
        is_bracketed = {("literal", "("), ("literal", "（")} & set(tokens)
        tokens = [token for token in tokens if not is_bracketed or token[1] not in "()（）"]
        has_sign = ("literal", "-") in tokens
        return tokens, not has_sign
    if number == 0 and len(sections) > 2:
        return sections[2][1], False
    return sections[0][1], number < 0


def shown(number: Decimal, code: str):
    """What the format shows of a number, marked where that is not the number itself."""
    tokens, is_signed = section_for(number, code)
    if not tokens:
        return Cell("", Mark.UNSEEN, plain(number)) if number else ""
    signs = [text for kind, text in tokens if kind == "sign"]
    if any(kind == "power" for kind, _ in tokens):
        return Cell(plain(number), Mark.SCIENTIFIC, plain(number))
    if any(kind == "general" for kind, _ in tokens):
        literal = [plain(abs(number)) if k == "general" else t for k, t in tokens if k != "sign"]
        return ("-" if is_signed else "") + "".join(literal).strip()
    if "/" in signs and "." not in signs and signs.count("/") == 1:
        return Cell(_fraction(number, signs), Mark.FRACTION, plain(number))
    if not set(signs) & set("0#?"):
        return "".join(text for kind, text in tokens if kind == "literal").strip() or plain(number)
    text = ("-" if is_signed else "") + _digits(abs(number), tokens)
    return _compared(text.strip(), number, signs)


def _compared(text, number, signs):
    """Rounded figures carry the number behind them; scaled and worded ones speak for themselves."""
    try:
        seen = Decimal(text.replace(",", ""))
    except ArithmeticError:
        return text
    if "%" in signs or seen == Decimal(plain(number)) or abs(seen - number) > 1:
        return text
    return Cell(text, Mark.ROUNDED, plain(number))


def _fraction(number, signs):
    places = len(signs) - 1 - signs.index("/")
    whole = int(number) if len(signs[: signs.index("/")]) > places else 0
    rest = Fraction(number - whole).limit_denominator(10 ** max(1, places) - 1)
    if not rest:
        return str(whole)
    return f"{whole} {abs(rest)}" if whole else str(rest)


def _digits(number, tokens):
    """The figures of a non-negative number among the literals of its section."""
    before, after = _split(tokens)
    is_grouped, scale = _commas(before, after)
    number = number.scaleb(2 * tokens.count(("sign", "%")) - 3 * scale)
    places = [text for kind, text in after if kind == "sign" and text in "0#?"]
    rounded = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    whole, _, rest = format(rounded, "f").partition(".")
    decimals = _decimals(rest, after)
    return _whole(whole, before, is_grouped=is_grouped) + decimals


def _split(tokens):
    dot = ("sign", ".")
    at = tokens.index(dot) if dot in tokens else len(tokens)
    return tokens[:at], tokens[at:]


def _commas(before, after):
    """(thousands are grouped, how many thousands are left out)."""
    signs = "".join(text for kind, text in (*before, *after) if kind == "sign" and text not in "%/")
    scale = len(signs) - len(signs.rstrip(",")) if not after else 0
    if after:
        rest = "".join(text for kind, text in after if kind == "sign" and text not in "%/")
        scale = len(rest) - len(rest.rstrip(","))
    head = "".join(text for kind, text in before if kind == "sign")
    return "," in head.rstrip(","), scale


def _whole(digits, tokens, *, is_grouped):
    """Filled in from the right; what is left over goes before the first place."""
    digits = digits.lstrip("0")
    places = [i for i, (kind, text) in enumerate(tokens) if kind == "sign" and text in "0#?"]
    written = {}
    for place, at in enumerate(reversed(places)):
        digit = digits[-1 - place] if place < len(digits) else ""
        written[at] = digit or ("0" if tokens[at][1] == "0" else "")
    if places:
        written[places[0]] = (
            digits[: -len(places) or None][: max(0, len(digits) - len(places))]
            + (written[places[0]])
        )
    if is_grouped and places:
        whole = "".join(written[at] for at in places)
        written = dict.fromkeys(places, "") | {places[-1]: format(int(whole), ",") if whole else ""}
    return "".join(_text(token, written.get(i, "")) for i, token in enumerate(tokens))


def _decimals(digits, tokens):
    kept = digits
    places = [text for kind, text in tokens if kind == "sign" and text in "0#?"]
    while kept and places[len(kept) - 1] != "0" and kept.endswith("0"):
        kept = kept[:-1]
    left = iter(kept)
    found = []
    for token in tokens:
        if token == ("sign", "."):
            found.append("." if kept else "")
        else:
            found.append(_text(token, next(left, "") if token[1] in "0#?" else ""))
    return "".join(found)


def _text(token, digit):
    kind, text = token
    if kind == "literal":
        return text
    return "%" if text == "%" else digit
