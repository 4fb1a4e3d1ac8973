"""Accounts with and without a second factor, and the codes their phones show."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp

from accounts.models import Authenticator

PASSWORD = "Kunlun-2026-shan"
SECRET = b"twenty bytes, exactly"[:20]
LONG_AGO = timezone.now() - datetime.timedelta(days=30)


@pytest.fixture(autouse=True)
def second_factor_is_on(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def clerk(staff, site):
    """An editor of a month ago, without a second factor."""
    user = staff("editor", site.region, username="clerk", email="clerk@example.com")
    user.date_joined = LONG_AGO
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def guarded(clerk):
    """The clerk with an authenticator whose secret is known here."""
    Authenticator.replace(clerk, SECRET, last_t=-1)
    return clerk


@pytest.fixture
def client_factory():
    """Another browser."""
    return Client


def code_now(secret=SECRET):
    return f"{totp(secret):06}"


def wrong_code():
    return f"{(totp(SECRET) + 500_000) % 1_000_000:06}"


def type_password(client, username="clerk", password=PASSWORD, **more):
    words = {"username": username, "password": password, "next": "/admin/news/"}
    return client.post(reverse("admin:login"), words | more)
