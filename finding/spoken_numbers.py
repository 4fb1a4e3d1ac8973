"""Numbers as people write and say them: 1.5万, 三千, 一万五, 半."""

import re
from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "两": 2} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
TENS = {"十": 10, "百": 100, "千": 1_000}
WAN = 10_000
STEPS = TENS | {"万": WAN}
NUMBER = (
    rf"(?:\d{{1,9}}(?:\.\d{{1,4}})?\s?[{''.join(STEPS)}]?|[{''.join((*DIGITS, *STEPS))}半]{{1,9}})"
)
FIGURES = re.compile(r"(\d+(?:\.\d+)?)\s?(\D?)")
# Two digits side by side leave open which: 七八十, 两三千, 三五百.
EITHER = re.compile(rf"([两一二三四五六七八])([两二三四五六七八九])([{''.join(STEPS)}]{{1,2}})")
# 8毛5, 两块五: what people say of a rent.
DIGIT = r"[\d一二两三四五六七八九]"
CHANGE = re.compile(rf"({DIGIT})\s?(?:毛(?!坯)|角(?=钱))(?:钱|({DIGIT})(?![\d天平个月亩]))?")
AND_CHANGE = re.compile(rf"(\d+|{DIGIT}+)块([一二三四五六七八九])(?![十百千万亩平个块])")


def in_yuan(text: str) -> str:
    """8毛5 as 0.85元, 两块五 as 2.5元."""
    text = CHANGE.sub(lambda found: f"0.{_digit(found[1])}{_digit(found[2] or '')}元", text)
    return AND_CHANGE.sub(lambda found: f"{spoken_number(found[1])}.{_digit(found[2])}元", text)


def _digit(text):
    return str(DIGITS.get(text, text))


def spoken_number(text: str) -> Decimal | None:
    """What NUMBER matched as a number; None for what is none after all, such as 十万半."""
    if figures := FIGURES.fullmatch(text):
        return Decimal(figures[1]) * STEPS.get(figures[2], 1)
    if text == "半":
        return Decimal("0.5")
    if "半" in text:
        return None
    before, is_in_wan, after = text.rpartition("万")
    return Decimal((_below_wan(before) or 1) * WAN * bool(is_in_wan) + _rest(after, is_in_wan))


def spoken_range(text: str) -> tuple[Decimal, Decimal] | None:
    """七八十 as 70 and 80; None for what names one number."""
    if not (match := EITHER.fullmatch(text)):
        return None
    ends = [spoken_number(digit + match[3]) for digit in (match[1], match[2])]
    return (ends[0], ends[1]) if ends[0] and ends[1] and ends[0] < ends[1] else None


def _rest(text, is_in_wan):
    """一万五 is 15,000: a last digit counts a tenth of the step before it."""
    return DIGITS[text] * WAN // 10 if is_in_wan and text in DIGITS else _below_wan(text)


def _below_wan(text):
    total, digit, step = 0, 0, 1
    for character in text:
        if character in TENS:
            step = TENS[character]
            total += (digit or 1) * step
            digit = 0
        else:
            digit, step = DIGITS.get(character, 0), step if character not in "零〇" else 10
    return total + digit * (step // 10 if step > 10 else 1)
