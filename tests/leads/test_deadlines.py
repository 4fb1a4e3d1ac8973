"""Working days as China counts them."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from leads.deadlines import in_words, reply_due_at, span_in_words

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(*parts):
    return datetime.datetime(*parts, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (at(2026, 11, 21, 10, 42), 1, at(2026, 11, 23, 18)),  # Saturday → Monday
        (at(2026, 11, 20, 9), 1, at(2026, 11, 23, 18)),  # Friday → Monday
        (at(2026, 11, 23, 23, 59), 1, at(2026, 11, 24, 18)),
        (at(2026, 9, 30, 9), 1, at(2026, 10, 8, 18)),  # National Day, 7 days off
        (at(2026, 2, 13, 9), 1, at(2026, 2, 14, 18)),  # a Saturday worked for Spring Festival
        (at(2026, 11, 20, 9), 3, at(2026, 11, 25, 18)),
        (at(2038, 11, 19, 9), 1, at(2038, 11, 22, 18)),  # beyond the calendar: Monday to Friday
        (at(2026, 11, 22, 23, 30).astimezone(datetime.UTC), 1, at(2026, 11, 23, 18)),
    ],
)
def test_reply_is_due_at_office_end_of_the_working_day(received, days, due):
    assert reply_due_at(received, days) == due


def test_moments_and_spans_in_words():
    assert in_words(at(2026, 11, 23, 18)) == "11\u00a0月\u00a023\u00a0日（周一）18:00"
    hours = datetime.timedelta(hours=4, minutes=48, seconds=59)
    assert span_in_words(hours) == "4\u00a0小时\u00a048\u00a0分"
    assert span_in_words(datetime.timedelta(seconds=20)) == "1\u00a0分钟"
    assert span_in_words(datetime.timedelta(hours=50)) == "2\u00a0天\u00a02\u00a0小时"
