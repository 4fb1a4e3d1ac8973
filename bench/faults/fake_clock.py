"""A wrong clock for processes of ours: libfaketime, loaded before them, reads it from a file.

Only the time of day is wrong, as on a real machine; waiting goes by another clock.
"""

import os
import subprocess
import sys
from pathlib import Path

LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")


class FakeClock:
    def __init__(self, file: Path):
        self.file = file
        found = [path for pattern in LIBRARIES for path in Path("/").glob(pattern[1:])]
        self.library = found[0] if found else None
        self.set(0)

    def environment(self) -> dict[str, str]:
        """For processes that this clock is to rule."""
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }

    def can_be_slept_under(self) -> bool:
        """Old releases refuse the way in which newer Pythons sleep: nothing of ours would run."""
        nap = [sys.executable, "-c", "import time; time.sleep(0.01)"]
        environment = os.environ | self.environment()
        return subprocess.run(nap, env=environment, capture_output=True).returncode == 0  # noqa: S603 -- constant

    def set(self, seconds: int):
        """So far from the right time; heard within a second."""
        unfinished = self.file.with_suffix(".new")
        unfinished.write_text(f"{seconds:+d}\n")
        unfinished.replace(self.file)
