"""Numbers at size: `make bench ARGS="reports --rows 100000"`.

The report over so many enquiries and the changes of their stages, then their 台账 as a file of each
format, written by a process of its own whose memory is told. A database of PORTAL_VAR/bench is
used again the next time: that of `leads`.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import time

from scratch import set_up
from whole_requests import cpu_seconds, measure

FORMATS = ("csv", "xlsx")


def main():
    options = parse_arguments()
    set_up(f"bench/leads-{options.rows}")
    fill(options.rows)
    if options.ledger:
        print(json.dumps(written(options.ledger)))
        return
    print(f"{options.rows:,} enquiries, {os.cpu_count()} cores")
    tell_pages(options)
    tell_ledgers(options)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=3, help="of each report in a round")
    parser.add_argument("--ledger", choices=FORMATS, help="one file alone, for the table")
    return parser.parse_args()


def fill(rows):
    from bench.leads import engage
    from bench.leads import fill as fill_leads
    from bench.synthetic.leads import make_changes

    fill_leads(rows, engage())
    make_changes()


def everything():
    """Of all days on which something was made up."""
    import datetime

    from bench.synthetic.leads import DAYS

    today = datetime.date.today()
    return f"since={today - datetime.timedelta(days=DAYS)}&until={today}"


def tell_pages(options):
    from desk import sign_in

    addresses = {
        "this quarter": "/admin/figures/?span=quarter",
        "this year": "/admin/figures/?span=year",
        "all": f"/admin/figures/?{everything()}",
    }
    endless = {name: itertools.repeat(address) for name, address in addresses.items()}
    table = measure(endless, options, prepare=sign_in)
    print(f"medians of {options.rounds} rounds of {options.requests} requests, milliseconds")
    print(f"{'':<16}{'p50':>8}{'p95':>8}{'db':>8}{'cpu':>8}")
    for name, figures in table.items():
        print(f"{name:<16}" + "".join(f"{figure:>8.0f}" for figure in figures))


def tell_ledgers(options):
    print(f"\n{'ledger':<16}{'rows':>8}{'MB':>8}{'s':>8}{'cpu s':>8}{'MB before':>11}{'peak':>6}")
    for format_name in FORMATS:
        command = [sys.executable, __file__, "--ledger", format_name, "--rows", str(options.rows)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 -- ourselves
        rows, size, elapsed, cpu, *memory = json.loads(answer.stdout.splitlines()[-1])
        figures = f"{size / 1e6:>8.1f}{elapsed:>8.1f}{cpu:>8.1f}{memory[0]:>11.0f}{memory[1]:>6.0f}"
        print(f"{format_name:<16}{rows:>8}{figures}")


def written(format_name):
    """(rows, bytes, seconds, CPU seconds with the database's, MB before, most MB) of one file."""
    from desk import sign_in
    from django.conf import settings
    from django.test import Client

    from parks.models import ExportLog

    settings.EXPORT_LIMITS = dict.fromkeys(FORMATS, sys.maxsize)  # more than an office may take
    client = Client(headers={"host": "127.0.0.1"})
    sign_in(client)
    memory, before, started = most_memory(), cpu_seconds(), time.monotonic()
    words = {"format": format_name, "reason": "measuring"}
    answer = client.post(f"/admin/figures/ledger/?{everything()}", words)
    size = sum(map(len, answer.streaming_content))
    elapsed, cpu = time.monotonic() - started, cpu_seconds() - before
    rows = ExportLog.objects.latest("pk").rows
    return rows, size, elapsed, cpu, memory, most_memory()


def most_memory():
    """MB that this process has held at most so far: its start included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
