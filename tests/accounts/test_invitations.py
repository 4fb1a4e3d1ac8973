"""Invitations are owed with the account and sent by the worker, each once."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse

from accounts.invitations import send_owed
from accounts.models import OwedInvitation
from core.database_clock import database_now

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NO_SERVER = override_settings(
    MAILERS={"default": {"BACKEND": SMTP, "OPTIONS": {"host": "127.0.0.1", "port": 9}}}
)


@pytest.fixture
def owed(site, staff):
    boss = staff("manager", site.region, last_name="周示例")
    user = staff("editor", site.region, email="wu@example.com", username="wu")
    user.set_unusable_password()
    user.save()
    OwedInvitation.objects.owe(user, boss)
    return OwedInvitation.objects.get()


def test_goes_out_once(owed):
    assert (send_owed(), send_owed()) == (1, 0)
    [message] = mail.outbox
    assert (message.to, "周示例为您开通" in message.body) == (["wu@example.com"], True)
    OwedInvitation.objects.owe(owed.user, owed.by)
    assert (send_owed(), len(mail.outbox)) == (1, 2)


def test_without_a_mail_server_it_waits_and_is_told(owed, client):
    client.force_login(owed.by)
    page = reverse("admin:staff_detail", args=[owed.user_id])
    assert "邀请邮件正在发出。" in client.get(page).text
    with NO_SERVER:
        for number in range(1, 4):
            assert (send_owed(), send_owed()) == (0, 0)  # the second finds it resting
            owed.refresh_from_db()
            assert (owed.attempts, owed.sent_at, mail.outbox) == (number, None, [])
            owed.next_attempt_at = database_now()
            owed.save()
    assert "邀请邮件试了 3 次没有发出" in client.get(page).text
    assert "发不出的邀请邮件" in client.get(reverse("admin:index")).text
    assert send_owed() == 1


def test_nothing_is_sent_to_who_cannot_take_it_or_when_it_is_void(owed):
    week = datetime.timedelta(days=7)
    for change in ({"is_active": False}, {"email": ""}):
        with transaction.atomic():
            type(owed.user).objects.filter(pk=owed.user_id).update(**change)
            assert send_owed() == 0
            transaction.set_rollback(True)
    OwedInvitation.objects.update(asked_at=database_now() - week)
    assert send_owed() == 0


def test_pause_written_by_a_clock_that_ran_ahead_is_void(owed):
    OwedInvitation.objects.update(next_attempt_at=database_now() + datetime.timedelta(days=1))
    assert send_owed() == 1


def test_account_is_owed_one(owed):
    with pytest.raises(IntegrityError), transaction.atomic():
        OwedInvitation.objects.create(user=owed.user)
