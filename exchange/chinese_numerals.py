"""Numbers written in Chinese characters: 五十, 三万二千, 二〇二六, 十二点五."""

import re
from decimal import Decimal

DIGITS = {
    c: n
    for n, cs in enumerate(
        ("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in cs
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CHARACTERS = "".join((*DIGITS, *TENS, *MYRIADS))
NUMERAL = re.compile(rf"[{CHARACTERS}]+(?:点[{''.join(DIGITS)}]+)?")
LONGEST = 24


def value_of(text: str) -> Decimal | None:
    """None of what is no number, or of one that nobody would write."""
    if len(text) > LONGEST or not NUMERAL.fullmatch(text):
        return None
    whole, _, decimals = text.partition("点")
    number = Decimal(_positional(whole) if _is_positional(whole) else _counted(whole))
    return number + Decimal(f"0.{_positional(decimals)}") if decimals else number


def _is_positional(text):
    """二〇二六, digit by digit."""
    return all(character in DIGITS for character in text)


def _positional(text):
    return "".join(str(DIGITS[character]) for character in text)


def _counted(text):
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section += (digit or 1) * TENS[character]
            digit = 0
        else:
            before = total if MYRIADS[character] > MYRIADS["万"] else 0
            total += ((before + section + digit) or 1) * MYRIADS[character] - before
            section = digit = 0
    return total + section + digit


def in_figures(text: str) -> str:
    """The text with its Chinese numerals as figures: 二〇二六年十月 becomes 2026年10月."""
    return NUMERAL.sub(lambda found: str(value_of(found[0]) or found[0]), text)
