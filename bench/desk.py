"""Measure the desk at size: `make bench ARGS="desk --rows 10000 1000000"`.

So many listings, articles and enquiries, looked at by a superuser, who sees every one. Requests go
through Django's test client in this process (whole_requests.py); what waits is counted
anew each time. Medians of the rounds' p50 and p95, with the p50 inside the database and the mean
CPU of this process and its database connection. Each size has a database of its own,
PORTAL_VAR/bench/desk-<size>, written in the first run (10,000: half a minute, 1,000,000: about
twenty minutes) and used again in the next.
"""

import argparse
import itertools
import json
import os

from listings import fill as fill_listings
from listings import write_snapshot
from scratch import in_own_process, print_growth, read_once, set_up
from whole_requests import measure

LISTS = {
    "start page": "",
    "places": "parks/listing/",
    "places, page 100": "parks/listing/?p=100",
    "places, drafts": "parks/listing/?status__exact=draft",
    "places, one kind": "parks/listing/?kind__exact=land",
    "places, in order of state": "parks/listing/?o=4",
    "places, common word": "parks/listing/?q=标准厂房",
    "places, two words": "parks/listing/?q=标准厂房+{n}",
    "places, one code": "parks/listing/?q=load-{n}",
    "places, no such word": "parks/listing/?q=无此词{n}",
    "places to verify": "worklists/verification/",
    "unknown facts": "worklists/unknown/",
    "articles": "news/article/",
    "articles, page 100": "news/article/?p=100",
    "articles, drafts": "news/article/?status__exact=draft",
    "articles, to mend": "news/article/?is_attention_needed__exact=1",
    "articles, common word": "news/article/?q=项目",
    "articles, rare words": "news/article/?q={words}",
    "articles, no such word": "news/article/?q=无此词{n}",
    "articles of a year": "news/article/?publish_at__year=2025",
    "enquiries": "leads/lead/",
    "enquiries, new": "leads/lead/?box=new",
    "enquiries, overdue": "leads/lead/?box=overdue",
    "enquiries, quarantine": "leads/lead/?box=quarantine",
    "enquiries, common name": "leads/lead/?q=赵先生",
    "enquiries, one firm": "leads/lead/?q=合成数据{n}厂",
    "enquiries, no such word": "leads/lead/?q=无此词{n}",
    "jump, common word": "jump/?q=标准厂房",
    "jump, common name": "jump/?q=赵先生",
    "jump, rare words": "jump/?q={words}",
    "jump, one firm": "jump/?q=合成数据{n}厂",
    "jump, no such word": "jump/?q=无此词{n}",
}


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
    parser.add_argument("--requests", type=int, default=10, help="of each list in a round")
    parser.add_argument("--match", default="", help="only lists whose name holds this")
    parser.add_argument("--as-json", action="store_true", help="one size, for the table")
    return parser.parse_args()


def measured(options):
    (size,) = options.rows
    set_up(f"bench/desk-{size}")
    from django.core.cache import cache

    fill(size)
    read_once("parks_listing", "news_article", "leads_lead")
    endless = {name: addresses(pattern) for name, pattern in LISTS.items() if options.match in name}
    return measure(endless, options, prepare=sign_in, before_each=cache.clear)


def fill(size):
    """So many rows of each, those of an earlier run count; and the list snapshot of a worker."""
    from bench.synthetic import articles, leads

    fill_listings(size)
    write_snapshot()
    for made, make in (
        (articles.count_articles(), articles.make_articles),
        (leads.count_leads(), leads.make_leads),
    ):
        if made < size:
            make(size - made)


def addresses(pattern):
    """The list, asked for another number and other words each time."""
    from bench.synthetic.words import vocabulary

    words = itertools.cycle(vocabulary()[-5000:])
    for number in itertools.count(1007, 7):
        yield f"/admin/{pattern.format(n=number, words=next(words) + next(words))}"


def sign_in(client):
    """As somebody who sees all rows."""
    from django.contrib.auth import get_user_model

    name = "bench-desk"
    user, _ = get_user_model().objects.get_or_create(
        username=name, defaults={"is_staff": True, "is_superuser": True}
    )
    client.force_login(user)


if __name__ == "__main__":
    main()
