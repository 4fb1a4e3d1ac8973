"""Demo accounts: who exists, who may what, whose password changes."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password

from core.person_names import person_name
from portal.seeding.staff import create_demo_staff
from regions.models import Membership
from tests import factories

NAMES = [
    "admin",
    "golmud-editor",
    "golmud-reviewer",
    "golmud-officer",
    "golmud-manager",
    "golmud-auditor",
    "haixi-manager",
]
pytestmark = pytest.mark.usefixtures("site")


def users():
    return {user.username: user for user in get_user_model().objects.all()}


def test_demo_staff_has_an_account_for_every_role():
    logins = create_demo_staff()
    assert [login.username for login in logins] == NAMES
    assert logins[1].role == "编辑（格尔木）"
    assert [name for name, user in users().items() if user.is_superuser] == ["admin"]
    assert person_name(users()["golmud-editor"]) == "钱示例"
    roles = Membership.objects.values_list("user__username", "role", "region__adcode")
    assert sorted(roles) == [
        ("golmud-auditor", "auditor", "632801"),
        ("golmud-editor", "editor", "632801"),
        ("golmud-manager", "manager", "632801"),
        ("golmud-officer", "officer", "632801"),
        ("golmud-reviewer", "reviewer", "632801"),
        ("haixi-manager", "manager", "632800"),
    ]


def test_demo_staff_passwords_work_and_differ():
    logins = create_demo_staff()
    found = users()
    assert [
        login for login in logins if not found[login.username].check_password(login.password)
    ] == []
    assert len({login.password for login in logins}) == len(NAMES)
    for login in logins:
        validate_password(login.password, found[login.username])


def test_demo_staff_keeps_existing_accounts():
    create_demo_staff()
    hashes = {name: user.password for name, user in users().items()}
    assert create_demo_staff() == []
    assert {name: user.password for name, user in users().items()} == hashes


def test_demo_staff_resets_passwords_when_asked():
    create_demo_staff()
    hashes = {user.password for user in users().values()}
    assert [login.username for login in create_demo_staff(reset_passwords=True)] == NAMES
    assert hashes & {user.password for user in users().values()} == set()


def test_demo_staff_never_touches_a_stranger_of_the_same_name():
    stranger = factories.UserFactory(username="admin", email="someone@example.org")
    assert "admin" not in [login.username for login in create_demo_staff(reset_passwords=True)]
    unchanged = users()["admin"]
    assert (unchanged.password, unchanged.is_superuser) == (stranger.password, False)
