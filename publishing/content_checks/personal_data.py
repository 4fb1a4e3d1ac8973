"""Numbers of persons in texts: identity cards, mobiles, bank cards. They are never repeated."""

import re
from collections.abc import Sequence

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from publishing.content_checks.rules import Hit, Rule, Severity

LAW = "《个人信息保护法》"
IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[\dXx](?![0-9A-Za-z])",
    re.ASCII,
)
SEPARATOR = "[ \u00a0\u3000\u2010-\u2014－-]?"
MOBILE = re.compile(
    rf"(?<![0-9A-Za-z.-])(?:(?:\+|00)?86{SEPARATOR})?"
    rf"(1[3-9]\d{SEPARATOR}\d{{4}}{SEPARATOR}\d{{4}})(?![0-9A-Za-z])",
    re.ASCII,
)
BANK_CARD = re.compile(
    rf"(?<![0-9A-Za-z.-])[3-6]\d{{3}}(?:{SEPARATOR}\d{{4}}){{3}}(?:{SEPARATOR}\d{{1,3}})?"
    r"(?![0-9A-Za-z])",
    re.ASCII,
)
# The same digits written wide, and what stands between them unseen.
WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
KEPT_FIRST, KEPT_LAST = 3, 2


def masked(number: str) -> str:
    """110***********12: enough to find it in the text."""
    hidden = len(number) - KEPT_FIRST - KEPT_LAST
    return f"{number[:KEPT_FIRST]}{'*' * hidden}{number[-KEPT_LAST:]}"


def _numbers(pattern, is_real=lambda number: True):
    def find(subject):
        for part in subject.all_words:
            plain, places = _as_digits(part.text)
            for match in pattern.finditer(plain):
                number = match[pattern.groups]  # less the code of the country
                if is_real(number):
                    start, end = match.span(pattern.groups)
                    yield Hit(part, places[start], places[end - 1] + 1, shown=masked(number))

    return find


def _as_digits(text) -> tuple[str, Sequence[int]]:
    """The text with plain digits and nothing unseen; where each character of it stands."""
    plain = text.translate(WIDE)
    if not UNSEEN.search(plain):
        return plain, range(len(plain))
    places = [at for at, character in enumerate(plain) if not UNSEEN.match(character)]
    return UNSEEN.sub("", plain), places


def is_identity_number(number: str) -> bool:
    """By its check digit and its day of birth (GB 11643); districts come and go."""
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return number[-1].upper() == ric.calc_check_digit(number)


def is_bank_card(number: str) -> bool:
    """By Luhn's check digit; an identity number that happens to pass is told as such."""
    digits = re.sub(r"\D", "", number)
    return luhn.is_valid(digits) and not (IDENTITY.fullmatch(digits) and is_identity_number(digits))


PERSONAL_DATA_RULES = (
    Rule(
        "identity_number",
        "身份证号",
        Severity.BLOCK,
        "有一个身份证号：…",
        "请删去，或只留前几位",
        _numbers(IDENTITY, is_identity_number),
        law=LAW,
    ),
    Rule(
        "bank_card",
        "银行卡号",
        Severity.BLOCK,
        "有一个银行卡号：…",
        "请删去",
        _numbers(BANK_CARD, is_bank_card),
        law=LAW,
    ),
    Rule(
        "mobile",
        "手机号",
        Severity.SIGN,
        "有一个手机号：…",
        "请改成办公电话；确是公开的联系电话，由审核人签字",
        _numbers(MOBILE),
        law=LAW,
    ),
)
