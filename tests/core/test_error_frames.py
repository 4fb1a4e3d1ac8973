"""Errors are logged by class and place; what they say may hold a name or a phone."""

import contextlib
import http.client
import json
import logging
import re
import subprocess
import sys
import urllib.request

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import path

from core.error_frames import FramesFormatter, error_frames
from portal.settings import LOGGING
from tests.loopback import free_port, wait_until

CANARY = "13800138000"


def refused_row():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [f"{CANARY}x"])  # the message quotes the value


def caught(action):
    with pytest.raises(Exception) as caught_info:  # noqa: B017, PT011 -- whatever it is
        action()
    return caught_info.value


def without_lines(text):
    return re.sub(r":\d+", ":n", text)


def test_frames_name_class_and_places_innermost_first(db):
    error = caught(refused_row)
    assert CANARY in str(error)
    frames = without_lines(error_frames(error)).split("; after ")
    kinds = [text.split(" at ")[0] for text in frames]
    assert kinds == ["DataError", "NumericValueOutOfRange 22003"]
    own = [part for part in frames[0].split(" < ") if part.startswith("tests.")]
    assert own == ["tests.core.test_error_frames:n"] * 2
    assert CANARY not in error_frames(error)


def test_frames_name_the_constraint_and_not_the_row(db):
    def refused():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE kept (phone text CONSTRAINT kept_once UNIQUE)")
            cursor.execute("INSERT INTO kept VALUES (%s), (%s)", [CANARY, CANARY])

    kinds = [part.split(" at ")[0] for part in error_frames(caught(refused)).split("; after ")]
    assert kinds == ["IntegrityError", "UniqueViolation 23505 kept_once"]


def test_frames_follow_causes_and_end_in_circles():
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.__cause__, second.__cause__ = second, first
    assert error_frames(first) == "ValueError; after KeyError"
    first.__cause__, first.__context__, first.__suppress_context__ = None, second, True
    assert error_frames(first) == "ValueError"


def event_of(message, error=None):
    """What the formatter writes of a record, read back."""
    record = logging.LogRecord("x", logging.ERROR, "", 0, message, None, None)
    record.created = 0
    if error:
        record.exc_info = (type(error), error, None)
        record.exc_text = f"cached by another handler: {CANARY}"
    (line,) = FramesFormatter().format(record).split("\n")
    return json.loads(line)


def test_formatter_writes_one_line_without_the_message_of_the_error():
    assert event_of("job 7", ValueError(CANARY)) == {
        "at": "1970-01-01T00:00:00+00:00",
        "level": "ERROR",
        "logger": "x",
        "message": "job 7",
        "error": "ValueError",
    }


@pytest.mark.parametrize("forged", ["\n", "\r\n", "\u2028", "\x1b[2J", "\x00", "\u202e", "\ud800"])
def test_an_event_stays_one_line_whatever_strangers_send(forged):
    path = f'/golmud/{forged}{{"level": "INFO"}}'
    assert event_of(path)["message"] == path
    assert event_of(path)["level"] == "ERROR"


def boom(request):
    raise IntegrityError(f"Key (phone)=({CANARY}) already exists.")


urlpatterns = [path("boom/", boom)]


@pytest.mark.urls(__name__)
def test_server_error_is_logged_without_what_the_database_said(client, db):
    """Django logs the traceback of a failed request, by the formatter of LOGGING."""
    assert LOGGING["formatters"]["line"]["class"] == "core.error_frames.FramesFormatter"
    lines = []

    class Keeper(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    keeper = Keeper()
    keeper.setFormatter(FramesFormatter())
    logger = logging.getLogger("django.request")
    logger.addHandler(keeper)
    client.raise_request_exception = False
    try:
        assert client.get("/boom/").status_code == 500
    finally:
        logger.removeHandler(keeper)
    (event,) = map(json.loads, lines)
    assert event["message"] == "Internal Server Error: /boom/"
    assert event["error"].split(" at ")[0] == "IntegrityError"
    assert CANARY not in "".join(lines)


def broken_reply(environ, start_response):
    """A WSGI application whose reply fails while it is sent, when Django is out of it."""
    start_response("200 OK", [("Content-Type", "text/csv")])
    yield b"code\n"
    raise IntegrityError(f"Key (phone)=({CANARY}) already exists.")


def test_gunicorn_logs_in_the_same_lines(tmp_path):
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--no-control-socket"),
        f"{__name__}:broken_reply",
    ]
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, stderr=out)  # noqa: S603 -- our own
    try:
        wait_until(lambda: "Booting worker" in log.read_text())
        with contextlib.suppress(http.client.HTTPException, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()  # noqa: S310 -- loopback
        wait_until(lambda: "Error handling request" in log.read_text())
    finally:
        server.terminate()
        server.wait(20)
    events = [json.loads(line) for line in log.read_text().splitlines()]
    errors = [event["error"].split(" at ")[0] for event in events if "error" in event]
    assert errors == ["IntegrityError"]
    assert CANARY not in log.read_text()
