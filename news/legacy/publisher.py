"""Who published an old page, where no label says so: beside the day, and on a newspaper's page."""

import datetime
import re

from news.legacy.both_scripts import simplified
from news.legacy.dates import DATE, date_of
from news.legacy.head_labels import LABEL
from news.legacy.lines import LONGEST_LINE

# 青溪新闻网, 云岭县融媒体中心: names that end like those of offices and papers.
PUBLISHER = re.compile(
    r"[\u3400-\u9fff（）()]{2,16}(?:网|报|报社|局|委|办|办公室|台|社|发布|融媒|中心|集团|公司|政府|厅|处|委员会)"
)
DAY_AND_HOUR = re.compile(
    rf"(?:{DATE.pattern}|(?<!\d)\d{{1,2}}[-/月]\d{{1,2}})日?(?:\s{{0,3}}\d{{1,2}}:\d\d(?::\d\d)?)?"
)
BETWEEN = " \t\u3000|｜/·,，()（）[]【】"
NUMBER_OF_PAGE = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版")
PAPER = re.compile(r"[\u3400-\u9fff]{2,8}?(?:日|晚|晨|周|时|商|早|导|都市)报")
NEAR = 2
PRINTED = "报纸版面"


def named_beside_day(line: str) -> str:
    """青溪新闻网 of 2024-06-19 10:11 青溪新闻网; "" for a line that is anything else."""
    if len(line) > LONGEST_LINE or LABEL.search(simplified(line)):
        return ""
    day = DAY_AND_HOUR.search(line)
    if not day:
        return ""
    rest = (line[: day.start()] + line[day.end() :]).strip(BETWEEN)
    return rest if PUBLISHER.fullmatch(simplified(rest)) else ""


def printed_on(lines: list[str]) -> datetime.date | None:
    """The day of a newspaper, which stands beside the number of its page."""
    for at, line in enumerate(lines):
        if len(line) <= LONGEST_LINE and NUMBER_OF_PAGE.search(line):
            days = filter(None, map(date_of, lines[max(0, at - NEAR) : at + NEAR + 1]))
            return next(days, None)
    return None


def paper_in(names: list[str]) -> str:
    """青溪日报 of 青溪日报数字报, a part of the page's title."""
    return next((found[0] for name in names if (found := PAPER.match(name))), "")
