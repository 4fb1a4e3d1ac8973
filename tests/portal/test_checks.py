"""What `check --deploy` finds on a machine."""

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project

from portal.checks import (
    data_has_keys_of_its_own,
    days_off_are_known,
    secret_survives_a_shell,
    shut_folders,
    staff_need_a_second_factor,
)
from tests.leads.factories import CalendarPeriodFactory

OTHER_GROUP = 1  # of nobody's folders here


@pytest.mark.parametrize(
    ("secret", "found"),
    [
        ("abcDEF123-_" * 5, []),
        ("aB3+/=" * 10, []),
        ("a$b" * 20, ["portal.W001"]),
        ("a&b" * 20, ["portal.W001"]),
        ("a#(b" * 20, ["portal.W001"]),
        ("a'b" * 20, ["portal.W001"]),
        ("a b" * 20, ["portal.W001"]),
        ("密码" * 30, ["portal.W001"]),
    ],
)
def test_secret_that_a_shell_would_change_is_found(settings, secret, found):
    settings.SECRET_KEY = secret
    assert [warning.id for warning in secret_survives_a_shell(None)] == found


@pytest.mark.parametrize(("is_on", "found"), [(True, []), (False, ["portal.W005"])])
def test_second_factor_that_is_off_is_found(settings, is_on, found):
    settings.SECOND_FACTOR = is_on
    assert [warning.id for warning in staff_need_a_second_factor(None)] == found


@pytest.mark.parametrize(("keys", "found"), [(["k" * 40], []), ([], ["portal.W006"])])
def test_data_without_keys_of_its_own_is_found(settings, keys, found):
    settings.DATA_KEYS = keys
    assert [warning.id for warning in data_has_keys_of_its_own(None)] == found


@pytest.mark.parametrize(("month", "day", "years"), [(11, 30, [2031]), (12, 1, [2031, 2032])])
def test_year_without_days_off_is_said_from_december(settings, db, month, day, years):
    settings.DATABASE_URL = "postgres:///named"
    today = datetime.date(2031, month, day)
    notes = days_off_are_known(None, today=today)
    assert [note.msg[:4] for note in notes] == [str(year) for year in years]
    for year in years:
        CalendarPeriodFactory(first_on=datetime.date(year, 1, 23))
    assert days_off_are_known(None, today=today) == []


def test_command_of_env_example_makes_a_secret_that_passes(settings):
    example = Path(project.BASE_DIR, ".env.example").read_text()
    code = re.search(r'# python3 -c "(.+)"', example)[1]
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- our own line
    settings.SECRET_KEY = made.stdout.strip()
    assert len(settings.SECRET_KEY) >= 50
    assert secret_survives_a_shell(None) == []


def test_folders_that_nginx_may_not_pass_are_named_from_outside_in(tmp_path):
    var, media = tmp_path / "var", tmp_path / "var" / "media"
    media.mkdir(parents=True)
    for folder, mode in ((tmp_path, 0o711), (var, 0o750), (media, 0o700)):
        folder.chmod(mode)
    within = [path for path in shut_folders(media, OTHER_GROUP) if tmp_path in path.parents]
    assert within == [var, media]
    own = var.stat().st_gid
    assert [path for path in shut_folders(media, own) if tmp_path in path.parents] == [media]


def test_folder_that_is_not_there_yet_is_no_hindrance(tmp_path):
    assert tmp_path / "none" not in shut_folders(tmp_path / "none", OTHER_GROUP)
