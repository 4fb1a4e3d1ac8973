"""Chinese telephone numbers as people write them, and the one form in which they are kept.

A mobile is kept as 13800001234, a landline as 0979-8412345, 400 and 800 as 400-116-9096, each with
its extension behind a dash: 0979-8412345-801.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

from core.text_folding import fold

LARGE_CITY, ELSEWHERE = r"010|02\d", r"0[3-9]\d\d"  # area codes; 02 alone is 台北
AREA = f"{LARGE_CITY}|{ELSEWHERE}"
EXTENSION = r"(?:-\d{1,6})?"
MOBILE = re.compile(rf"1[3-9]\d{{9}}{EXTENSION}")
LANDLINE = re.compile(rf"(?:(?:{LARGE_CITY})-\d{{8}}|(?:{ELSEWHERE})-\d{{7,8}}){EXTENSION}")
SERVICE = re.compile(rf"[48]00-\d{{3}}-\d{{4}}{EXTENSION}")
# Emergency calls, 10xxx and 12xxx of carriers and authorities, 95xxx and 96xxx of banks and firms.
SHORT = re.compile(r"1[12]\d|1[02]\d{3,4}|95\d{3,6}|96\d{3,4}")
COUNTRY = re.compile(r"\+?0*86")
ABROAD = re.compile(r"(?:\+|00)(?!0*86)[1-9]\d{6,14}")
LONGEST_TYPED = 200
MOST_DIGITS = 60

LABEL = re.compile(
    r"(?:tel|mobile|cell|phone|总机|(?:联系|移动|固定|办公)?(?:手机|电话|座机|固话|方式)(?:号码|号)?)"
    r"[:. ]*"
)
EXTENSION_MARK = re.compile(r"(?:;?ext(?:ension|n)?[.:=]*|转?分机号?[:.]?|转接?|[#*x]|,+) ?(?=\d)")
# 0979/8412345: the area code alone before the stroke.
AREA_APART = re.compile(rf"\A(\(?(?:{AREA})\)?) ?/")
AROUND = " -.,;:/|。、“”\"'‘’"
# Brackets, dots and the like between digits: which ones says nothing.
BETWEEN = re.compile(r"[-()\[\]{}.·•~_ ]+")
# Signs that stand between two numbers.
OR = re.compile(r"[/\\|,;、&]|或|和|及|or")


def normalise_phone(raw: str) -> str:
    """The stored form of one number; of anything else what was typed, half-width and trimmed."""
    text = _tidied(raw)
    numbers = set(_numbers(text))
    return numbers.pop() if len(numbers) == 1 else text


def several_phones(raw: str) -> list[str]:
    """The different numbers of a text that holds more than one of them and nothing else."""
    numbers = dict.fromkeys(_numbers(_tidied(raw)))
    return list(numbers) if len(numbers) > 1 else []


def is_phone(phone: str) -> bool:
    """A number in its stored form that reaches a person: mobile, landline, 400 or 800."""
    return any(rule.fullmatch(phone) for rule in (MOBILE, LANDLINE, SERVICE))


def is_short_number(phone: str) -> bool:
    """12345, 95588, 110, also behind an area code: an institution's own, never a visitor's."""
    digits = _digits(phone)
    return bool(SHORT.fullmatch(digits) or SHORT.fullmatch(re.sub(rf"^(?:{AREA})", "", digits)))


def is_abroad(phone: str) -> bool:
    """Written with the code of another country: +852 …, 00 1 …"""
    return bool(ABROAD.fullmatch(BETWEEN.sub("", phone)))


def without_extension(phone: str) -> str:
    """The number that a stored form begins with."""
    parts = phone.split("-")
    kept = 3 if SERVICE.fullmatch(phone) else 2 if LANDLINE.fullmatch(phone) else 1
    return "-".join(parts[:kept]) if is_phone(phone) else phone


def dialable(phone: str) -> str:
    """What belongs behind `tel:`; an extension follows a comma (pause)."""
    stored = normalise_phone(phone)
    main = without_extension(stored)
    extension = stored[len(main) + 1 :]
    return ",".join(filter(None, [_digits(main), extension]))


def validate_hotline(value: str) -> None:
    if not (is_phone(normalise_phone(value)) or SHORT.fullmatch(_tidied(value))):
        raise ValidationError("热线应是能拨通的号码，如 400-116-9096 或 0979-8412345。")


def _tidied(raw):
    """Half-width, nothing invisible, blanks single, without a label in front; digits 0 to 9."""
    text = " ".join(fold(raw).split())
    text = "".join(str(unicodedata.decimal(c, c)) for c in text)
    text = LABEL.sub("", text, count=1) if LABEL.match(text) else text
    return text.strip(AROUND)


def _digits(text):
    return re.sub(r"\D", "", text)


def _numbers(text):
    """The stored forms of the numbers that a tidied text holds; [] if it holds anything else.

    Whether two groups of digits are one number or two is seen by trying both.
    """
    if len(text) > LONGEST_TYPED or len(_digits(text)) > MOST_DIGITS:
        return []
    if number := _one_number(text):
        return [number]
    for cut in re.finditer(r"[^\d+(]+", text):
        head = _one_number(text[: cut.start()])
        if head and (tail := _numbers(OR.sub(" ", text[cut.end() :]).strip())):
            return [head, *tail]
    return []


def _one_number(text):
    """The stored form of a text that is one number, else ""."""
    text = AREA_APART.sub(r"\1-", text.strip(AROUND))
    if (marked := EXTENSION_MARK.search(text)) and marked.start():
        main = text[: marked.start()].rstrip(" -(,;")
        return _with_extension(_main_number(main), text[marked.end() :].rstrip(") "))
    return _with_last_group(text) or _main_number(text)


def _with_extension(main, extension):
    is_one = main and re.fullmatch(r"\d{1,6}", extension)
    return f"{main}-{extension}" if is_one else ""


def _with_last_group(text):
    """0979-8412345-801: more digits than a number has, or a last group of one digit alone."""
    main, separator, extension = re.match(r"(.*?)(?:([- ]+)(\d{1,6}))?$", text).groups()
    if separator and (len(extension) == 1 or not _main_number(text)):
        return _with_extension(_main_number(main), extension)
    return ""


def _main_number(text):
    """Without an extension, however it is divided; with or without country code and zero.

    The code may stand there twice: the visitor's and the one that a browser filled in.
    """
    bare = BETWEEN.sub("", text)
    tried = [bare]
    while found := COUNTRY.match(bare):
        bare = bare[found.end() :]
        tried = [bare, f"0{bare}", *tried]
    return next(filter(None, map(_stored_form, tried)), "")


def _stored_form(digits):
    if found := re.fullmatch(r"0?(1[3-9]\d{9})", digits):
        return found[1]
    if found := re.fullmatch(rf"({AREA})(\d{{7,8}})", digits):
        landline = f"{found[1]}-{found[2]}"
        return landline if LANDLINE.fullmatch(landline) else ""
    if found := re.fullmatch(r"([48]00)(\d{3})(\d{4})", digits):
        return "-".join(found.groups())
    return ""
