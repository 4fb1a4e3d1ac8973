"""The first view of every kind of page on a slow phone: `make bench ARGS=phone`.

Chromium with an empty cache on Lighthouse's slow mobile profile (bench/first_view.py) before the
portal as production runs it: collected static files, gunicorn, and nginx where it is installed.
The content is the demo's, in a database of its own below PORTAL_VAR/phone. Medians of the rounds;
requests and bytes are the same each time, times are those of this machine.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

from first_view import first_view
from pages import HOST, serve
from playwright.sync_api import sync_playwright
from scratch import set_up

SLUG = "golmud"
LIMITS = {"requests": 6, "KB": 150, "LCP": 1500, "CLS": 0.02}
PRODUCTION = {
    "PORTAL_SECRET_KEY": "only-for-an-installation-that-is-thrown-away-" + "x" * 20,
    "PORTAL_HOSTS": f"{HOST},127.0.0.1",
    "PORTAL_SMTP_HOST": "smtp.example.com",
    "PORTAL_SSL_REDIRECT": "0",
    "PORTAL_PROXY_COUNT": "1",
}


def main():
    options = parse_arguments()
    set_up("phone")
    pages = page_kinds()
    del os.environ["PORTAL_DEMO"]
    os.environ.update(PRODUCTION)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, check=True)  # noqa: S603 -- our own command
    with ExitStack() as servers:
        base = started(servers)
        browser = servers.enter_context(chromium())
        print(f"{'':<16}{'requests':>9}{'KB':>7}{'LCP ms':>8}{'CLS':>7}")
        for name, path in pages.items():
            print_row(name, [first_view(browser, base + path) for _ in range(options.rounds)])
    print(f"limits: {LIMITS}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def page_kinds():
    """Name → path of one page of each kind, all of one site of the seeds."""
    from django.urls import reverse

    from news.models import Article, SitePage
    from parks.models import Listing, Park
    from policies.models import Policy
    from regions.models import Site

    site = Site.objects.live().get(slug=SLUG)
    places = list(Listing.objects.published().in_region(site.region).order_by("pk")[:4])
    park = Park.objects.published().in_region(site.region).order_by("pk").first()
    article = Article.objects.published().on_site(site).newest_first().first()
    chosen = "&".join(f"listing={place.pk}" for place in places)
    page = SitePage.objects.filter(site=site).order_by("pk").first()

    def at(name, query=""):
        return reverse(name, args=[site.slug]) + query

    return {
        "network home": "/",
        "region home": site.get_absolute_url(),
        "news list": at("article_list"),
        "article": article.get_absolute_url(),
        "place list": at("listing_list"),
        "one place": places[0].url_on(site),
        "park list": at("park_list"),
        "park": park.url_on(site),
        "policies": at("policy_list"),
        "one policy": Policy.objects.published().order_by("pk").first().url_on(site),
        "search": at("search", "?q=%E5%8E%82%E6%88%BF"),
        "map": at("listing_map"),
        "compare": at("listing_compare", f"?{chosen}"),
        "consult form": at("consult"),
        "five questions": at("guide_fit"),
        "fixed page": page.get_absolute_url(),
        "status": at("lead_status"),
    }


def started(servers):
    """The address of nginx before the portal, or of the portal where nginx is not installed."""
    portal = servers.enter_context(serve("portal.wsgi"))
    if not shutil.which("nginx", path="/usr/sbin:/usr/bin"):
        return f"http://127.0.0.1:{portal.port}"
    from tests.nginx import nginx_before

    port = servers.enter_context(nginx_before(Path(os.environ["PORTAL_VAR"]), portal.port))
    return f"http://{HOST}:{port}"


@contextmanager
def chromium():
    """Debian's, as in tests/browser; the host of nginx.conf is this machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    here = ["--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=here)


def print_row(name, views):
    requests = max(len(view.addresses) for view in views)
    kilobytes = max(view.sent for view in views) / 1024
    lcp = statistics.median(view.lcp_ms for view in views)
    cls = max(view.cls for view in views)
    print(f"{name:<16}{requests:>9}{kilobytes:>7.0f}{lcp:>8.0f}{cls:>7.3f}", flush=True)


if __name__ == "__main__":
    main()
