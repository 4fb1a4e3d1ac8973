"""What `make bench` runs: one of the parts below, or a short round of all that readers feel.

make bench ARGS="listings --rows 100000 1000000" hands the rest of the line to that part. The short
round takes less than ten minutes on an idle machine with 2 cores, at sizes that are soon written;
what grows with a million rows is measured by the parts, in databases that are kept.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PARTS = {
    "pages": "main pages against a bare Django view",
    "crowd": "many readers and a few officers at once",
    "search": "searching among synthetic entries",
    "listings": "filters, facets, deep pages, fit and map over synthetic listings",
    "desk": "the office's lists over synthetic listings, articles and enquiries",
    "leads": "an office of ten officers: inbox, trays, an enquiry; enquiries by the second",
    "reports": "numbers over synthetic enquiries, and their ledger as a file",
    "spam": "10,000 posts of programs and 500 of people: who is heard, what fills the inbox",
    "articles": "news, guide, feed and sitemaps over synthetic articles",
    "imports": "reading files of listings",
    "old-pages": "an office's old pages into quarantine, left in the middle and gone on with",
    "phone": "first view of every kind of page on a slow phone",
    "memory": "start of the web and memory of its processes",
    "peers": "nothing measured: how to hold all this against another project",
    "fill": "nothing measured: synthetic content for the database in use",
}
SHORT = (
    ["pages", "--seconds", "1.5"],
    ["memory", "--after", "500", "5000"],
    ["crowd", "--seconds", "20"],
    ["listings", "--rows", "100000", "--requests", "5"],
    ["search", "--entries", "100000", "--rounds", "3"],
    ["desk", "--rows", "10000", "--requests", "3"],
    ["imports", "--rows", "10000"],
    ["phone", "--rounds", "1"],
)


def main(arguments):
    os.chdir(BASE_DIR)
    if not arguments:
        started = time.monotonic()
        for part in SHORT:
            run(*part)
            print(f"-- {time.monotonic() - started:.0f} s since the start", flush=True)
    elif arguments[0] in PARTS:
        run(*arguments)
    else:
        parts = "\n".join(f"  {name:<10}{what}" for name, what in PARTS.items())
        sys.exit(f"make bench ARGS=…, one of these parts and its options:\n{parts}")


def run(part, *options):
    print(f"== {part}: {PARTS[part]}", flush=True)
    subprocess.run([sys.executable, f"bench/{part.replace('-', '_')}.py", *options], check=True)  # noqa: S603 -- our own scripts


if __name__ == "__main__":
    main(sys.argv[1:])
