"""Measure start and memory of the web's processes: `make bench ARGS=memory`.

gunicorn as in deploy/, from the start of its process to the first page that answers; then mixed
requests (pages, lists with filters, searches by words, pinyin and slips, the map), and after 500,
5,000 and 10,000 of them (`--after`) the memory of the largest worker: all it maps (RSS) and its
share of it (PSS: what it has alone, and a part of what processes share). `--python` names the
interpreter of a server's installation (requirements-prod.lock): Django REST framework loads some of
the packages of the tests where it finds them, 7 MB and 0.3 s.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path

from pages import BASE_DIR, GUNICORN, free_port, portal_pages, wait_for

CLIENTS = 4
# Below a site; {n} is another number each time.
MIXED = (
    *("listings/", "listings/?area_min={n}&area_unit=sqm&sort=area"),
    *("factories/?area_min={n}&area_unit=sqm&offer=lease", "search/?q=%E6%A0%87%E5%87%86%E5%9C%AE"),
    *("map/", "map/points/?frame=90,35,{n}.5,39&zoom=7", "parks/", "policies/", "news/"),
    *("search/?q=%E5%8E%82%E6%88%BF", "search/?q=changfang", "search/?q=yqzc", "search/?q={n}"),
    *("guide/", "guide/fit/result/?area_min={n}&area_unit=sqm"),
)


def main():
    options = parse_arguments()
    os.chdir(BASE_DIR)
    os.environ["PORTAL_DEMO"] = "1"
    os.environ.setdefault("PORTAL_LOG_LEVEL", "ERROR")
    for command in ["migrate", "load_seeds"]:
        subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], check=True)  # noqa: S603 -- our own commands
    pages = list(portal_pages().values())
    paths = [*pages, *(pages[0] + path for path in MIXED)]
    port = free_port()
    started = time.perf_counter()
    env = os.environ | {"PORTAL_BIND": f"127.0.0.1:{port}", "MALLOC_ARENA_MAX": "2"}
    command = [options.python, *GUNICORN[1:], "--log-level=error", "portal.wsgi"]
    server = subprocess.Popen(command, env=env)  # noqa: S603 -- our own command
    try:
        wait_for(port, server)
        visit(port, pages[:1])
        print(f"first page after {time.perf_counter() - started:.1f} s")
        print(f"{'requests':>10}{'RSS MB':>9}{'PSS MB':>9}")
        show(0, server.pid)
        mixed, done = cycle(paths), 0
        for requests in sorted(options.after):
            send(port, islice(mixed, requests - done))
            done = requests
            show(done, server.pid)
    finally:
        server.terminate()
        server.wait()


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--after", type=int, nargs="+", default=[500, 5_000, 10_000])
    parser.add_argument("--python", default=sys.executable, help="which the web is served with")
    return parser.parse_args()


def send(port, paths):
    numbered = [path.format(n=100 + number % 79) for number, path in enumerate(paths)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        parts = (numbered[client::CLIENTS] for client in range(CLIENTS))
        list(pool.map(visit, [port] * CLIENTS, parts))


def visit(port, paths):
    """One request after the other over one kept connection; a mistake of ours ends it all."""
    connection = HTTPConnection("127.0.0.1", port)
    for path in paths:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status >= 500 and response.status != 503:  # held off by a bulkhead
            raise SystemExit(f"{path} answered {response.status}.")
    connection.close()


def show(requests, master):
    """Of the workers the one that holds most."""
    listing = Path(f"/proc/{master}/task/{master}/children").read_text()
    pss, rss = max(map(held, listing.split()))
    print(f"{requests:>10,}{rss:>9.0f}{pss:>9.0f}", flush=True)


def held(pid):
    """(PSS, RSS) of a process in MB."""
    said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    sizes = dict(re.findall(r"^(\w+): +(\d+) kB$", said, re.MULTILINE))
    return int(sizes["Pss"]) / 1024, int(sizes["Rss"]) / 1024


if __name__ == "__main__":
    main()
