"""A clock that jumps is not followed, however often one looks."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.database_clock import database_now
from portal.clock_mark import is_trusted, last_known, newest_row_at, trust
from portal.models import ClockMark
from tests.leads.factories import LeadFactory

NOW = datetime.datetime(2026, 11, 28, 4, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
FOUR_YEARS = datetime.timedelta(days=4 * 365)


def test_first_look_at_an_empty_installation_is_trusted(db):
    assert (newest_row_at(), is_trusted(NOW), last_known()) == (None, True, NOW)


@pytest.mark.parametrize("step", [HOUR, -HOUR, 23 * HOUR])
def test_mark_follows_small_steps(db, step):
    trust(NOW)
    assert [is_trusted(NOW), is_trusted(NOW + step), last_known()] == [True, True, NOW + step]


@pytest.mark.parametrize("jump", [FOUR_YEARS, -FOUR_YEARS, 25 * HOUR])
def test_jump_is_refused_again_and_again(db, jump):
    trust(NOW)
    for hours in range(3):
        assert not is_trusted(NOW + jump + hours * HOUR)
    assert last_known() == NOW
    assert is_trusted(NOW + HOUR)


def test_without_a_mark_the_newest_row_counts(site):
    lead = LeadFactory(site=site)
    for _ in range(2):
        assert not is_trusted(timezone.now() + FOUR_YEARS)
    assert is_trusted(lead.received_at + HOUR)


def test_there_is_one_mark(db):
    with pytest.raises(IntegrityError, match="portal_clockmark_only_one"), transaction.atomic():
        ClockMark.objects.create(pk=2, trusted_at=NOW)


def test_command_asks_first_and_then_trusts_the_clock(site, capsys):
    LeadFactory(site=site, stage="closed", closed_at=timezone.now() - datetime.timedelta(days=360))
    trust(NOW - FOUR_YEARS)
    with pytest.raises(CommandError, match="--confirm"):
        call_command("confirm_clock")
    assert last_known() == NOW - FOUR_YEARS
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == [
        "上一次可信的时间：2022-11-29 12:00:00",
        "按现在的时间，一周内期满、将被删除个人信息的线索：1 条",
    ]
    call_command("confirm_clock", confirm=True)
    assert is_trusted(database_now())
