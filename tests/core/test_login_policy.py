"""Guessing passwords: counted per address and account, without shutting the owner out."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.login_policy import KNOWN_FOR, locked_until
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "long-enough-7Q"
HOME, ATTACKER = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def victim():
    return account("victim")


def account(name):
    user = factories.UserFactory(username=name)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def log_in(client):
    """log_in(user, ip) → status code: 302 in, 200 refused, 429 locked out."""

    def post(user, ip, password=PASSWORD, **headers):
        client.logout()
        words = {"username": user.username, "password": password}
        reply = client.post(reverse("admin:login"), words, REMOTE_ADDR=ip, headers=headers)
        return reply.status_code

    return post


def guesses(log_in, user, ip, times, **headers):
    return [log_in(user, ip, password="wrong", **headers) for _ in range(times)]


def test_tenth_wrong_password_locks_the_account_for_strangers(log_in, victim):
    assert guesses(log_in, victim, ATTACKER, 10) == [200] * 9 + [429]
    assert log_in(victim, "192.0.2.44") == 429


def test_tenth_wrong_password_locks_the_address_for_every_account(log_in, victim):
    others = [account(f"other{number}") for number in range(10)]
    replies = [log_in(user, ATTACKER, password="wrong") for user in others]
    assert replies == [200] * 9 + [429]
    assert log_in(victim, ATTACKER) == 429


def test_own_login_does_not_wipe_out_guesses_at_others(log_in, victim):
    insider = account("insider")
    assert guesses(log_in, victim, ATTACKER, 9) == [200] * 9
    assert log_in(insider, ATTACKER) == 302
    assert guesses(log_in, victim, ATTACKER, 1) == [429]


def test_login_forgives_own_slips(log_in, victim):
    for _ in range(3):
        guesses(log_in, victim, HOME, 9)
        assert log_in(victim, HOME) == 302


def test_owner_still_gets_in_where_she_signed_in_before(log_in, victim):
    assert log_in(victim, HOME) == 302
    guesses(log_in, victim, ATTACKER, 10)
    assert log_in(victim, ATTACKER) == 429
    assert log_in(victim, HOME) == 302


def test_guessing_from_the_owners_address_is_limited_too(log_in, victim):
    assert log_in(victim, HOME) == 302
    assert guesses(log_in, victim, HOME, 10) == [200] * 9 + [429]
    assert log_in(victim, HOME) == 429


def test_forged_forwarding_headers_do_not_help(log_in, victim):
    replies = [
        log_in(victim, ATTACKER, password="wrong", x_forwarded_for=f"192.0.2.{number}")
        for number in range(10)
    ]
    assert replies == [200] * 9 + [429]


def test_one_ipv6_network_counts_as_one_address(log_in, victim):
    users = [account(f"six{number}") for number in range(10)]
    replies = [
        log_in(user, f"2001:db8:1:2::{number:x}", password="wrong")
        for number, user in enumerate(users, start=1)
    ]
    assert replies == [200] * 9 + [429]
    assert log_in(victim, "2001:db8:1:2:ffff::1") == 429
    assert log_in(victim, "2001:db8:1:3::1") == 302


def test_trying_on_while_locked_out_does_not_prolong_it(log_in, victim):
    guesses(log_in, victim, ATTACKER, 10)
    before = list(AccessAttempt.objects.values_list("failures_since_start", "attempt_time"))
    guesses(log_in, victim, ATTACKER, 3)
    assert list(AccessAttempt.objects.values_list("failures_since_start", "attempt_time")) == before


def test_colleague_known_at_the_address_is_not_shut_out(log_in, victim):
    """Case A2: one editor forgets her password, the manager beside her goes on working."""
    manager = account("manager")
    assert log_in(manager, HOME) == 302
    assert guesses(log_in, victim, HOME, 10) == [200] * 9 + [429]
    assert log_in(manager, HOME) == 302
    assert log_in(victim, HOME) == 429
    assert guesses(log_in, manager, HOME, 1) == [200]


def test_both_known_at_the_address_are_counted_apart(log_in, victim):
    manager = account("manager")
    assert [log_in(victim, HOME), log_in(manager, HOME)] == [302, 302]
    guesses(log_in, victim, HOME, 10)
    assert guesses(log_in, manager, HOME, 9) == [200] * 9
    assert log_in(manager, HOME) == 302


def test_account_new_at_the_address_waits_with_the_one_that_was_guessed(log_in, victim):
    newcomer = account("newcomer")
    guesses(log_in, victim, HOME, 10)
    assert log_in(newcomer, HOME) == 429


def test_known_for_thirty_days_only(log_in, victim):
    manager = account("manager")
    log_in(manager, HOME)
    AccessLog.objects.update(attempt_time=timezone.now() - KNOWN_FOR - timedelta(minutes=1))
    guesses(log_in, victim, HOME, 10)
    assert log_in(manager, HOME) == 429


def test_page_says_until_when(client, log_in, victim):
    guesses(log_in, victim, HOME, 10)
    attempt = AccessAttempt.objects.get()
    failed_at = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=5)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=failed_at)
    words = {"username": victim.username, "password": PASSWORD}
    page = client.post(reverse("admin:login"), words, REMOTE_ADDR=HOME)
    until = failed_at + timedelta(minutes=15)
    assert (page.status_code, page.context["locked_until"]) == (429, until)
    local = timezone.localtime(until)
    assert f"{local.month} 月 {local.day} 日 {local:%H:%M} 以后再登录" in page.content.decode()


def test_wait_ends_when_enough_failures_are_forgotten(db):
    now = timezone.now()
    for minutes, failures in ((14, 4), (10, 3), (2, 5)):
        AccessAttempt.objects.create(
            username=f"u{minutes}",
            ip_address=HOME,
            attempt_time=now - timedelta(minutes=minutes),
            failures_since_start=failures,
        )
    attempts = AccessAttempt.objects.all()
    AccessAttempt.objects.update(attempt_time=F("attempt_time"))
    stored = dict(attempts.values_list("username", "attempt_time"))
    assert locked_until([attempts]) == stored["u14"] + timedelta(minutes=15)
    attempts.filter(username="u14").update(failures_since_start=2)
    assert locked_until([attempts]) == stored["u14"] + timedelta(minutes=15)
    attempts.filter(username="u14").update(failures_since_start=1)
    attempts.filter(username="u2").update(failures_since_start=11)
    assert locked_until([attempts]) == stored["u2"] + timedelta(minutes=15)
    assert locked_until([attempts.none()]) is None
