"""What is logged of an error: its class and where it happened, never a value.

Messages of database errors quote the row that was refused, others what somebody typed; the promise
that logs hold ids and codes only (docs/operations.md) covers mishaps, too.
"""

import copy
import logging
import traceback


def error_frames(error: BaseException) -> str:
    """“IntegrityError at exchange.writer:41 < exchange.runner:87”, innermost first, then causes."""
    told, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = [
            f"{frame.f_globals.get('__name__', '?')}:{line}"
            for frame, line in traceback.walk_tb(error.__traceback__)
        ]
        told.append(" at ".join(filter(None, (type(error).__name__, " < ".join(frames[::-1])))))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "; after ".join(told)


class FramesFormatter(logging.Formatter):
    """One line an event; of an error that comes with it, its frames instead of the traceback."""

    def format(self, record):
        bare = copy.copy(record)
        bare.exc_info = bare.exc_text = bare.stack_info = None
        line = super().format(bare)
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}: {error_frames(error)}" if error else line
