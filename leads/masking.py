"""Personal data as it may be shown: masked unless somebody asked for it on the record."""

import datetime
import re
import unicodedata

from core.phones import without_extension

# 18 characters: region, birthday, serial and check character, with or without blanks between.
ID_NUMBER = re.compile(
    r"(?<!\d)[1-8]\d{5}[ -]?((?:18|19|20)\d{2})(\d{2})(\d{2})[ -]?\d{3}[\dX](?![0-9A-Z])",
    re.ASCII | re.IGNORECASE,
)
HALF_WIDTH = {ord("　"): " ", ord("Ｘ"): "X", ord("ｘ"): "x"} | {
    ord("０") + digit: str(digit) for digit in range(10)
}
HIDDEN_ID = "［身份证号已隐去］"
# Marks that turn the reading direction around: they make a text show something else than it says.
REVERSERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def mask_phone(phone: str, *, is_tail_shown=True) -> str:
    """138****5678; the same shape for landlines, without their extension.

    138******** where the last four digits open something.
    """
    if not phone:
        return ""
    phone = without_extension(phone)
    head, tail = (phone[:3], phone[-4:]) if len(phone) >= 11 else ("", phone[-2:])
    return f"{head}****{tail if is_tail_shown else '****'}"


def mask_email(email: str, *, is_start_shown=True) -> str:
    """zh***@example.com; ***@example.com where the first characters open something."""
    name, at, domain = email.partition("@")
    start = name[:2] if is_start_shown else ""
    return f"{start}***{at}{domain}" if email else ""


def hide_id_numbers(text: str) -> str:
    """Replace identity card numbers: nobody needs them to answer an enquiry."""
    parts, end = [], 0
    for match in ID_NUMBER.finditer(text.translate(HALF_WIDTH)):
        if is_date(*(int(part) for part in match.groups())):
            parts += [text[end : match.start()], HIDDEN_ID]
            end = match.end()
    return "".join([*parts, text[end:]])


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
