"""Accounts with grants that cannot sign in, as `check --deploy` finds them."""

from django.core.checks import run_checks

from regions.checks import granted_accounts_can_sign_in, locked_out_names
from tests import factories


def test_check_names_granted_accounts_that_cannot_sign_in(db, settings, site, staff):
    settings.DATABASE_URL = "postgres://named"
    staff("editor", site.region, username="works")
    staff("editor", site.region, username="not-staff", is_staff=False)
    staff("editor", site.region, username="inactive", is_active=False)
    factories.UserFactory(username="no-grant", is_staff=False)
    assert list(locked_out_names()) == ["inactive", "not-staff"]
    [warning] = granted_accounts_can_sign_in(None)
    assert (warning.id, warning.msg) == (
        "regions.W001",
        "2 个账号有授权却不能登录：inactive、not-staff。",
    )
    deployed = {found.id for found in run_checks(include_deployment_checks=True)}
    assert "regions.W001" in deployed
    assert "regions.W001" not in {found.id for found in run_checks()}


def test_check_is_silent_without_a_database_and_when_all_is_well(db, settings, site, staff):
    staff("editor", site.region, is_staff=False)
    settings.DATABASE_URL = ""
    assert granted_accounts_can_sign_in(None) == []


def test_check_is_silent_when_everybody_can_sign_in(db, settings, site, staff):
    settings.DATABASE_URL = "postgres://named"
    staff("editor", site.region)
    assert granted_accounts_can_sign_in(None) == []
