"""A database of its own for measuring at size, and the figures that are made of many times."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import warnings
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SHARES = (0.5, 0.95)
SEEDED = "bench/seeded"
DATA = Path("postgres", "data")
READ_BYTES = 1 << 24
# Of tables, of their long texts and of the indexes on both.
FILES = """
SELECT DISTINCT pg_relation_filepath(file)
FROM pg_class AS entries
CROSS JOIN LATERAL (
    VALUES (entries.oid), (entries.reltoastrelid)
    UNION SELECT indexrelid FROM pg_index WHERE indrelid IN (entries.oid, entries.reltoastrelid)
) AS files (file)
WHERE entries.oid = ANY (%s::regclass[]) AND file <> 0
"""


def set_up(folder="bench"):
    """Django on a database beside the one in use, kept for the next run, with the seeds in it.

    It lies in PORTAL_VAR/bench; `manage.py db stop` stops its server there. The page memory is off:
    what it would answer from the second request on is to be drawn each time.
    """
    os.chdir(BASE_DIR)
    sys.path.insert(0, str(BASE_DIR))
    os.environ["PORTAL_DEMO"] = "1"
    var = Path(os.environ.get("PORTAL_VAR", "var")).resolve()
    os.environ["PORTAL_VAR"] = str(var / folder)
    os.environ["PORTAL_PAGE_MEMORY_MB"] = "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    os.environ.setdefault("PORTAL_LOG_LEVEL", "WARNING")
    if os.environ.pop("DATABASE_URL", ""):
        print("DATABASE_URL is not used: a million rows do not belong there.", file=sys.stderr)
    begin_with_seeds(var / folder, var / SEEDED)
    warnings.filterwarnings("ignore", message="No directory at")  # No static files are served.
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_seeds", verbosity=0)


def begin_with_seeds(folder, seeded):
    """A new database begins as a copy of one with the seeds in it: each takes half a minute to
    make, one is enough. What the code has added since is migrated as in any other.
    """
    if (folder / DATA).exists():
        return
    steps = [("db", "stop")]
    if not (seeded / DATA).exists():
        steps = [("migrate", "-v0"), ("load_seeds", "-v0"), *steps]
    for words in steps:
        subprocess.run(  # noqa: S603 -- our own commands
            [sys.executable, "manage.py", *words],
            check=True,
            env=os.environ | {"PORTAL_VAR": str(seeded)},
            stdout=subprocess.DEVNULL,
        )
    shutil.copytree(seeded / "media", folder / "media", dirs_exist_ok=True)
    copy = (folder / DATA).with_name("data.copy")
    shutil.rmtree(copy, ignore_errors=True)
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copytree(seeded / DATA, copy)
    copy.rename(folder / DATA)


def read_once(*tables):
    """From disk to memory, as on a machine that has been in use for a while."""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FILES, [list(tables)])
        paths = [path for (path,) in cursor.fetchall()]
    for path in paths:
        for part in (settings.VAR_DIR / DATA).glob(f"{path}*"):
            with part.open("rb") as file:
                while file.read(READ_BYTES):
                    pass


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
