"""Validity is computed from dates, and the queryset words say the same as the object."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from policies.models import Policy
from tests.factories import PolicyFactory
from tests.floods import flood

V = Policy.Validity
TODAY = datetime.date(2026, 11, 21)
near_today = st.none() | st.dates(
    TODAY - datetime.timedelta(days=70), TODAY + datetime.timedelta(days=70)
)


class TestWordsAgree(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.policy = PolicyFactory()

    @flood(150)
    @given(effective=near_today, expires=near_today, repealed=near_today)
    def test_queryset_words_agree_with_validity(self, effective, expires, repealed):
        if effective and expires and expires < effective:
            effective, expires = expires, effective
        mine = Policy.objects.filter(pk=self.policy.pk)
        mine.update(effective_on=effective, expires_on=expires, repealed_on=repealed)
        policy = mine.get()
        words = {
            "in_force": {V.VALID, V.EXPIRING},
            "not_over": {V.VALID, V.EXPIRING, V.UPCOMING},
            "over": {V.EXPIRED},
            "upcoming": {V.UPCOMING},
            "expiring": {V.EXPIRING},
        }
        said = {word: getattr(mine, word)(TODAY).exists() for word in words}
        meant = {word: policy.validity(TODAY) in states for word, states in words.items()}
        assert said == meant


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, (V.VALID, None)),
        ({"effective_on": TODAY}, (V.VALID, None)),
        ({"effective_on": TODAY + datetime.timedelta(1)}, (V.UPCOMING, None)),
        ({"expires_on": TODAY}, (V.EXPIRING, 0)),
        ({"expires_on": TODAY + datetime.timedelta(60)}, (V.EXPIRING, 60)),
        ({"expires_on": TODAY + datetime.timedelta(61)}, (V.VALID, 61)),
        ({"expires_on": TODAY - datetime.timedelta(1)}, (V.EXPIRED, -1)),
        ({"repealed_on": TODAY}, (V.EXPIRED, -1)),
        ({"repealed_on": TODAY + datetime.timedelta(1)}, (V.EXPIRING, 0)),
        (
            {"repealed_on": TODAY + datetime.timedelta(9), "expires_on": TODAY},
            (V.EXPIRING, 0),
        ),
    ],
)
def test_validity_counts_the_last_day_in(dates, expected):
    policy = Policy(issued_on=datetime.date(2020, 1, 1), **dates)
    assert (policy.validity(TODAY), policy.days_left(TODAY)) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2023-12-31", 0),
        ("2024-01-01", 0),
        ("2025-01-01", 50),
        ("2026-01-01", 100),
        ("2030-01-01", 100),
    ],
)
def test_elapsed_percent_stays_between_0_and_100(today, expected):
    policy = Policy(
        issued_on=datetime.date(2020, 1, 1),
        effective_on=datetime.date(2024, 1, 1),
        expires_on=datetime.date(2026, 1, 1),
    )
    assert policy.elapsed_percent(datetime.date.fromisoformat(today)) == expected


def test_elapsed_percent_is_unknown_without_an_end():
    assert Policy(issued_on=TODAY).elapsed_percent(TODAY) is None


@pytest.mark.parametrize(
    ("apply_until", "expires", "expected"),
    [(None, None, True), (TODAY, None, True), (TODAY - datetime.timedelta(1), None, False),
     (TODAY, TODAY - datetime.timedelta(1), False)],
)  # fmt: skip
def test_is_open_until_deadline_and_only_in_force(apply_until, expires, expected):
    policy = Policy(issued_on=TODAY, apply_until_on=apply_until, expires_on=expires)
    assert policy.is_open(TODAY) is expected
