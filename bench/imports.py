"""Measure bringing in a list of listings: `make bench ARGS="imports --rows 100000"`.

In the scratch database, by `manage.py import_listings` in a process of its own, so that start,
reading, checking and writing all count: rows that are new (drafts: listing, specification,
history), the same rows again, and all of them public with another price (index row too) and with
another title (search entry, too). CPU seconds are those of our process and of PostgreSQL's.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import scratch

COLUMNS = (
    *("code", "title", "kind", "offer", "area_sqm", "price_amount", "price_unit"),
    *("clear_height_m", "load_t_per_sqm", "has_dual_power", "has_sprinkler", "structure"),
    *("is_eia_ready", "power_kva", "delivery_standard", "address", "summary"),
)
PREFIX = "BENCH-I-"
PEAK, LOOK_EVERY = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE), 0.02
SITE = "golmud"
# History is append-only, but for what was never true.
CLEARING = """
ALTER TABLE parks_historicallisting DISABLE TRIGGER USER;
DELETE FROM parks_listingdigest d USING parks_listing l
    WHERE d.listing_id = l.id AND l.code LIKE %s;
DELETE FROM search_searchentry e USING parks_listing l WHERE e.object_id = l.id AND l.code LIKE %s
    AND e.type = 'listing';
DELETE FROM parks_buildingspec b USING parks_listing l WHERE b.listing_id = l.id AND l.code LIKE %s;
DELETE FROM parks_historicallisting WHERE code LIKE %s;
DELETE FROM parks_listing WHERE code LIKE %s;
ALTER TABLE parks_historicallisting ENABLE TRIGGER USER;
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    scratch.set_up()
    clear()
    with TemporaryDirectory() as folder:
        lists = [Path(folder, f"{n}.csv") for n in range(3)]
        write_list(lists[0], rows)
        write_list(lists[1], rows, price="9.8")
        write_list(lists[2], rows, price="9.8", title="号新厂房")
        print(f"{rows:,} rows, {len(COLUMNS)} columns, {os.cpu_count()} cores")
        print(f"{'':<22}{'seconds':>9}{'CPU':>8}{'rows/s':>9}{'MB':>6}")
        show("new drafts", rows, bring(lists[0]))
        show("unchanged", rows, bring(lists[0]))
        publish()
        show("price, public", rows, bring(lists[1]))
        show("title, public", rows, bring(lists[2]))
    clear()


def write_list(path, rows, *, price="9.5", title="号标准厂房"):
    from exchange.columns import listing_columns
    from parks.units import PRICE_UNITS

    monthly = PRICE_UNITS["yuan_per_sqm_month"].label
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(listing_columns()[name].label for name in COLUMNS)
        for n in range(rows):
            lines.writerow(
                (f"{PREFIX}{n}", f"{n} {title}", "厂房", "出租", 2000 + n % 700, price)
                + (monthly, "9.6", "3", "是", "否", "钢结构", "是", "2000", "毛坯")
                + ("昆仑经开区纬六路北侧", "带行车，可办环评，离铁路货场近")
            )


def bring(path):
    """(seconds, CPU seconds, peak MB) of one import."""
    command = [sys.executable, "manage.py", "import_listings", str(path), "--site", SITE]
    before, started = database_seconds(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
    peak = peak_megabytes(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("import_listings failed.")
    elapsed = time.perf_counter() - started
    busy = usage.ru_utime + usage.ru_stime + database_seconds() - before
    return elapsed, busy, peak


def peak_megabytes(pid):
    """Of a process, told while it runs: what it is charged at its end is our size as well."""
    peak = 0
    while found := PEAK.search(Path(f"/proc/{pid}/status").read_text()):
        peak = int(found[1]) / 1024
        time.sleep(LOOK_EVERY)
    return peak


def database_seconds():
    """CPU seconds of all sessions of the embedded server that have ended."""
    from django.conf import settings

    pid = next(settings.VAR_DIR.glob("postgres/**/postmaster.pid")).read_text().split()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def show(name, rows, measured):
    seconds, busy, memory = measured
    print(f"{name:<22}{seconds:>9.1f}{busy:>8.1f}{rows / seconds:>9.0f}{memory:>6.0f}", flush=True)


def publish():
    """Make the imported drafts public, as reviewers would."""
    from django.db import transaction

    from exchange.writer import index
    from parks.models import Listing

    imported = Listing.objects.filter(code__startswith=PREFIX).order_by("pk")
    imported.update(status=Listing.Status.APPROVED)
    keys = list(imported.values_list("pk", flat=True))
    for start in range(0, len(keys), 1000):
        with transaction.atomic():
            batch = imported.filter(pk__in=keys[start : start + 1000])
            index(list(batch.select_related("region", "park")))


def clear():
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(CLEARING, [f"{PREFIX}%"] * 5)


if __name__ == "__main__":
    main()
