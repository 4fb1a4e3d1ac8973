"""Personal data as it may be shown: masked unless somebody asked for it on the record."""

import datetime
import re
import unicodedata

from core.phones import MOBILE, without_extension

# What people put between digits: blanks of any kind, strokes, dots, and marks that nobody sees.
APART = r"[\s\-‐-―−－_.·•・,，、/\u00ad\u200b-\u200f\u2060\ufeff]{0,3}"
# 18 characters: region, birthday, serial and check character.
ID_NUMBER = re.compile(
    "(?<![0-9])" + APART.join(["[1-8]", *["[0-9]"] * 16, "[0-9Xx]"]) + "(?![0-9])"
)
NOT_DIGITS = re.compile(r"[^0-9X]", re.IGNORECASE)
PLAIN = re.compile(r"\d{6}[ -]?\d{8}[ -]?\d{3}[\dX]", re.ASCII | re.IGNORECASE)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
CHECKS = "10X98765432"
LOOK_LIKE_X = dict.fromkeys(map(ord, "ＸｘХхΧχ×✕Ⅹ"), "X")


class AsciiDigits(dict):
    """For str.translate: digits of any script, full-width or ringed, and what looks like an X."""

    def __missing__(self, code):
        digit = unicodedata.digit(chr(code), None)
        self[code] = code if digit is None else str(digit)
        return self[code]


HIDDEN_ID = "［身份证号已隐去］"
# Marks that turn the reading direction around: they make a text show something else than it says.
REVERSERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def mask_phone(phone: str, *, is_tail_shown=True) -> str:
    """138****5678; 0979****45 of a landline: who knows its place knows most of its digits.

    138******** where the last digits open something.
    """
    if not phone:
        return ""
    phone = without_extension(phone)
    if MOBILE.fullmatch(phone):
        head, tail = phone[:3], phone[-4:]
    else:
        head, tail = phone[: max(phone.find("-"), 0)], phone[-2:]
    return f"{head}****{tail if is_tail_shown else '****'}"


def mask_email(email: str, *, is_start_shown=True) -> str:
    """zh***@example.com; ***@example.com where the first characters open something."""
    name, at, domain = email.partition("@")
    start = name[:2] if is_start_shown else ""
    return f"{start}***{at}{domain}" if email else ""


def hide_id_numbers(text: str) -> str:
    """Replace identity card numbers: nobody needs them to answer an enquiry.

    However their digits are written and kept apart. A wrong check character is a typing error in
    what is written in one piece; in what is not, it says that these are other numbers.
    """
    plain = text.translate(AsciiDigits(LOOK_LIKE_X))
    parts, end = [], 0
    match = ID_NUMBER.search(plain)
    while match:
        is_hidden = _is_id_number(match[0])
        if is_hidden:
            parts += [text[end : match.start()], HIDDEN_ID]
            end = match.end()
        match = ID_NUMBER.search(plain, end if is_hidden else match.start() + 1)
    return "".join([*parts, text[end:]])


def _is_id_number(written):
    number = NOT_DIGITS.sub("", written).upper()
    year, month, day = number[6:10], number[10:12], number[12:14]
    is_born = year[:2] in {"18", "19", "20"} and is_date(int(year), int(month), int(day))
    return is_born and bool(PLAIN.fullmatch(written) or _is_checked(number))


def _is_checked(number):
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return CHECKS[total % 11] == number[17]


def is_date(year, month, day):
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def tidy(text: str) -> str:
    """Free text without control and reversing characters and without identity card numbers."""
    kept = (
        c
        for c in text.replace("\r\n", "\n").replace("\r", "\n")
        if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in REVERSERS)
    )
    return hide_id_numbers("".join(kept)).strip()
