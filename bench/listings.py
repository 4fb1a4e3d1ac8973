"""Measure lists, maps and the five questions over synthetic listings, in whole requests.

`make bench ARGS="listings --rows 100000 1000000"`, in a database of its own (scratch.py). All
rows lie in one province, whose site has to sift every one of them; a county's site is beside it.
Requests go through Django's test client in this process (whole_requests.py), without a page memory.
Each round visits every address in turn; medians of the rounds' p50 and p95 are printed, with the
p50 inside the database and the mean CPU of this process and its database connection (parallel
workers of the database not counted). "other" asks something new each time, "same" repeats one
address.

Lists are counted from the list snapshot (docs/adr/0029); `--database-alone` does without it.
"""

import argparse
import itertools
import os
import time

from scratch import print_growth, set_up
from whole_requests import measure

DEEP = range(996, 1005)
LAND = "kind=land&area_min={n}&area_unit=mu&offer=sale"
CHEAPEST = "area_min={n}&area_unit=sqm&sort=price"
FACTORY = "area_min={n}&area_unit=sqm&offer=lease&height_min=9&load_min=2"
HARD = (
    "kind=factory&area_min={n}&area_unit=sqm&height_min=9&load_min=3&crane_min=10&power_min=1000"
    "&eia=1&gas=1&rail_max=30&highway_max=15"
)
FIT = (
    "industry=equipment&purpose=ready&area_min={n}&area_unit=sqm&height_min=9&load_min=2"
    "&power_min=630&eia=1"
)


def main():
    options = parse_arguments()
    set_up()
    sizes, tables = sorted(options.rows), []
    for size in sizes:
        fill(size)
        write_snapshot(is_wanted=not options.database_alone)
        chosen = {name: paths for name, paths in addresses().items() if options.match in name}
        tables.append(measure(chosen, options))
    print(
        f"medians of {options.rounds} rounds of {options.requests} requests, "
        f"{os.cpu_count()} cores, milliseconds"
    )
    print_growth(sizes, tables, columns=("p50", "p95", "db", "cpu"))
    print(f"memory of this process: {memory()}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=20, help="of each address in a round")
    parser.add_argument("--match", default="", help="only addresses whose name holds this")
    parser.add_argument("--database-alone", action="store_true", help="without a list snapshot")
    return parser.parse_args()


def fill(size):
    """Exactly `size` made listings; those of an earlier run count."""
    from bench.synthetic.listings import MARK, clear_listings, make_listings
    from parks.models import Listing

    missing = size - Listing.objects.filter(code__startswith=MARK).count()
    if missing < 0:
        clear_listings()
        missing = size
    if missing:
        started = time.perf_counter()
        make_listings(missing)
        print(f"{missing:,} listings written in {time.perf_counter() - started:.0f} s", flush=True)


def write_snapshot(*, is_wanted=True):
    from django.conf import settings

    from finding.snapshot.writing import write

    settings.LIST_SNAPSHOT.unlink(missing_ok=True)
    if not is_wanted:
        return
    started = time.perf_counter(), time.process_time()
    for _ in write(settings.LIST_SNAPSHOT):
        pass
    megabytes = settings.LIST_SNAPSHOT.stat().st_size / 1e6
    elapsed, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
    print(f"list snapshot of {megabytes:.0f} MB: {elapsed:.0f} s, {cpu:.0f} s of CPU", flush=True)


def memory():
    """This process's own, and pages of files, which processes share."""
    with open("/proc/self/status") as status:
        figures = dict(line.split(":", 1) for line in status)
    own, files, peak = (
        int(figures[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile", "VmHWM")
    )
    return f"{own:.0f} MB own, {files:.0f} MB of files, {peak:.0f} MB at most"


def addresses():
    """Name → endless addresses of that sort."""
    from bench.synthetic.parks import ensure_site

    site = ensure_site().slug
    deep = [f"/{site}/listings/?after={token}" for token in deep_tokens(site)]
    deep_fit = [
        f"/{site}/factories/?{FACTORY.format(n=2000)}&after={token}"
        for token in deep_tokens(site, kind="factory", query=FACTORY.format(n=2000))
    ]
    return {
        "list, nothing asked": itertools.repeat(f"/{site}/listings/"),
        "filters and facets, other": numbered(f"/{site}/factories/?{FACTORY}"),
        "filters and facets, same": itertools.repeat(f"/{site}/factories/?{FACTORY.format(n=1)}"),
        "land to buy, other values": numbered(f"/{site}/listings/?{LAND}"),
        "nine hard needs, other": numbered(f"/{site}/listings/?{HARD}"),
        "cheapest first, other": numbered(
            f"/{site}/factories/?area_min={{n}}&area_unit=sqm&sort=price"
        ),
        "words, other": numbered(f"/{site}/listings/?q={{n}}+%E5%8F%B7"),
        "one word, other": numbered(f"/{site}/listings/?q={{n}}"),
        "words and filters, other": numbered(f"/{site}/factories/?{FACTORY}&q=%E5%8F%B7"),
        "page 1,000": itertools.cycle(deep),
        "page 1,000 of filters": itertools.cycle(deep_fit),
        "county, filters and facets": numbered(f"/golmud/factories/?{FACTORY}"),
        "five questions, answer": numbered(f"/{site}/guide/fit/result/?{FIT}"),
        "map page": itertools.repeat(f"/{site}/map/"),
        "map of a frame": numbered(f"/{site}/map/?bbox=95.{{n}},36,97.{{n}},37"),
        "markers on the map": numbered(f"/{site}/map/points/?frame=95.{{n}},36,97.{{n}},37&zoom=9"),
        "one listing": (f"/{site}/listings/{pk}/" for pk in itertools.cycle(some_listings())),
    }


def numbered(pattern):
    """The address with another number each time."""
    return (pattern.format(n=number) for number in itertools.count(100, 7))


def some_listings():
    from parks.models import Listing

    made = Listing.objects.published().filter(code__startswith="LOAD-")
    return list(made.order_by("-pk").values_list("pk", flat=True)[:500])


def deep_tokens(site, kind="", query=""):
    """Where the pages around the thousandth begin."""
    from django.http import QueryDict

    from finding.keyset import Pages
    from finding.listing_query import ListingQuery
    from finding.options import PlaceOptions
    from regions.models import Site

    region = Site.objects.get(slug=site).region
    chosen = ListingQuery(QueryDict(query), PlaceOptions(region), kind)
    pages = (Pages(chosen).numbered(number) for number in DEEP)
    return [page.next_token for page in pages if page.next_token] or [""]


if __name__ == "__main__":
    main()
