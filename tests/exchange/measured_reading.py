"""Reading an upload in a process of its own, to see what it costs."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

MEASURE = """
import json, resource, sys, time
from exchange.upload_checks import RefusedFile
from exchange.readers import rows_of
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
try:
    with open(sys.argv[1], "rb") as file:
        count = sum(1 for _ in rows_of(file))
except RefusedFile as refusal:
    count = str(refusal)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([count, time.process_time() - started, grown / 1024]))
"""


def measured(path):
    """[rows or refusal, CPU seconds, MB grown] of reading a file in a process of its own."""
    output = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        cwd=Path(settings.BASE_DIR),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(output.stdout)
