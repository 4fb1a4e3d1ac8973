"""The demo command as its user runs it: its own folder, its own database, a free port."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.management.commands import demo
from tests.loopback import free_port

GIVEN = {"DATABASE_URL", "PORTAL_SECRET_KEY", "PORTAL_PUBLIC_URL", "DJANGO_SETTINGS_MODULE"}
END_OF_GREETING = "按 Ctrl-C 停止。"


def processes_of(folder):
    """Command lines of running processes that were given this PORTAL_VAR."""
    wanted = f"PORTAL_VAR={folder}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (path / "environ").read_bytes().split(b"\0"):
                found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture
def demo_run(tmp_path):
    """(port, process), with the greeting still to be read; whatever happens, nothing stays."""
    port = free_port()
    # Never the developer's database or key: the demo writes into what it is given.
    env = {name: os.environ[name] for name in os.environ.keys() - GIVEN}
    env |= {"PORTAL_VAR": str(tmp_path), "PORTAL_DEMO": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, settings.BASE_DIR / "manage.py", "demo", f"--port={port}"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        yield port, process
        process.send_signal(signal.SIGINT)
        process.communicate()


def get(port, path):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as client:
        client.request("GET", path)
        response = client.getresponse()
        return response.status, response.read().decode()


@pytest.mark.crash
def test_demo_serves_until_told_to_stop(demo_run, tmp_path):
    port, process = demo_run
    greeting = ""
    while END_OF_GREETING not in greeting:
        line = process.stdout.readline()
        assert line, f"ended early:\n{greeting}"
        greeting += line
    assert f"网站：http://127.0.0.1:{port}/" in greeting
    assert len(re.findall(r"  (?:\w{4}-){2}\w{4}  ", greeting)) == 7
    status, page = get(port, "/golmud/")
    assert (status, "格尔木" in page) == (200, True)
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert said.endswith("演示已停止。\n")
    assert processes_of(tmp_path) == []


def test_demo_says_that_the_port_is_busy():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"^端口 {port} 不能使用（可能已有程序占用）。"):
            call_command("demo", port=port)


def test_demo_refuses_to_run_on_a_real_installation(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="^demo 只用于本机演示。"):
        call_command("demo")


def test_secret_key_is_made_once_and_private(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    key = demo.stored_secret_key()
    assert len(key) == 50
    assert demo.stored_secret_key() == key
    (kept,) = settings.VAR_DIR.iterdir()
    assert (kept.name, kept.stat().st_mode & 0o777) == ("secret_key", 0o600)
