"""One installation as docs/operations.md makes it, in a folder of its own: `make faults`, tests.

A PostgreSQL that nobody starts again by itself, one role that owns the tables and another as which
web and worker run, gunicorn with deploy/gunicorn.conf.py. Everything listens on this machine only.
"""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from tools.pgembed.server import PORT, USER, Server

BASE_DIR = Path(__file__).resolve().parent.parent
START_SECONDS = 120
OWNER, WEB_ROLE, NAME = USER, "portal_web", "portal"
# Given to this installation alone; what the caller's shell says of another one is not for it.
OF_ANOTHER = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PGOPTIONS")


class Installation:
    """Its processes by name (web, worker), its database, and the environment they share."""

    def __init__(self, folder: Path, **environment: str):
        self.folder = folder
        self.var = folder / "var"
        self.database = Server(folder / "postgres", folder / "postgres.log")
        self.port = free_port()
        inherited = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
        self.environment = inherited | {
            "PORTAL_DEMO": "1",
            "PORTAL_VAR": str(self.var),
            "PORTAL_SECRET_KEY": "only-for-an-installation-that-is-thrown-away-" + "x" * 20,
            "PORTAL_LOG_LEVEL": "CRITICAL",
            "PORTAL_PROXY_COUNT": "1",
            "DATABASE_URL": self.database_url(WEB_ROLE),
            **environment,
        }
        self.processes: dict[str, subprocess.Popen] = {}

    def database_url(self, role: str) -> str:
        return f"postgres://{role}@{quote(str(self.database.socket_dir), safe='')}:{PORT}/{NAME}"

    def connect(self, role: str = OWNER, name: str = NAME):
        """A connection of the test's or the round's own, each statement a transaction."""
        where = {"host": str(self.database.socket_dir), "port": PORT}
        connection = psycopg2.connect(user=role, dbname=name, **where)
        connection.autocommit = True
        return connection

    def install(self):
        """Roles, tables, rights and the demo's content, by the commands of the manual."""
        (self.var / "static").mkdir(parents=True, exist_ok=True)
        self.database.start()
        with contextlib.closing(self.connect(name="postgres")) as connection:
            cursor = connection.cursor()
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(WEB_ROLE)))
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        self.manage("migrate", role=OWNER)
        self.manage("grant_web_role", WEB_ROLE, role=OWNER)
        self.manage("load_seeds")

    def manage(self, *words: str, role: str = WEB_ROLE, **environment: str):
        """One command of manage.py; its last words in the error when it fails."""
        done = subprocess.run(  # noqa: S603 -- our own commands
            [sys.executable, "manage.py", *words],
            cwd=BASE_DIR,
            env=self.environment | {"DATABASE_URL": self.database_url(role)} | environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {words[0]}: {done.stderr.strip()[-600:]}")

    def add_superuser(self, username: str, password: str):
        given = {"USERNAME": username, "PASSWORD": password, "EMAIL": f"{username}@example.com"}
        environment = {f"DJANGO_SUPERUSER_{name}": value for name, value in given.items()}
        self.manage("createsuperuser", "--noinput", **environment)

    def command(self, name: str) -> list[str]:
        bind = f"127.0.0.1:{self.port}"
        return {
            "web": [
                *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
                *("--bind", bind, "--no-control-socket", "--log-level", "critical", "portal.wsgi"),
            ],
            "worker": [sys.executable, "manage.py", "worker", "--interval", "1"],
        }[name]

    def start(self, name: str, **environment: str):
        self.processes[name] = subprocess.Popen(  # noqa: S603 -- our own commands
            self.command(name),
            cwd=BASE_DIR,
            env=self.environment | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self):
        """TimeoutError when the web server does not answer in two minutes."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                # A process reads most of its code for its first page: both have drawn one then.
                pages = ["/readyz", "/", *["/golmud/consult/"] * 5]
                if all(
                    ask(self.port, "GET", path, timeout=START_SECONDS).status == http.HTTPStatus.OK
                    for path in pages
                ):
                    return
            time.sleep(0.2)
        raise TimeoutError("the web server did not start")

    def children(self, name: str) -> list[int]:
        return children_of(self.processes[name].pid)

    def kill(self, name: str, pids=()):
        """kill -9, of these or of the process and what it forked."""
        process = self.processes[name]
        send(signal.SIGKILL, pids or [process.pid, *self.children(name)])
        if not pids:
            process.wait()

    def freeze(self, name: str):
        send(signal.SIGSTOP, [self.processes[name].pid, *self.children(name)])

    def thaw(self, name: str):
        send(signal.SIGCONT, [self.processes[name].pid, *self.children(name)])

    @contextlib.contextmanager
    def without_database(self):
        """Its server is stopped as for maintenance; afterwards everything is as before."""
        self.database.stop()
        try:
            yield
        finally:
            self.database.start()
            self.wait()

    def stop(self):
        """Everything of it; files stay where they are."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait()
        self.database.stop()


class Answer:
    """What came back: status, headers, text; `cookies` as a browser would send them on.

    `words` is the text as people read it: JSON spells Chinese in figures.
    """

    def __init__(self, status, headers, text):
        self.status, self.headers, self.text = status, headers, text
        is_json = headers["Content-Type"] == "application/json"
        self.words = json.dumps(json.loads(text), ensure_ascii=False) if is_json else text
        sent = headers.get_all("Set-Cookie") or []
        self.cookies = dict(line.split(";")[0].split("=", 1) for line in sent)


def ask(port, method, path, body=None, headers=None, *, timeout=15, source="") -> Answer:
    """One request of somebody who follows no redirect; OSError and HTTPException: no answer.

    `source` is an address of this machine, as 127.4.0.9.
    """
    come_from = (source, 0) if source else None
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=timeout, source_address=come_from
    )
    try:
        connection.request(method, path, body, {"Host": "localhost"} | (headers or {}))
        reply = connection.getresponse()
        return Answer(reply.status, reply.headers, reply.read().decode(errors="replace"))
    finally:
        connection.close()


def children_of(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def send(number: signal.Signals, pids):
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
