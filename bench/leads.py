"""An office at size: `make bench ARGS="leads --rows 100000"`.

So many enquiries of one site, shared out among ten officers, one of whom opens the inbox, each of
its trays and one enquiry after the other, through Django's test client in this process. Then
visitors send so many enquiries a second, at fixed moments whatever the answers take, to gunicorn as
deploy/ has it; each has an address of its own, and answers what a flood is asked. Clients and
server share this machine. The database is PORTAL_VAR/bench/leads-<rows>, used again the next time.
"""

import argparse
import datetime
import itertools
import os
import re
import threading
import time
from collections import Counter
from http.client import HTTPException

from pages import serve
from scratch import percentiles, set_up
from whole_requests import measure

OFFICERS = 10
SITE = "golmud"
INBOX = "/admin/leads/lead/"
SENDERS = 64  # at once; more wait their turn and are late
HASTY_SECONDS = 3.5  # nobody fills in a form faster
QUESTION = re.compile(r"请填写“([^”]+)”里的第([一二三四])个词")
REFERENCE = re.compile(r"/consult/[0-9A-Z-]{14}/")


def main():
    options = parse_arguments()
    os.environ.setdefault("PORTAL_SECRET_KEY", "only-for-measuring" * 4)  # of forms, too
    set_up(f"bench/leads-{options.rows}")
    officers = engage()
    fill(options.rows, officers)
    print(f"{options.rows:,} enquiries of {OFFICERS} officers, {os.cpu_count()} cores")
    tell_pages(options, officers[0])
    if options.seconds:
        tell_enquiries(options)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=20, help="of each page in a round")
    parser.add_argument("--match", default="", help="only pages whose name holds this")
    parser.add_argument("--rate", type=int, default=100, help="enquiries a second")
    parser.add_argument("--seconds", type=int, default=60, help="of enquiries; 0: none")
    return parser.parse_args()


def engage():
    """The officers of the site."""
    from django.contrib.auth import get_user_model

    from regions.models import Membership, Site

    region = Site.objects.get(slug=SITE).region
    users = []
    for number in range(OFFICERS):
        made = {"is_staff": True, "first_name": f"专员{number}"}
        user, _ = get_user_model().objects.get_or_create(
            username=f"bench-officer-{number}", defaults=made
        )
        Membership.objects.get_or_create(user=user, region=region, role=Membership.Role.OFFICER)
        users.append(user)
    return users


def fill(rows, officers):
    from bench.synthetic import leads
    from regions.models import Site

    missing = rows - leads.count_leads()
    if missing > 0:
        site = Site.objects.get(slug=SITE)
        leads.make_leads(missing, site=site, owners=[user.pk for user in officers])
        leads.work_on_open(datetime.date.today())


def tell_pages(options, officer):
    from django.core.cache import cache

    pages = {name: endless for name, endless in inbox_pages(officer) if options.match in name}
    table = measure(
        pages, options, prepare=lambda client: client.force_login(officer), before_each=cache.clear
    )
    print(f"medians of {options.rounds} rounds of {options.requests} requests, milliseconds")
    print(f"{'':<28}{'p50':>7}{'p95':>7}{'db':>7}{'cpu':>7}{'queries':>9}")
    for name, figures in table.items():
        cells = "".join(f"{figure:>7.0f}" for figure in figures)
        print(f"{name:<28}{cells}{queries_of(officer, next(pages[name])):>9}")


def inbox_pages(officer):
    """(name, addresses) of the inbox, its trays, a search and the officer's own enquiries."""
    from leads.admin.filters import BoxFilter
    from leads.models import Lead

    yield "start page", itertools.repeat("/admin/")
    yield "inbox", itertools.repeat(INBOX)
    yield "inbox, page 100", itertools.repeat(f"{INBOX}?p=100")
    for box in BoxFilter.Box:
        yield f"tray {box.value}", itertools.repeat(f"{INBOX}?box={box.value}")
    yield "one firm", (f"{INBOX}?q=合成数据{number}厂" for number in itertools.count(1007, 7))
    own = Lead.objects.filter(owner=officer, is_quarantined=False)
    of_own = own.exclude(stage__in=["closed", "lost"]).order_by("pk")
    keys = list(of_own.values_list("pk", flat=True)[:500])
    yield "enquiry", itertools.cycle(f"{INBOX}{key}/change/" for key in keys)
    trayed = itertools.cycle(f"{INBOX}{key}/change/?box=mine" for key in keys)
    yield "enquiry, out of a tray", trayed


