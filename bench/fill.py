"""Fill the database in use with synthetic content: `make bench ARGS="fill --listings 100000"`."""

import argparse
import os
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
OFTEN = 50_000


def main(arguments=None):
    options = parse_arguments(arguments)
    from bench.synthetic.entries import make_entries
    from bench.synthetic.listings import make_listings

    if options.clear:
        clear()
    if options.entries > 0:
        make_entries(options.entries, reporter("search entries"))
        print(f"{options.entries:,} search entries written.")
    if options.listings > 0:
        make_listings(options.listings, reporter("listings"))
        print(f"{options.listings:,} listings written, shown at /load/.")


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=0, help="how many search entries")
    parser.add_argument("--listings", type=int, default=0, help="how many listings")
    parser.add_argument("--clear", action="store_true", help="remove what was made before")
    options = parser.parse_args(arguments)
    if not options.clear and options.entries <= 0 and options.listings <= 0:
        parser.error("say what to write, as in --entries 100000 or --listings 100000, or --clear")
    return options


def clear():
    from bench.synthetic.entries import clear_entries
    from bench.synthetic.listings import clear_listings
    from bench.synthetic.parks import clear_parks

    print(f"{clear_entries():,} synthetic search entries removed.")
    print(f"{clear_listings():,} synthetic listings removed.")
    print(f"{clear_parks():,} synthetic parks removed.")


def reporter(what):
    def report(done):
        if done % OFTEN == 0:
            print(f"{what}: {done:,}", flush=True)

    return report


if __name__ == "__main__":
    sys.path.insert(0, str(BASE_DIR))
    os.environ.setdefault("PORTAL_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    main()
