"""Measure the portal's main pages against a bare Django view: `make bench ARGS=pages`.

Both run in the same gunicorn configuration at the same time; each round visits every page in
turn, and the medians of the rounds are printed. Clients and servers share this machine, so the
ratios tell more than the figures.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
START_SECONDS = 120


def main():
    options = parse_arguments()
    os.chdir(BASE_DIR)
    os.environ["PORTAL_DEMO"] = "1"
    os.environ.setdefault("PORTAL_LOG_LEVEL", "WARNING")
    for command in ["migrate", "load_seeds"]:
        subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], check=True)  # noqa: S603 -- our own commands
    with serve("bare:application", "--pythonpath=bench") as bare, serve("portal.wsgi") as portal:
        pages = {"bare Django view": (bare, "/")}
        pages |= {name: (portal, path) for name, path in portal_pages().items()}
        results = {name: [] for name in pages}
        for _ in range(options.rounds):
            for name, (port, path) in pages.items():
                results[name].append(measure(port, path, options.seconds, options.clients))
    print_table(results, options)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5, help="per page and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=4, help="connections at the same time")
    return parser.parse_args()


def portal_pages():
    """Name → path of a home, an article, a listing list and a listing of the seeds."""
    sys.path.insert(0, str(BASE_DIR))
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    import django

    django.setup()
    from django.urls import reverse

    from news.models import Article
    from parks.models import Listing
    from regions.models import Site

    site = Site.objects.live().order_by("pk").filter(columns__articles__isnull=False).first()
    if site is None:
        sys.exit("种子数据里没有已上线且有文章的站点，无法测量。")
    article = Article.objects.published().on_site(site).newest_first().first()
    listing = Listing.objects.published().in_region(site.region).order_by("pk").first()
    return {
        "site home": site.get_absolute_url(),
        "article": article.get_absolute_url(),
        "listing list": reverse("listing_list", args=[site.slug]),
        "listing detail": listing.url_on(site),
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(*application):
    """Run gunicorn on a free loopback port until the block ends; yields the port."""
    port = free_port()
    env = os.environ | {"PORTAL_BIND": f"127.0.0.1:{port}"}
    server = subprocess.Popen([*GUNICORN, "--log-level=error", *application], env=env)  # noqa: S603 -- our own command
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port, server):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"gunicorn did not start on port {port}.")


def measure(port, path, seconds, clients):
    """(requests per second, p50, p95 in milliseconds) of one page, after a short warm-up."""
    visit(port, path, seconds=0.5)
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        runs = [pool.submit(visit, port, path, seconds) for _ in range(clients)]
        times = sorted(duration for run in runs for duration in run.result())
    elapsed = time.perf_counter() - started
    p50, p95 = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
    return len(times) / elapsed, p50, p95


def visit(port, path, seconds):
    """Durations in seconds of one request after the other over one kept connection."""
    connection = HTTPConnection("127.0.0.1", port)
    durations = []
    deadline = time.perf_counter() + seconds
    while (started := time.perf_counter()) < deadline:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            sys.exit(f"{path} answered {response.status}, expected 200.")
        durations.append(time.perf_counter() - started)
    connection.close()
    return durations


def print_table(results, options):
    print(
        f"medians of {options.rounds} rounds of {options.seconds:g} s, "
        f"{options.clients} clients, {os.cpu_count()} cores"
    )
    print(f"{'page':<18}{'requests/s':>12}{'p50 ms':>10}{'p95 ms':>10}{'of bare':>10}")
    bare_rate = None
    for name, rounds in results.items():
        rate, p50, p95 = (statistics.median(values) for values in zip(*rounds, strict=True))
        bare_rate = bare_rate or rate
        print(f"{name:<18}{rate:>12.0f}{p50:>10.1f}{p95:>10.1f}{rate / bare_rate:>9.1%}")


if __name__ == "__main__":
    main()
