"""Errors are logged by class and place; what they say may hold a name or a phone."""

import logging
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import path

from core.error_frames import FramesFormatter, error_frames
from portal.settings import LOGGING

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
    assert [text.split(" at ")[0] for text in frames] == ["DataError", "NumericValueOutOfRange"]
    own = [part for part in frames[0].split(" < ") if part.startswith("tests.")]
    assert own == ["tests.core.test_error_frames:n"] * 2
    assert CANARY not in error_frames(error)


def test_frames_follow_causes_and_end_in_circles():
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.__cause__, second.__cause__ = second, first
    assert error_frames(first) == "ValueError; after KeyError"
    first.__cause__, first.__context__, first.__suppress_context__ = None, second, True
    assert error_frames(first) == "ValueError"


def formatted(error):
    record = logging.LogRecord("x", logging.ERROR, "", 0, "job %s", (7,), None)
    record.exc_info = (type(error), error, None)
    record.exc_text = f"cached by another handler: {CANARY}"
    return FramesFormatter("{levelname} {message}", style="{").format(record)


def test_formatter_writes_one_line_without_the_message():
    assert formatted(ValueError(CANARY)) == "ERROR job 7: ValueError"


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
    keeper.setFormatter(FramesFormatter("{levelname} {name} {message}", style="{"))
    logger = logging.getLogger("django.request")
    logger.addHandler(keeper)
    client.raise_request_exception = False
    try:
        assert client.get("/boom/").status_code == 500
    finally:
        logger.removeHandler(keeper)
    assert [line.split(" at ")[0] for line in lines] == [
        "ERROR django.request Internal Server Error: /boom/: IntegrityError"
    ]
    assert CANARY not in "".join(lines)
