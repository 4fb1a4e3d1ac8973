"""Many readers and a few officers at once: `make bench ARGS=crowd`.

Each reader opens a page, reads for a while and opens the next; one page in ten is a filter or a
search, which are drawn for him alone. Officers work at the desk, signed in. All of it goes to one
gunicorn as deploy/ has it, on the demo. Printed: errors, and how long each kind of page took.
"""

import argparse
import os
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote

from pages import BASE_DIR, BROWSER, portal_pages, serve
from scratch import percentiles

FILTERS = (
    *("listings/?area_min=1000&area_unit=sqm", "factories/?height_min=9"),
    *("search/?q=园区", "news/?q=招商"),
)
DESK = ("/admin/", "/admin/leads/lead/", "/admin/parks/listing/", "/admin/news/article/")
SAYS = {"reader": "a page from memory", "filter": "a filter, a search", "officer": "a desk page"}


def main():
    options = parse_arguments()
    os.chdir(BASE_DIR)
    os.environ["PORTAL_DEMO"] = "1"
    os.environ.setdefault("PORTAL_SECRET_KEY", "only-for-measuring" * 4)  # of sessions, too
    os.environ.setdefault("PORTAL_LOG_LEVEL", "WARNING")
    for command in ["migrate", "load_seeds"]:
        subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], check=True)  # noqa: S603 -- our own commands
    pages = list(portal_pages().values())
    cookie = officer_cookie()
    site = pages[0]
    with serve("portal.wsgi") as server:
        crowd = Crowd(server.port, options.pause)
        filters = [f"{site}{each}" for each in FILTERS]
        for path in [*pages, *filters, *DESK] * 4:  # both processes have started and seen them
            crowd.open("before", path, BROWSER | {"Cookie": cookie} if path in DESK else BROWSER)
        threads = [
            threading.Thread(target=crowd.read, args=(pages, filters, number))
            for number in range(options.readers)
        ]
        threads += [
            threading.Thread(target=crowd.work, args=(cookie, number))
            for number in range(options.officers)
        ]
        crowd.until = time.monotonic() + options.seconds
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    crowd.tell(options)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--officers", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5, help="seconds a page is looked at")
    return parser.parse_args()


def officer_cookie():
    """Of a manager of the demo, signed in without the form."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from portal.seeding.staff import create_demo_staff

    create_demo_staff()
    client = Client()
    client.force_login(get_user_model().objects.get_by_natural_key("golmud-manager"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Crowd:
    """Everybody at once; what each was answered, by kind."""

    def __init__(self, port, pause):
        self.port, self.pause, self.until = port, pause, 0.0
        self.seconds, self.errors = defaultdict(list), defaultdict(int)

    def read(self, pages, filters, number):
        rng = random.Random(number)  # noqa: S311 -- no secret
        time.sleep(rng.random() * self.pause)
        while time.monotonic() < self.until:
            is_filter = rng.random() < 0.1
            path = rng.choice(filters if is_filter else pages)
            self.open("filter" if is_filter else "reader", path, BROWSER)
            time.sleep(self.pause * (0.5 + rng.random()))

    def work(self, cookie, number):
        rng = random.Random(-number)  # noqa: S311 -- no secret
        while time.monotonic() < self.until:
            self.open("officer", rng.choice(DESK), BROWSER | {"Cookie": cookie})
            time.sleep(0.5 + rng.random())

    def open(self, kind, path, headers):
        started = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", quote(path, safe="/?=&"), headers=headers)
            response = connection.getresponse()
            response.read()
            status = response.status
        except (OSError, HTTPException):
            status = 0
        finally:
            connection.close()
        self.seconds[kind].append(time.perf_counter() - started)
        if status != 200:
            self.errors[kind, status] += 1

    def tell(self, options):
        print(
            f"{options.readers} readers, {options.officers} officers, {options.seconds:g} s, "
            f"a page looked at for {options.pause:g} s on average, {os.cpu_count()} cores"
        )
        print(f"{'what':<20}{'requests':>10}{'p50 ms':>9}{'p95 ms':>9}")
        for kind, words in SAYS.items():
            p50, p95 = percentiles(self.seconds[kind])
            print(f"{words:<20}{len(self.seconds[kind]):>10}{p50:>9.0f}{p95:>9.0f}")
        print(f"errors: {dict(self.errors) or 'none'}")


if __name__ == "__main__":
    main()
