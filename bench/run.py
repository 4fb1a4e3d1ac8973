"""What `make bench` runs: one of the parts below, or a quick round of those readers feel most.

make bench ARGS="listings --rows 100000 1000000" hands the rest of the line to that part.
"""

import os
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PARTS = {
    "pages": "main pages against a bare Django view",
    "crowd": "many readers and a few officers at once",
    "search": "searching among synthetic entries",
    "listings": "filters, facets, deep pages, fit and map over synthetic listings",
    "desk": "the office's lists over synthetic listings, articles and enquiries",
    "leads": "an office of ten officers: inbox, trays, an enquiry; enquiries by the second",
    "spam": "10,000 posts of programs and 500 of people: who is heard, what fills the inbox",
    "articles": "news, guide, feed and sitemaps over synthetic articles",
    "imports": "reading files of listings",
    "phone": "first view of every kind of page on a slow phone",
    "memory": "start of the web and memory of its processes",
    "peers": "nothing measured: how to hold all this against another project",
    "fill": "nothing measured: synthetic content for the database in use",
}
QUICK = (["pages"], ["listings", "--rows", "100000", "--requests", "10"])


def main(arguments):
    os.chdir(BASE_DIR)
    if not arguments:
        for part in QUICK:
            run(*part)
    elif arguments[0] in PARTS:
        run(*arguments)
    else:
        parts = "\n".join(f"  {name:<10}{what}" for name, what in PARTS.items())
        sys.exit(f"make bench ARGS=…, one of these parts and its options:\n{parts}")


def run(part, *options):
    print(f"== {part}: {PARTS[part]}", flush=True)
    subprocess.run([sys.executable, f"bench/{part}.py", *options], check=True)  # noqa: S603 -- our own scripts


if __name__ == "__main__":
    main(sys.argv[1:])
