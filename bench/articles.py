"""Measure the newsroom's pages at size: `make bench ARGS="articles --rows 10000 1000000"`.

So many articles in the columns of one site, a quarter of them in its guide. Requests go through
Django's test client in one process (whole_requests.py), without a page memory. Medians of the
rounds' p50 and p95, with the p50 inside the database and the mean CPU of this process and its
database connection. Each size has a database of its own, PORTAL_VAR/bench/articles-<size>, written
in the first run (1,000,000: some ten minutes) and used again in the next.
"""

import argparse
import itertools
import json
import os

from scratch import in_own_process, print_growth, read_once, set_up
from whole_requests import measure

SITE = "golmud"
PASSED = ("rounds", "requests", "match")


def main():
    options = parse_arguments()
    if options.as_json:
        print(json.dumps(measured(options)))
        return
    options.rows.sort()
    tables = [in_own_process(__file__, size, options, PASSED) for size in options.rows]
    print(
        f"medians of {options.rounds} rounds of {options.requests} requests, "
        f"{os.cpu_count()} cores, milliseconds"
    )
    print_growth(options.rows, tables, columns=("p50", "p95", "db", "cpu"))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=20, help="of each address in a round")
    parser.add_argument("--match", default="", help="only addresses whose name holds this")
    parser.add_argument("--as-json", action="store_true", help="one size, for the table")
    return parser.parse_args()


def measured(options):
    (size,) = options.rows
    set_up(f"bench/articles-{size}")
    fill(size)
    read_once("news_article")
    chosen = {name: paths for name, paths in addresses().items() if options.match in name}
    return measure(chosen, options)


def fill(size):
    """Exactly `size` made articles; those of an earlier run count."""
    from bench.fill import reporter
    from bench.synthetic.articles import clear_articles, count_articles, make_articles
    from news.models import Column

    missing = size - count_articles()
    if missing < 0:
        clear_articles()
        missing = size
    if missing:
        make_articles(missing, reporter("articles"), columns=Column.objects.filter(site__slug=SITE))


def addresses():
    """Name → endless addresses of that sort."""
    from news.models import Column
    from portal.sitemaps import ArticleSitemap

    first, *_ = Column.objects.filter(site__slug=SITE, is_guide=False).order_by("position", "pk")
    last = ArticleSitemap().paginator.num_pages
    same = {
        "home": f"/{SITE}/",
        "list": f"/{SITE}/news/",
        "list, page 50": f"/{SITE}/news/?page=50",
        "column": f"/{SITE}/news/{first.slug}/",
        "list of a year": f"/{SITE}/news/?year=2025",
        "guide": f"/{SITE}/guide/",
        "feed": f"/{SITE}/feed/",
        "index of sitemaps": "/sitemap.xml",
        "first part of a sitemap": "/sitemap-articles.xml",
        "last full part of a sitemap": f"/sitemap-articles.xml?p={max(1, last - 1)}",
    }
    articles = (f"/{SITE}/news/{pk}/" for pk in itertools.cycle(some_articles()))
    return {"article": articles} | {name: itertools.repeat(path) for name, path in same.items()}


def some_articles():
    from bench.synthetic.articles import SOURCE
    from news.models import Article

    made = Article.objects.published().filter(source=SOURCE)
    return list(made.order_by("-pk").values_list("pk", flat=True)[:500])


if __name__ == "__main__":
    main()
