"""A database of its own for measuring at size, and the figures that are made of many times."""

import json
import os
import statistics
import subprocess
import sys
import warnings
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SHARES = (0.5, 0.95)


def set_up(folder="bench"):
    """Django on a database beside the one in use, kept for the next run, with the seeds in it.

    It lies in PORTAL_VAR/bench; `manage.py db stop` stops its server there. The page memory is off:
    what it would answer from the second request on is to be drawn each time.
    """
    os.chdir(BASE_DIR)
    sys.path.insert(0, str(BASE_DIR))
    os.environ["PORTAL_DEMO"] = "1"
    os.environ["PORTAL_VAR"] = str(Path(os.environ.get("PORTAL_VAR", "var")).resolve() / folder)
    os.environ["PORTAL_PAGE_MEMORY_MB"] = "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    os.environ.setdefault("PORTAL_LOG_LEVEL", "WARNING")
    if os.environ.pop("DATABASE_URL", ""):
        print("DATABASE_URL is not used: a million rows do not belong there.", file=sys.stderr)
    warnings.filterwarnings("ignore", message="No directory at")  # No static files are served.
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_seeds", verbosity=0)


def in_own_process(script, size, options, names):
    """The table of one size: `script` runs again for it alone, with a database of its own.

    It is handed the options of these names and prints the table last.
    """
    command = [sys.executable, script, "--as-json", "--rows", str(size)]
    for name in names:
        command.append(f"--{name}={getattr(options, name)}")
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 -- ourselves
    *said, table = answer.stdout.decode().splitlines()
    print(*said, sep="\n", flush=True)
    return json.loads(table)


def percentiles(seconds):
    """(p50, p95) in milliseconds of one round."""
    ordered = sorted(seconds)
    return [ordered[int(len(ordered) * share)] * 1000 for share in SHARES]


def medians(rounds):
    """The medians of the rounds' percentiles."""
    return tuple(statistics.median(values) for values in zip(*rounds, strict=True))


def print_growth(sizes, tables, width=28, columns=("p50", "p95", "db")):
    """What was measured at every size, p50 and p95 first; growth of the p95."""
    first, *others = columns
    names = f"{first:>4}" + "".join(f"{name:>7}" for name in others)
    heads = "".join(f"{size:>11,}{names}" for size in sizes)
    print(f"{'':<{width}}{heads}{'growth':>9}")
    for name in tables[0]:
        cells = "".join(
            f"{figures[0]:>15.0f}" + "".join(f"{figure:>7.0f}" for figure in figures[1:])
            for figures in (table[name] for table in tables)
        )
        growth = tables[-1][name][1] / tables[0][name][1]
        print(f"{name:<{width}}{cells}{growth:>8.1f}x")
