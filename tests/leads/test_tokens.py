"""Signed marks: long enough, each for one purpose, of limited life."""

import datetime

import pytest

from leads import tokens
from leads.references import new_reference
from tests.leads.marks import aged

REFERENCE = "7K3Q-9XMD-PT4V"
HERE = {"site_pk": 1, "browser": "b" * 32}
NONSENSE = ["", "forged", "forged:1:x", "\0", REFERENCE]


def test_nonces_are_long_enough():
    assert len(tokens.new_nonce()) == 32  # 24 random bytes


@pytest.mark.parametrize(("hours", "is_valid"), [(0, True), (23, True), (25, False)])
def test_form_is_good_for_a_day(hours, is_valid):
    token = tokens.new_form_token(**HERE)
    old = aged(token, tokens.FORM, datetime.timedelta(hours=hours))
    assert (tokens.form_nonce(old, **HERE) == token.split("~")[0]) is is_valid


@pytest.mark.parametrize(("seconds", "is_hasty"), [(0, True), (2, True), (10, False), (-20, False)])
def test_form_sent_sooner_than_it_can_be_read_is_hasty(seconds, is_hasty):
    token = aged(tokens.new_form_token(**HERE), tokens.FORM, datetime.timedelta(seconds=seconds))
    assert tokens.is_hasty(token) is is_hasty


def test_form_that_came_back_filled_in_may_be_sent_at_once():
    again = tokens.new_form_token(**HERE, is_filled_in=True)
    assert (tokens.is_hasty(again), len(tokens.form_nonce(again, **HERE))) == (False, 38)
    assert tokens.form_nonce(tokens.new_form_token(**HERE).replace("", "again.", 1), **HERE) is None


@pytest.mark.parametrize(("minutes", "is_valid"), [(0, True), (29, True), (31, False)])
def test_ticket_is_good_for_half_an_hour(minutes, is_valid):
    ticket = tokens.new_ticket(REFERENCE, "code")
    old = aged(ticket, tokens.TICKET, datetime.timedelta(minutes=minutes))
    assert (tokens.read_ticket(old) == tokens.read_ticket(ticket)) is is_valid


def test_every_ticket_has_a_nonce_of_its_own():
    read = [tokens.read_ticket(tokens.new_ticket(REFERENCE, "code")) for _ in range(2)]
    assert [(reference, proof) for reference, _, proof in read] == [(REFERENCE, "code")] * 2
    assert read[0] != read[1]


def test_receipt_key_opens_its_own_reference_only():
    key = tokens.receipt_key(REFERENCE)
    found = [
        tokens.is_receipt_key(reference, key) for reference in (REFERENCE, new_reference(), "")
    ]
    assert found == [True, False, False]


@pytest.mark.parametrize("mark", NONSENSE)
def test_nonsense_is_no_mark(mark):
    assert tokens.form_nonce(mark, **HERE) is None
    assert tokens.read_ticket(mark) is None
    assert tokens.read_consent_mark(mark) is None
    assert not tokens.is_receipt_key(REFERENCE, mark)


def test_mark_of_one_purpose_serves_no_other():
    form, ticket = tokens.new_form_token(**HERE), tokens.new_ticket(REFERENCE, "code")
    consent = tokens.new_consent_mark(1, "2026-11", "digest")
    assert [tokens.form_nonce(mark, **HERE) for mark in (ticket, consent)] == [None, None]
    assert [tokens.read_ticket(mark) for mark in (form, consent)] == [None, None]
    assert [tokens.read_consent_mark(mark) for mark in (form, ticket)] == [None, None]
