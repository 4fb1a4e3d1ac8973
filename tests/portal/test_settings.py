"""Unsafe configurations stop the start with a sentence; the safe one passes `check --deploy`."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal import env

SAFE = {
    "PORTAL_SECRET_KEY": "k3y-" + "abcdefghijklmnopqrstuvwxyz" * 2,
    "PORTAL_DATA_KEYS": "d4ta-" + "abcdefghijklmnopqrstuvwxyz" * 2,
    "PORTAL_HOSTS": "www.example.com",
    "PORTAL_SMTP_HOST": "smtp.example.com",
    "PORTAL_PROXY_COUNT": "1",
}

MAIL_OPTIONS = """
from django.conf import settings
print(*[settings.MAILERS["default"]["OPTIONS"][name] for name in ("use_ssl", "use_tls")])
"""
NAMES_OF_COOKIES = """
from django.conf import settings
print(*[getattr(settings, name) for name in dir(settings) if name.endswith("_COOKIE_NAME")])
"""


STORAGE = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": "/tmp/portal-media"},  # noqa: S108 -- nothing is written there
}


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
        ({"PORTAL_CACHE_URL": "127.0.0.1:6379"}, "环境变量 PORTAL_CACHE_URL 应像 redis://"),
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
    local = "core.whole_files.WholeFileStorage"
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


KEY, OTHER_KEY = (name + "-" + "abcdefghijklmnopqrstuvwxyz" * 2 for name in ("one", "two"))


def test_keys_come_from_the_variable_and_then_from_a_file(monkeypatch, tmp_path):
    assert env.keys("PORTAL_DATA_KEYS") == []
    monkeypatch.setenv("PORTAL_DATA_KEYS", KEY)
    file = tmp_path / "keys"
    file.write_text(f"# of 2030\n\n{OTHER_KEY}\n")
    monkeypatch.setenv("PORTAL_DATA_KEYS_FILE", str(file))
    assert env.keys("PORTAL_DATA_KEYS") == [KEY, OTHER_KEY]


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("short", None, "太容易猜到"),
        ("a" * 60, None, "太容易猜到"),
        ("", "", "没有密钥"),
        ("", "short", "太容易猜到"),
        (KEY, b"\xff\xfe", "读不出来"),
    ],
)
def test_keys_that_cannot_be_meant_stop_the_start(monkeypatch, tmp_path, key, text, sentence):
    monkeypatch.setenv("PORTAL_DATA_KEYS", key)
    if text is not None:
        file = tmp_path / "keys"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.setenv("PORTAL_DATA_KEYS_FILE", str(file))
    with pytest.raises(ImproperlyConfigured, match=sentence):
        env.keys("PORTAL_DATA_KEYS")


def test_file_of_keys_that_is_missing_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_DATA_KEYS_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="先放回来"):
        env.keys("PORTAL_DATA_KEYS")


# Every documented setting, switched on: another value than the default.
SWITCHED_ON = {
    "PORTAL_SECRET_KEY": SAFE["PORTAL_SECRET_KEY"],
    "PORTAL_HOSTS": "www.example.com,example.com",
    "PORTAL_PUBLIC_URL": "https://example.com",
    "DATABASE_URL": "postgres://portal:word@127.0.0.1:1/portal",
    "PORTAL_SMTP_HOST": "smtp.example.com",
    "PORTAL_SMTP_PORT": "25",
    "PORTAL_SMTP_USER": "portal",
    "PORTAL_SMTP_PASSWORD": "word",
    "PORTAL_SMTP_SSL": "0",
    "PORTAL_SMTP_PLAIN": "1",
    "PORTAL_DIGEST_AT": "07:45",
    "PORTAL_NOTICE_HOSTS": "qyapi.weixin.qq.com",
    "PORTAL_LINK_CHECK_HOSTS": ".gov.cn",
    "PORTAL_SMS_GATEWAY": "https://sms.example.com/send",
    "PORTAL_SMS_KEY": "word",
    "PORTAL_MAIL_FROM": "portal@example.com",
    "PORTAL_VAR": "/tmp/portal-var",  # noqa: S108 -- nothing is written there
    "PORTAL_MEDIA_STORAGE": json.dumps(STORAGE),
    "PORTAL_IMPORTS_STORAGE": json.dumps(STORAGE),
    "PORTAL_ANSWERS_STORAGE": json.dumps(STORAGE),
    "PORTAL_PROXY_COUNT": "2",
    "PORTAL_BIND": "127.0.0.1:8080",
    "PORTAL_WORKERS": "3",
    "PORTAL_THREADS": "5",
    "PORTAL_SSL_REDIRECT": "0",
    "PORTAL_SECOND_FACTOR": "1",
    "PORTAL_PAGE_MEMORY_MB": "16",
    "PORTAL_KEPT_PARTS_MB": "8",
    "PORTAL_VIEW_COUNT_SECONDS": "30",
    "PORTAL_CACHE_URL": "redis://127.0.0.1:1/0",
    "PORTAL_DATA_KEYS": "data-" + "abcdefghijklmnopqrstuvwxyz" * 2,
    "PORTAL_DATA_KEYS_FILE": os.devnull,
    "PORTAL_SECRET_KEY_FALLBACKS": "old-" + "abcdefghijklmnopqrstuvwxyz" * 2,
    "PORTAL_LOG_LEVEL": "DEBUG",
    "PORTAL_TIANDITU_KEY": "0123456789abcdef",
    "PORTAL_DEMO": "1",
    "PORTAL_DEBUG": "1",
}
DOCUMENTED = re.compile(r"^#? ?([A-Z][A-Z_]+)=", re.MULTILINE)
USE = """
from django.core.cache import cache
from django.core.files.storage import storages
from django.test import Client
from portal.wsgi import application
cache.get("k"), storages["default"], storages["imports"], storages["answers"]
print(Client().get("/healthz").json())
"""


def test_every_documented_setting_is_switched_on_below():
    text = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert {*DOCUMENTED.findall(text)} == {*SWITCHED_ON}


@pytest.mark.parametrize("without", [{"PORTAL_DEMO", "PORTAL_DEBUG"}, {"PORTAL_DEBUG"}, set()])
def test_portal_starts_and_answers_with_all_of_them(without):
    variables = {name: value for name, value in SWITCHED_ON.items() if name not in without}
    if "PORTAL_DEBUG" in variables:
        variables["PORTAL_HOSTS"] = "localhost"
    kept = {name: os.environ[name] for name in ("PATH", "PORTAL_VAR") if name in os.environ}
    result = subprocess.run(  # noqa: S603 -- our own command line
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", USE],
        cwd=settings.BASE_DIR,
        env=kept | {"PYTHONUTF8": "1"} | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (result.returncode, result.stdout.splitlines()) == (0, ["{'status': 'ok'}"])


@pytest.mark.parametrize(
    ("variables", "ssl_and_starttls"),
    [
        ({}, "True False"),
        ({"PORTAL_SMTP_SSL": "0", "PORTAL_SMTP_PORT": "587"}, "False True"),
        ({"PORTAL_SMTP_SSL": "0", "PORTAL_SMTP_PLAIN": "1"}, "False False"),
        ({"PORTAL_SMTP_SSL": "0", "PORTAL_SMTP_HOST": "127.0.0.1"}, "False False"),
    ],
)
def test_mails_leave_unencrypted_only_where_somebody_says_so(variables, ssl_and_starttls):
    result = manage("shell", "--no-imports", "-c", MAIL_OPTIONS, **SAFE | variables)
    assert result.stdout.strip() == ssl_and_starttls
