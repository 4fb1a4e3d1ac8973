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
UNITS = TENS | MYRIADS
COUNT = "".join(character for character, digit in DIGITS.items() if digit)
# 两三百, 七八十, 十五六: two digits side by side where one is due.
TWO_AT_ONCE = re.compile(
    rf"[{COUNT}]{{2}}[{''.join(UNITS)}]|[{''.join(UNITS)}][{COUNT}]{{2}}(?:点|$)"
)
PAIR = re.compile(r"[一壹]二|[两二]三|三四|三五|四五|五六|六七|七八|八九")
LONGEST = 24


def value_of(text: str) -> Decimal | None:
    """None of what is no number, of two at once, or of one that nobody would write."""
    if len(text) > LONGEST or not NUMERAL.fullmatch(text) or is_approximate(text):
        return None
    whole, _, decimals = text.partition("点")
    number = Decimal(_positional(whole) if _is_positional(whole) else _counted(whole))
    return number + Decimal(f"0.{_positional(decimals)}") if decimals else number


def is_approximate(text: str) -> bool:
    """七八十 is between seventy and eighty, not 80."""
    return (TWO_AT_ONCE.search(text) or PAIR.fullmatch(text)) is not None


def _is_positional(text):
    """二〇二六, digit by digit."""
    return all(character in DIGITS for character in text)


def _positional(text):
    return "".join(str(DIGITS[character]) for character in text)


def _counted(text):
    """两万五 is 25,000: a last digit counts the tenth of the unit before it; not in 二十五."""
    total = section = digit = 0
    if text[-1] in DIGITS and (last := UNITS.get(text[-2], 0)) > TENS["十"]:
        return _counted(text[:-1]) + DIGITS[text[-1]] * last // 10
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
