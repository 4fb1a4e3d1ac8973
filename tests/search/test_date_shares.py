"""How many days back so many entries are dated."""

import datetime

from search.date_shares import FURTHEST, DateShares

TODAY = datetime.date(2026, 11, 21)


def days_ago(days):
    return TODAY - datetime.timedelta(days=days)


def test_others_lie_evenly_between_their_bounds():
    shares = DateShares({}, [days_ago(100), days_ago(10), TODAY])
    assert shares.before(days_ago(101)) == 0
    assert shares.before(days_ago(55)) == 0.25
    assert shares.before(days_ago(5)) == 0.75
    assert shares.before(TODAY + datetime.timedelta(days=1)) == 1


def test_common_days_have_shares_of_their_own():
    shares = DateShares({TODAY: 0.25, days_ago(50): 0.25}, [days_ago(100), TODAY])
    assert shares.before(TODAY) == 0.75
    assert shares.before(days_ago(50)) == 0.25


def test_days_hold_a_share():
    end = TODAY + datetime.timedelta(days=1)
    shares = DateShares({TODAY: 0.25}, [days_ago(100), days_ago(1)])
    assert shares.days_for(0.2, end) == 1
    assert shares.days_for(0.25, end) == 1
    assert shares.days_for(0.3, end) == 9
    assert shares.days_for(2, end) == FURTHEST


def test_while_nothing_is_known_entries_are_spread_over_five_years():
    assert DateShares({}, []).days_for(0.2, TODAY) == 365
