"""Measure search among synthetic entries: `make bench ARGS="search --entries 100000 1000000"`.

In one process, without HTTP: what a search page asks for, that is counts of all types and the first
hits. Every round asks each kind of query for other words; medians of the rounds' p50 and p95 are
printed. Each size has a database of its own, PORTAL_VAR/bench/entries-<size>, written in the first
run (100,000: about half a minute, 1,000,000: about six) and used again in the next. Its files are
read once before: what a search costs on a machine that was started this minute is not measured.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import time
from datetime import date, timedelta

from scratch import medians, percentiles, read_once, set_up

WARM_UP = 3


def main():
    options = parse_arguments()
    if options.as_json:
        set_up(f"bench/entries-{options.entries[0]}")
        fill(options.entries[0])
        read_once("search_searchentry")
        print(json.dumps(measure_all(options)))
    else:
        options.entries.sort()
        print_table([measured(size, options) for size in options.entries], options)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--queries", type=int, default=20, help="of each kind in a round")
    parser.add_argument("--as-json", action="store_true", help="one size, for the table")
    return parser.parse_args()


def measured(size, options):
    """One size, in a process with its own database."""
    command = [sys.executable, __file__, "--as-json", "--entries", str(size)]
    command += ["--rounds", str(options.rounds), "--queries", str(options.queries)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 -- ourselves
    *said, table = answer.stdout.decode().splitlines()
    print(*said, sep="\n", flush=True)
    return json.loads(table)


def fill(size):
    from bench.synthetic.entries import clear_entries, count_entries, make_entries

    missing = size - count_entries()
    if missing < 0:
        clear_entries()
        missing = size
    if missing:
        started = time.perf_counter()
        make_entries(missing)
        print(f"{missing:,} entries written in {time.perf_counter() - started:.0f} s", flush=True)


def kinds():
    """Name → (words to ask for, keywords of Search), the words endless and always others."""
    from bench.synthetic.words import vocabulary
    from core.pinyin import spelt

    words = vocabulary()
    today = date.today()
    common, medium, rare = words[:40], words[150:900], words[-5000:]
    sounds = [spelt(word)[0][0] for word in words[100:1200]]
    initials = [spelt(word)[0][1] for word in words[:300] if len(word) > 2]
    pairs = [f"{a} {b}" for a, b in zip(words[:60], words[40:100], strict=True)]
    year = {"since": today - timedelta(days=1200), "until": today.replace(day=1)}
    return {
        "rare word": (rare, {}),
        "word in 1-5 %": (medium, {}),
        "common word": (common, {}),
        "two common words": (pairs, {}),
        "two words, one rare": (
            [f"{a} {b}" for a, b in zip(common * 9, rare[::9], strict=False)],
            {},
        ),
        "one character": (list("盐园企铁土政绿冷税矿"), {}),
        "pinyin": (sounds, {}),
        "initials": (initials, {}),
        "nothing": ([f"无此词{n}" for n in range(500)], {}),
        "common, whole network": (common, {"scope": "all"}),
        "common, one site": (common, {"scope": "site"}),
        "common, between dates": (common, year),
        "common, newest first": (common, {"order": "newest"}),
        "common, one type, facets": (common, {"kind": "policy"}),
        "suggestions": ([w[:2] for w in words[:400]] + sounds, {"suggest": True}),
    }


def measure_all(options):
    """{kind: (p50, p95) in milliseconds, medians of the rounds}."""
    from regions.models import Site

    sites = itertools.cycle(Site.objects.live().select_related("region").order_by("pk"))
    results = {}
    for name, (words, asked) in kinds().items():
        endless, rounds = itertools.cycle(words), []
        for number in range(options.rounds):
            extra = WARM_UP if number == 0 else 0
            times = [
                ask(next(sites), next(endless), **asked) for _ in range(options.queries + extra)
            ]
            rounds.append(percentiles(times[extra:]))
        results[name] = medians(rounds)
    return results


def ask(site, text, *, kind="", suggest=False, **asked):
    """Seconds that a search page or a list of suggestions asks the database and its own code."""
    from search import suggestions
    from search.results import Search

    started = time.perf_counter()
    if suggest:
        suggestions.suggest(site, text)
        return time.perf_counter() - started
    found = Search(site, text, **asked)
    str(found.total)
    if kind:
        found.page(kind, 1), found.facets(kind)
    else:
        found.groups()
    return time.perf_counter() - started


def print_table(tables, options):
    print(
        f"medians of {options.rounds} rounds of {options.queries} queries, {os.cpu_count()} cores"
    )
    sizes = "".join(f"{size:>12,} p50{'p95':>7}" for size in sorted(options.entries))
    print(f"{'query':<26}{sizes}{'growth of p95':>16}")
    for name in tables[0]:
        cells = "".join(f"{table[name][0]:>16.1f}{table[name][1]:>7.1f}" for table in tables)
        growth = tables[-1][name][1] / tables[0][name][1]
        print(f"{name:<26}{cells}{growth:>15.1f}x")


if __name__ == "__main__":
    main()
