"""Unsafe configurations stop the start with a sentence; the safe one passes `check --deploy`."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal import env

SAFE = {
    "PORTAL_SECRET_KEY": "k3y-" + "abcdefghijklmnopqrstuvwxyz" * 2,
    "PORTAL_HOSTS": "www.example.com",
    "PORTAL_SMTP_HOST": "smtp.example.com",
    "PORTAL_PROXY_COUNT": "1",
}

NAMES_OF_COOKIES = """
from django.conf import settings
print(*[getattr(settings, name) for name in dir(settings) if name.endswith("_COOKIE_NAME")])
"""


def check_deploy(**variables):
    return manage("check", "--deploy", "--fail-level", "WARNING", **variables)


def manage(*arguments, **variables):
    """`manage.py …` of a fresh process that knows these variables only."""
    kept = {name: os.environ[name] for name in ("PATH", "PORTAL_VAR") if name in os.environ}
    return subprocess.run(  # noqa: S603 -- our own command line
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | {"PYTHONUTF8": "1"} | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_safe_configuration_passes_the_deploy_check():
    result = check_deploy(**SAFE)
    assert (result.returncode, result.stderr) == (0, "")


def test_every_cookie_is_this_hosts_alone():
    result = manage("shell", "--no-imports", "-c", NAMES_OF_COOKIES, **SAFE)
    assert sorted(result.stdout.split()) == [
        "__Host-consult",
        "__Host-csrf",
        "__Host-display",
        "__Host-session",
        "django_language",  # set by nobody
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"PORTAL_SECRET_KEY": ""}, "缺少环境变量 PORTAL_SECRET_KEY"),
        ({"PORTAL_SECRET_KEY": "secret"}, "环境变量 PORTAL_SECRET_KEY 太容易猜到"),
        ({"PORTAL_SECRET_KEY": "a" * 60}, "环境变量 PORTAL_SECRET_KEY 太容易猜到"),
        ({"PORTAL_HOSTS": ""}, "缺少环境变量 PORTAL_HOSTS"),
        ({"PORTAL_HOSTS": " , "}, "缺少环境变量 PORTAL_HOSTS"),
        ({"PORTAL_HOSTS": "*"}, "环境变量 PORTAL_HOSTS 不能写 *"),
        ({"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG=1 会把源代码和设置显示给访客"),
        ({"PORTAL_DEBUG": "maybe"}, "环境变量 PORTAL_DEBUG 应为 1 或 0"),
        ({"PORTAL_PROXY_COUNT": "-1"}, "环境变量 PORTAL_PROXY_COUNT 不能小于 0"),
        ({"PORTAL_PROXY_COUNT": "one"}, "环境变量 PORTAL_PROXY_COUNT 应为整数"),
    ],
)
def test_unsafe_configuration_stops_with_a_sentence(change, sentence):
    result = check_deploy(**SAFE | change)
    assert result.returncode != 0
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("names", "is_local", "is_debug", "expected"),
    [
        (None, True, True, ["localhost", "127.0.0.1", "[::1]"]),
        ("192.0.2.7", True, False, ["192.0.2.7"]),
        ("a.example, .b.example", False, False, ["a.example", ".b.example"]),
        ("192.0.2.7", True, True, None),
        (None, False, False, None),
    ],
)
def test_hosts_are_this_machine_unless_named(monkeypatch, names, is_local, is_debug, expected):
    monkeypatch.delenv("PORTAL_HOSTS", raising=False)
    if names:
        monkeypatch.setenv("PORTAL_HOSTS", names)
    if expected is None:
        with pytest.raises(ImproperlyConfigured):
            env.hosts("PORTAL_HOSTS", is_local=is_local, is_debug=is_debug)
    else:
        found = env.hosts("PORTAL_HOSTS", is_local=is_local, is_debug=is_debug)
        assert found == expected


S3 = '{"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": "media"}}'


def test_storage_is_a_local_folder_unless_named(monkeypatch):
    monkeypatch.delenv("PORTAL_MEDIA_STORAGE", raising=False)
    local = "django.core.files.storage.FileSystemStorage"
    assert env.storage("PORTAL_MEDIA_STORAGE", location="x") == {
        "BACKEND": local,
        "OPTIONS": {"location": "x"},
    }
    monkeypatch.setenv("PORTAL_MEDIA_STORAGE", S3)
    assert env.storage("PORTAL_MEDIA_STORAGE", location="x") == {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": "media"},
    }


@pytest.mark.parametrize("value", ["storages.S3", "[]", "{}", '{"BACKEND": 1}', "{"])
def test_storage_that_is_no_entry_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("PORTAL_MEDIA_STORAGE", value)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_MEDIA_STORAGE 应是一行 JSON"):
        env.storage("PORTAL_MEDIA_STORAGE")
