"""Chinese telephone numbers: mobiles, landlines, 400/800 and short service numbers."""

import re

from django.core.exceptions import ValidationError

from core.text_folding import fold

MOBILE = re.compile(r"\A1[3-9]\d{9}\Z")
LANDLINE = re.compile(r"\A0\d{2,3}-?\d{7,8}(-\d{1,6})?\Z")
SERVICE = re.compile(r"\A[48]00-?\d{3}-?\d{4}\Z")
SHORT = re.compile(r"\A(95\d{3,6}|96\d{3,4}|12345)\Z")
NOISE = str.maketrans("", "", " ()")
LONGEST_TYPED = 60


def normalise_phone(raw: str) -> str:
    """Half-width, without blanks, brackets, invisible marks or a leading +86; dashes kept."""
    text = fold(raw[:LONGEST_TYPED]).translate(NOISE)
    text = re.sub(r"\A(\+86|0086|86(?=1\d{10}\Z))-?", "", text)
    digits = text.replace("-", "")
    return digits if MOBILE.match(digits) else text


def is_phone(phone: str) -> bool:
    """A number one can dial back: mobile, landline with area code, 400/800 or short number."""
    return any(rule.match(phone) for rule in (MOBILE, LANDLINE, SERVICE, SHORT))


def dialable(phone: str) -> str:
    """What belongs behind `tel:`; an extension follows a comma (pause)."""
    main, *extension = (
        phone.rsplit("-", 1) if phone.count("-") == 2 and phone[0] == "0" else [phone]
    )
    digits = main.replace("-", "")
    return f"{digits},{extension[0]}" if extension else digits


def validate_hotline(value: str) -> None:
    if not is_phone(value):
        raise ValidationError("热线应是能拨通的号码，如 400-116-9096 或 0979-8412345。")
