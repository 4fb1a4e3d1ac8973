"""Measure the portal's main pages against a bare Django view: `make bench ARGS=pages`.

All run in the same gunicorn configuration at the same time: the bare view, the portal as it is and
one that keeps no pages; where nginx is installed, it stands before the portal. Each round visits
every page in turn, and the medians of the rounds are printed. Clients and servers share this
machine, so the ratios tell more than the figures, and most of all the ratio of processor time: of
the web's processes, behind nginx of nginx alone against a static file of the same size. Beside it
stands what the embedded database spends on a request; another one is not measured.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

BASE_DIR = Path(__file__).resolve().parent.parent
HOST = "www.example.gov.cn"  # as in deploy/nginx.conf
TICKS = os.sysconf("SC_CLK_TCK")
BROWSER = {"Accept-Encoding": "gzip, deflate"}
# A process that begins anew amid a round would be measured as well.
FOREVER = "--max-requests=0"
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", FOREVER]
START_SECONDS = 120


def main():
    options = parse_arguments()
    os.chdir(BASE_DIR)
    os.environ["PORTAL_DEMO"] = "1"
    os.environ.setdefault("PORTAL_LOG_LEVEL", "WARNING")
    for command in ["migrate", "load_seeds"]:
        subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], check=True)  # noqa: S603 -- our own commands
    os.environ["PORTAL_HOSTS"] = f"127.0.0.1,{HOST}"
    drawn = portal_pages()
    with ExitStack() as servers:
        rows = list(rows_of(servers, drawn))
        results, database = {row: [] for row in rows}, embedded_database()
        for _ in range(options.rounds):
            for row in rows:
                results[row].append(measure(row, database, options))
    print_table(results, options)


@dataclass(frozen=True)
class Row:
    """A page as one server gives it. `against`: the first row of those it is measured by."""

    name: str
    server: "Server"
    path: str
    against: str = "bare Django view"
    headers: tuple = ()
    status: int = 200


def rows_of(servers, drawn):
    """The pages drawn anew, from memory, and behind nginx where it is installed."""
    bare = servers.enter_context(serve("bare:application", "--pythonpath=bench"))
    yield Row("bare Django view", bare, "/")
    anew = servers.enter_context(serve("portal.wsgi", PORTAL_PAGE_MEMORY_MB="0"))
    for name, path in drawn.items():
        yield Row(f"{name}, drawn anew", anew, path)
    portal = servers.enter_context(serve("portal.wsgi"))
    for name, path in drawn.items():
        yield Row(f"{name}, from memory", portal, path)
    home = drawn["site home"]
    packed = tuple(BROWSER.items())
    yield Row("site home, gzip", portal, home, headers=packed)
    yield Row("site home, known: 304", portal, home, headers=(("If-None-Match", "*"),), status=304)
    if shutil.which("nginx", path="/usr/sbin:/usr/bin"):
        yield from rows_behind_nginx(servers, portal, home)


def rows_behind_nginx(servers, portal, home):
    """deploy/nginx.conf before the portal, and its own static file of the page's size."""
    from tests.nginx import nginx_before

    folder = Path(servers.enter_context(TemporaryDirectory()))
    connection = HTTPConnection("127.0.0.1", portal.port)
    connection.request("GET", home)
    size = len(connection.getresponse().read())
    (folder / "static").mkdir()
    (folder / "static" / "page.txt").write_bytes(b"x" * size)
    port = servers.enter_context(nginx_before(folder, portal.port))
    nginx = Server(port, int((folder / "pid").read_text()))
    host = (("Host", HOST),)
    file = "static file of nginx"
    yield Row(file, nginx, "/static/page.txt", against=file, headers=host)
    yield Row("site home behind nginx", nginx, home, against=file, headers=host)


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


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time of the process and its children, also of those that have ended."""
        folder = Path("/proc", str(self.pid))
        children = (folder / "task" / str(self.pid) / "children").read_text().split()
        own = sum(_times(folder)[:4])
        return (own + sum(sum(_times(Path("/proc", pid))[:2]) for pid in children)) / TICKS


def embedded_database():
    """Its sessions are children of it; None where DATABASE_URL names another."""
    from django.conf import settings

    if settings.DATABASE_URL:
        return None
    pid = (settings.VAR_DIR / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
    return Server(0, int(pid))


def _times(folder):
    """utime, stime, cutime, cstime (proc(5))."""
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return [int(field) for field in fields[11:15]]


@contextmanager
def serve(*application, **environment):
    """Run gunicorn on a free loopback port until the block ends; yields the Server."""
    port = free_port()
    env = os.environ | {"PORTAL_BIND": f"127.0.0.1:{port}"} | environment
    server = subprocess.Popen([*GUNICORN, "--log-level=error", *application], env=env)  # noqa: S603 -- our own command
    try:
        wait_for(port, server)
        yield Server(port, server.pid)
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


def measure(row, database, options):
    """(requests per second, p50, p95, ms of web and database a request), every process warm."""
    servers, clients = [row.server, *filter(None, [database])], options.clients
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda _: visit(row, seconds=0.7), range(clients)))
        started, before = time.perf_counter(), [server.cpu_seconds() for server in servers]
        runs = [pool.submit(visit, row, options.seconds) for _ in range(clients)]
        times = sorted(duration for run in runs for duration in run.result())
    elapsed, after = time.perf_counter() - started, [server.cpu_seconds() for server in servers]
    web, *others = (b - a for a, b in zip(before, after, strict=True))
    p50, p95 = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
    spent = (seconds / len(times) * 1000 for seconds in (web, sum(others)))
    return len(times) / elapsed, p50, p95, *spent


def visit(row, seconds):
    """Durations in seconds of one request after the other over one kept connection."""
    connection, headers = HTTPConnection("127.0.0.1", row.server.port), dict(row.headers)
    durations = []
    deadline = time.perf_counter() + seconds
    while (started := time.perf_counter()) < deadline:
        connection.request("GET", row.path, headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status != row.status:
            sys.exit(f"{row.path} answered {response.status}, expected {row.status}.")
        durations.append(time.perf_counter() - started)
    connection.close()
    return durations


def print_table(results, options):
    print(
        f"medians of {options.rounds} rounds of {options.seconds:g} s, "
        f"{options.clients} clients, {os.cpu_count()} cores"
    )
    print(
        f"{'page':<28}{'requests/s':>12}{'p50 ms':>9}{'p95 ms':>9}{'web ms':>9}{'db ms':>9}"
        f"{'rate':>9}{'CPU':>8}  of"
    )
    medians = {
        row.name: [statistics.median(values) for values in zip(*rounds, strict=True)]
        for row, rounds in results.items()
    }
    for row in results:
        rate, p50, p95, cpu, database_cpu = medians[row.name]
        of_rate, _, _, of_cpu, _ = medians[row.against]
        print(
            f"{row.name:<28}{rate:>12.0f}{p50:>9.1f}{p95:>9.1f}{cpu:>9.3f}"
            f"{database_cpu:>9.3f}{rate / of_rate:>9.3f}{of_cpu / cpu:>8.3f}  {row.against}"
        )


if __name__ == "__main__":
    main()
