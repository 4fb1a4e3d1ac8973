"""The round: one fault after the other. The exit code is 1 when something was lost or not told."""

import argparse
import os
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

from bench.faults import small_disk
from bench.faults.clock_faults import CLOCK_FAULTS
from bench.faults.database_faults import DATABASE_FAULTS
from bench.faults.disk_faults import DISK_FAULTS
from bench.faults.fault import undergo
from bench.faults.mail_faults import MAIL_FAULTS
from bench.faults.neighbour_faults import NEIGHBOUR_FAULTS
from bench.faults.process_faults import PROCESS_FAULTS
from bench.installation import OWNER

FAULTS = (
    *(*PROCESS_FAULTS, *DATABASE_FAULTS, *NEIGHBOUR_FAULTS, *MAIL_FAULTS),
    *(*DISK_FAULTS, *CLOCK_FAULTS),
)


def main():
    options = parse_arguments()
    small_disk.move_into_own_mounts()
    folder = Path(tempfile.mkdtemp(prefix="portal-faults-"))
    try:
        is_whole = go_round(folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if is_whole else 1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10, help="how long a fault lasts")
    parser.add_argument("--kills", type=int, default=300, help="of the worker, one after another")
    parser.add_argument("--only", nargs="*", help="names of faults, as web_killed")
    return parser.parse_args()


def go_round(folder, options):
    from bench.faults.stack import Stack

    began = time.monotonic()
    stack = Stack(folder, kills=options.kills)
    try:
        stack.install()
        set_up_django(stack)
        stack.move_in()
        faults = [make() for make in FAULTS]
        chosen = [f for f in faults if not options.only or f.name.replace(" ", "_") in options.only]
        return run(stack, chosen, options.seconds, began)
    finally:
        stack.stop()


def set_up_django(stack):
    """This process looks at the rows as their owner; it works for nobody."""
    os.environ |= stack.environment | {
        "DATABASE_URL": stack.database_url(OWNER),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    warnings.filterwarnings("ignore", message="No directory at")  # no static files are served
    import django

    django.setup()


def run(stack, faults, seconds, began):
    from bench.faults import losses, table

    skipped = {fault.name: why for fault in faults if (why := fault.missing(stack))}
    possible = [fault for fault in faults if fault.name not in skipped]
    table.print_head()
    crowds = []
    for fault in possible:
        episode = undergo(stack, fault, seconds)
        crowds.append(episode.crowd)
        table.print_row(fault, episode)
    for name, why in skipped.items():
        print(f"{name:<24} not tried: {why}")
    is_whole = losses.settle(stack, crowds)
    print(f"{time.monotonic() - began:.0f} s in all")
    return is_whole and all(fault.is_as_wanted for fault in possible)


if __name__ == "__main__":
    main()
