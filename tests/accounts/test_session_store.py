"""Sessions end after twelve hours, and when the rights of their account change."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Authenticator, DeskSession
from accounts.session_store import SessionStore
from regions.models import Membership
from tests.accounts.conftest import PASSWORD, SECRET

DESK = reverse("admin:index")


def is_in(client):
    return client.get(DESK).status_code == 200


def begun(hours_ago):
    """The session as it would be had it begun so long ago."""
    row = DeskSession.objects.get(user__isnull=False)
    store = SessionStore(row.session_key)
    store["signed_in_at"] = (timezone.now() - datetime.timedelta(hours=hours_ago)).timestamp()
    store.save()
    return store


def test_work_prolongs_no_session_beyond_twelve_hours(client, clerk):
    client.force_login(clerk)
    begun(11.9)
    assert is_in(client)
    row = DeskSession.objects.get(user=clerk)
    assert row.expire_date == row.ends_at
    assert SessionStore(row.session_key).idle_seconds() <= 6 * 60
    begun(12)
    assert not is_in(client)


def test_row_says_whose_it_is_and_since_when(client, clerk):
    client.get(DESK)
    client.force_login(clerk)
    row = DeskSession.objects.get()
    assert row.user == clerk
    assert timezone.now() - row.signed_in_at < datetime.timedelta(minutes=1)
    assert row.session_key not in str(row)


def end_grant(user):
    Membership.objects.filter(user=user).delete()


def change_role_in_sql(user):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE regions_membership SET role = 'reviewer' WHERE user_id = %s", [user.pk]
        )


def change_password(user):
    user.set_password("Qinghai-2026-hu")
    user.save()


def deactivate(user):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def promote(user):
    type(user).objects.filter(pk=user.pk).update(is_superuser=True)


def lose_factor(user):
    Authenticator.objects.filter(user=user).delete()


def gain_factor(user):
    Authenticator.replace(user, SECRET, last_t=-1)


CHANGES = [
    end_grant,
    change_role_in_sql,
    change_password,
    deactivate,
    promote,
    lose_factor,
    gain_factor,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_change_ends_all_sessions_of_the_account_and_no_others(
    client, client_factory, guarded, superuser, change
):
    client.force_login(guarded)
    other = client_factory()
    other.force_login(superuser)
    assert (is_in(client), is_in(other)) == (True, True)
    change(guarded)
    assert (is_in(client), is_in(other)) == (False, True)
    assert not DeskSession.objects.filter(user=guarded).exists()


def test_what_changes_no_right_ends_nothing(client, guarded, site):
    client.force_login(guarded)
    guarded.last_name = "编示例"
    guarded.save()
    Membership.objects.create(user=guarded, region=site.region, role="reviewer")
    Membership.objects.get(user=guarded, role="editor").save()
    Authenticator.objects.get(user=guarded).save()
    assert is_in(client)


def test_own_password_change_keeps_the_own_session_alone(client, client_factory, guarded):
    client.force_login(guarded)
    other = client_factory()
    other.force_login(guarded)
    words = {"old_password": PASSWORD} | dict.fromkeys(
        ("new_password1", "new_password2"), "Qinghai-2026-hu"
    )
    assert client.post(reverse("admin:password_change"), words).status_code == 302
    assert (is_in(client), is_in(other)) == (True, False)
