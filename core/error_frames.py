"""What is logged of an error: its class and where it happened, never a value.

Messages of database errors quote the row that was refused, others what somebody typed; the promise
that logs hold ids and codes only (docs/operations.md) covers mishaps, too.
"""

import datetime
import json
import logging
import traceback


def error_frames(error: BaseException) -> str:
    """“IntegrityError at exchange.writer:41 < exchange.runner:87”, innermost first, then causes.

    An error of PostgreSQL's has its SQLSTATE (its appendix A) and the constraint beside the class:
    “CheckViolation 23514 leads_lead_can_be_answered”.
    """
    told, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = [
            f"{frame.f_globals.get('__name__', '?')}:{line}"
            for frame, line in traceback.walk_tb(error.__traceback__)
        ]
        told.append(" at ".join(filter(None, (_kind(error), " < ".join(frames[::-1])))))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "; after ".join(told)


def _kind(error):
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    return " ".join(filter(None, (type(error).__name__, getattr(error, "pgcode", ""), constraint)))


class FramesFormatter(logging.Formatter):
    """One line of JSON an event; of an error that comes with it, its frames, not the traceback.

    What strangers put into addresses and headers is escaped: no line end, no control character.
    """

    def format(self, record):
        error = record.exc_info[1] if record.exc_info else None
        event = {
            "at": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(event | ({"error": error_frames(error)} if error else {}))
