"""Days as pages and their meta tags write them."""

import datetime
import re
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年 ]{1,3}(\d{1,2})[-/.月 ]{1,3}(\d{1,2})(?!\d)")
COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:\d{4}|\d{6})?")
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*")
NUMERALS = dict(zip("〇零○Ｏ一二三四五六七八九", "0000123456789", strict=True))
CHINESE = re.compile(
    r"([一二][〇零○Ｏ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)


def date_of(line: str) -> datetime.date | None:
    """The first date of a line, or None if it has none that exists."""
    found = DATE.search(line)
    if found:
        return _date(*map(int, found.groups()))
    if found := CHINESE.search(line):
        year = int("".join(NUMERALS[numeral] for numeral in found[1]))
        return _date(year, _number(found[2]), _number(found[3]))
    return None


def stamp_of(text: str) -> datetime.date | None:
    """The day in Beijing of what a machine wrote: 20240618160500, 2024-06-17T16:30:00Z."""
    text = text.strip()
    if found := ISO.match(text):
        try:
            moment = datetime.datetime.fromisoformat(found[0])
        except ValueError:
            return date_of(text)
        return (moment.astimezone(BEIJING) if moment.tzinfo else moment).date()
    if found := COMPACT.fullmatch(text):
        return _date(*map(int, found.groups()))
    return date_of(text)


def _number(numerals: str) -> int:
    """十八 as 18: up to 31."""
    tens, ten, ones = numerals.rpartition("十")
    return (int(NUMERALS.get(tens, "1")) * 10 if ten else 0) + int(NUMERALS.get(ones, "0"))


def _date(year, month, day):
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
