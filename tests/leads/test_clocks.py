"""Rings and words of a promise: never a colour without words."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from leads.admin.clocks import clock_of, used_percent
from leads.models import Lead, with_last_words
from tests.leads.factories import LeadFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day, hour, minute=0):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "words", "tone", "used"),
    [
        (at(23, 15), "最迟 11\u00a0月\u00a024\u00a0日（周二）18:00", "calm", 0),
        (at(24, 9), "还剩 9\u00a0小时\u00a00\u00a0分", "calm", 25),
        (at(24, 13, 59), "还剩 4\u00a0小时\u00a01\u00a0分", "calm", 67),
        (at(24, 14), "还剩 4\u00a0小时\u00a00\u00a0分", "soon", 67),
        (at(24, 15, 46), "还剩 2\u00a0小时\u00a014\u00a0分", "soon", 81),
        (at(24, 18, 35), "逾期 35\u00a0分钟", "late", 100),
    ],
)
def test_clock_runs_in_working_time(db, site, now, words, tone, used):
    LeadFactory(site=site, received_at=at(23, 15), due_at=at(24, 18))
    lead = with_last_words(Lead.objects.all(), 10).get()
    clock = clock_of(lead, now)
    assert (clock.words, clock.tone, clock.used) == (words, tone, used)


@pytest.mark.parametrize(
    ("values", "words", "tone"),
    [
        ({"first_reply_at": at(23, 16), "stage": "answered"}, "已答复", "done"),
        ({"stage": "closed", "closed_at": at(23, 16)}, "已办结", "done"),
        (
            {"is_quarantined": True, "quarantine_checked_at": at(23, 16)},
            "垃圾信息",
            "done",
        ),
        (
            {"is_quarantined": True},
            "隔离区，最迟 11\u00a0月\u00a024\u00a0日（周二）18:00 看一眼",
            "calm",
        ),
    ],
)
def test_clock_rests_where_nobody_waits(db, site, values, words, tone):
    LeadFactory(site=site, received_at=at(23, 15), due_at=at(24, 18), **values)
    clock = clock_of(with_last_words(Lead.objects.all(), 10).get(), at(23, 17))
    assert (clock.words, clock.tone) == (words, tone)


def test_promise_outside_of_office_hours_runs_in_plain_time():
    assert used_percent(at(21, 10), at(22, 10), at(21, 16)) == 25
    assert used_percent(at(21, 10), at(21, 10), at(21, 10)) == 100


def test_ring_is_drawn_without_a_style(db, site):
    LeadFactory(site=site, received_at=at(23, 15), due_at=at(24, 18))
    drawn = clock_of(with_last_words(Lead.objects.all(), 10).get(), at(24, 9)).drawn
    assert drawn == (
        '<span class="clock clock--calm"><svg class="ring" viewBox="0 0 20 20" aria-hidden="true">'
        '<circle cx="10" cy="10" r="7.5"/><circle cx="10" cy="10" r="7.5" pathLength="100"'
        ' stroke-dasharray="25 100"/></svg>还剩 9\u00a0小时\u00a00\u00a0分</span>'
    )