def queries_of(officer, path):
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


# ---- Enquiries, so many a second ----


def tell_enquiries(options):
    from leads.models import Lead, Outbox

    before, owed = Lead.objects.count(), Outbox.objects.count()
    with serve("portal.wsgi", PORTAL_PROXY_COUNT="1") as server:
        flood = Flood(server.port, options.rate, options.seconds)
        flood.run()
    kept = Lead.objects.count() - before
    print(
        f"\n{options.rate} enquiries a second for {options.seconds} s: {len(flood.seconds)} sent, "
        f"{flood.receipts} receipts, {kept} kept, {Outbox.objects.count() - owed} mails owed"
    )
    p50, p95 = percentiles(flood.seconds)
    late = sorted(flood.lateness)[int(len(flood.lateness) * 0.95)] * 1000
    print(
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, sent late by {late:.0f} ms (p95), the last answer "
        f"{flood.took:.0f} s after the first; asked a question {flood.asked}, answers: "
        f"{dict(flood.statuses)}"
    )


class Flood:
    """Each visitor has a form that was drawn before; what is timed is the sending."""

    def __init__(self, port, rate, seconds):
        self.port, self.rate, self.number = port, rate, rate * seconds
        self.seconds, self.lateness, self.statuses = [], [], Counter()
        self.receipts = self.asked = 0
        self.took = 0.0
        self.counter, self.lock = itertools.count(), threading.Lock()

    def run(self):
        from bench.browsers import Browser
        from leads.tokens import FORM, new_nonce

        self.drawer = Browser(self.port)
        self.page = self.drawer.get(f"/{SITE}/consult/").text
        self.tokens = [FORM.sign(new_nonce()) for _ in range(self.number)]
        time.sleep(HASTY_SECONDS)
        self.began = time.monotonic()
        threads = [threading.Thread(target=self.send) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.took = time.monotonic() - self.began

    def send(self):
        """The next visitor whose moment has come, until all have sent."""
        while (number := next(self.counter)) < self.number:
            due = self.began + number / self.rate
            time.sleep(max(0, due - time.monotonic()))
            started = time.monotonic()
            statuses, is_received = self.insist(number)
            with self.lock:
                self.seconds.append(time.monotonic() - started)
                self.lateness.append(started - due)
                self.statuses.update(statuses)
                self.asked += len(statuses) > 1
                self.receipts += is_received

    def insist(self, number):
        """(what was answered, whether a receipt came); what a flood is asked is answered once."""
        from bench.browsers import Browser, enquiry, hidden_fields

        browser = Browser(
            self.port, f"100.{64 + number // 62500}.{number // 250 % 250}.{number % 250}"
        )
        words = {
            "contact_name": f"访客{number}",
            "phone": f"139{number % 100_000_000:08}",
            "email": f"visitor{number}@example.com",
            "message": f"第 {number} 条：想租厂房 {number} 平方米。",
        }
        browser.cookies = dict(self.drawer.cookies)
        form, statuses = enquiry(self.page, form_token=self.tokens[number], **words), []
        for _ in range(2):
            try:
                answer = browser.post(f"/{SITE}/consult/", form)
            except (OSError, HTTPException):
                return [*statuses, "none"], False
            statuses.append(answer.status)
            if answer.status == 302 and REFERENCE.search(answer.headers["Location"]):
                return statuses, True
            asked = QUESTION.search(answer.text)
            if not asked:
                return statuses, False
            offered = asked[1].split("、")
            form |= hidden_fields(answer.text) | {"answer": offered["一二三四".index(asked[2])]}
        return statuses, False


if __name__ == "__main__":
    main()
