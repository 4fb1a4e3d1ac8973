"""A web server that starts anew behind portal-web.socket turns nobody away."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

DEPLOY = Path(settings.BASE_DIR, "deploy")
PATIENCE = 30  # seconds
# What systemd does before the command of a unit: the socket is descriptor 3, the two variables
# name it (sd_listen_fds(3)).
ACTIVATE = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *sys.argv[2:]])
"""
COMMAND = ["--config=deploy/gunicorn.conf.py", "--pythonpath=bench", "bare:application"]


def started(listening, folder):
    descriptor = str(listening.fileno())
    return subprocess.Popen(
        [sys.executable, "-c", ACTIVATE, descriptor, *COMMAND],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PORTAL_VAR": str(folder), "PORTAL_BIND": "127.0.0.1:1"},
        pass_fds=[listening.fileno()],
        stderr=subprocess.DEVNULL,
    )


def ask(port):
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().read()


class Reader(threading.Thread):
    """Asks again and again over new connections; `answers` holds also what failed."""

    def __init__(self, port):
        super().__init__()
        self._port, self._is_over, self.answers = port, threading.Event(), []

    def run(self):
        while not self._is_over.is_set():
            try:
                self.answers.append(ask(self._port))
            except OSError as error:
                self.answers.append(error)
            time.sleep(0.01)

    def finish(self):
        self._is_over.set()
        self.join(PATIENCE)
        return self.answers


@contextmanager
def running(listening, folder):
    server = started(listening, folder)
    try:
        yield
    finally:
        server.terminate()
        server.wait(PATIENCE)


def test_nobody_is_turned_away_while_the_web_starts_anew(tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0), backlog=64)) as listening:
        port = listening.getsockname()[1]
        readers = [Reader(port) for _ in range(3)]
        with running(listening, tmp_path):
            assert ask(port) == b"ok"
            for reader in readers:
                reader.start()
        with running(listening, tmp_path):
            assert ask(port) == b"ok"
            answers = [answer for reader in readers for answer in reader.finish()]
    assert len(answers) > len(readers)
    assert [answer for answer in answers if answer != b"ok"] == []


def test_the_socket_listens_where_nginx_asks_and_the_service_needs_it():
    listening = re.findall(
        r"^ListenStream=(\S+)$", (DEPLOY / "portal-web.socket").read_text(), re.M
    )
    nginx = re.findall(r"server (127\S+?)[; ]", (DEPLOY / "nginx.conf").read_text())
    service = (DEPLOY / "portal-web.service").read_text()
    assert listening == nginx[:1]
    assert re.findall(r"^Requires=(\S+)$", service, re.M) == ["portal-web.socket"]
