"""A flood at one site, over HTTP: `make bench ARGS="spam"`.

Programs write from 500 addresses of this machine (127.0.0.0/8), 500 people between them, 30 of whom
share an address; all within the hour. Programs send one text with other figures, or words of
people; some fill in the trap, some are hasty; none answers what it is asked. People draw the form
first, answer, and one in five has a browser that fills in fields of its profile by itself. It ends
with 1 where fewer than 99.8 % of the people are in the inbox, more than 1 % of what programs sent,
or where anything is not kept. The database is PORTAL_VAR/bench/spam; what is in it goes first.
"""

import argparse
import contextlib
import os
import random
import re
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from pages import serve
from scratch import percentiles, set_up

SITE = "golmud"
PATH = f"/{SITE}/consult/"
ADDRESSES, BEHIND_ONE = 500, 30
SENDERS = 16
HASTY_SECONDS = 3.5  # nobody fills in a form faster
LEAST_HEARD, MOST_SPAM = 0.998, 0.01
TRIES = 3
QUESTION = re.compile(r"请填写“([^”]+)”里的第([一二三四])个词")
# What Chrome fills in of a profile, in a field of ours from former days as well.
AUTOFILLED = {"company": "示例公司", "website": "https://www.example.com"}


def main():
    options = parse_arguments()
    os.environ.setdefault("PORTAL_SECRET_KEY", "only-for-measuring" * 4)  # of forms, too
    set_up("bench/spam")
    empty()
    with serve("portal.wsgi") as server:
        flood = Flood(server.port, options)
        flood.run()
    p50, p95 = percentiles(flood.seconds)
    print(f"{len(flood.seconds)} posts in {flood.took:.0f} s, p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    sys.exit(0 if tell(flood) else 1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=int, default=10_000, help="posts of theirs")
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--seed", type=int, default=9)
    return parser.parse_args()


def empty():
    """In a database of its own: elsewhere triggers keep what must not go."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE leads_lead, leads_contact, leads_throttle CASCADE")


class Flood:
    """All writers in any order; what is timed is each sending of a form."""

    def __init__(self, port, options):
        from bench.browsers import Browser

        self.port, self.people, self.programs = port, options.people, options.programs
        self.chance = random.Random(options.seed)  # noqa: S311 -- the same crowd every run
        self.seconds, self.answers, self.took = [], Counter(), 0.0
        self.lock = threading.Lock()
        self.drawer = Browser(port, "127.0.0.2")

    def run(self):
        from leads.tokens import FORM, new_nonce

        self.drawn = self.drawer.get(PATH).text
        with ThreadPoolExecutor(SENDERS) as pool:
            visitors = list(pool.map(self.open_form, range(self.people)))
            tokens = [FORM.sign(new_nonce()) for _ in range(self.programs)]
            time.sleep(HASTY_SECONDS)
            sendings = [(self.write_as_person, visitor) for visitor in visitors]
            sendings += [
                (self.write_as_program, (number, token, self.chance.random()))
                for number, token in enumerate(tokens)
            ]
            self.chance.shuffle(sendings)
            began = time.monotonic()
            list(pool.map(lambda sending: sending[0](*sending[1]), sendings))
            self.took = time.monotonic() - began

    def open_form(self, number):
        """(number, browser, page) of a person with the form before them."""
        from bench.browsers import Browser

        address = f"127.{10 + number // 250}.{number % 250}.7"
        browser = Browser(self.port, "127.9.0.7" if number < BEHIND_ONE else address)
        return number, browser, browser.get(PATH).text

    def write_as_person(self, number, browser, page):
        from bench.browsers import enquiry, hidden_fields
        from tests.leads.crowds import real_enquiry

        words = real_enquiry(number) | {"email": mailbox("person", number)}
        form = enquiry(page, **words, **(AUTOFILLED if number % 5 == 0 else {}))
        for _ in range(TRIES):
            answer = self.send(browser, form)
            self.note("person", answer)
            if answer is None or answer.status == 302:
                return
            form |= hidden_fields(answer.text)
            if asked := QUESTION.search(answer.text):
                form["answer"] = asked[1].split("、")["一二三四".index(asked[2])]

    def write_as_program(self, number, token, chance):
        """`chance` decides on the trap, on haste, and on whose words."""
        from bench.browsers import Browser, enquiry
        from leads.tokens import FORM, new_nonce
        from tests.leads.crowds import real_enquiry, spam

        source = number % ADDRESSES
        browser = Browser(self.port, f"127.{20 + source // 250}.{source % 250}.7")
        browser.cookies = dict(self.drawer.cookies)
        write = spam if number % 2 else real_enquiry
        words = write(10**6 + number) | {"email": mailbox("program", number)}
        if chance < 0.1:
            words["leave_blank"] = "https://spam.example"
        elif chance < 0.2:
            token = FORM.sign(new_nonce())
        self.note("program", self.send(browser, enquiry(self.drawn, form_token=token, **words)))

    def send(self, browser, form):
        """The answer; None where there is none."""
        started, answer = time.monotonic(), None
        with contextlib.suppress(OSError, HTTPException):
            answer = browser.post(PATH, form)
        with self.lock:
            self.seconds.append(time.monotonic() - started)
        return answer

    def note(self, who, answer):
        with self.lock:
            self.answers[who, answer.status if answer else "none"] += 1


def mailbox(who, number):
    return f"{who}{number}@example.com"


def tell(flood) -> bool:
    """Prints what became of all; whether it is as wanted."""
    from leads.models import Lead

    inbox = {*Lead.objects.accepted().values_list("email", flat=True)}
    kept = {*Lead.objects.values_list("email", flat=True)}
    people = {mailbox("person", number) for number in range(flood.people)}
    programs = {mailbox("program", number) for number in range(flood.programs)}
    behind_one = {mailbox("person", number) for number in range(min(BEHIND_ONE, flood.people))}
    heard, spam = len(people & inbox) / len(people), len(programs & inbox) / len(programs)
    lost = len((people | programs) - kept)
    asked = flood.answers["person", 400]
    print(f"people {len(people)}: in the inbox {heard:.1%}, asked a question {asked} times")
    print(f"    of {len(behind_one)} behind one address {len(behind_one & inbox)} in the inbox")
    print(f"programs {len(programs)}: in the inbox {len(programs & inbox)} ({spam:.2%})")
    print(f"not kept {lost}; answers {dict(flood.answers)}")
    for verdict, count in sorted(Counter(Lead.objects.values_list("verdict", flat=True)).items()):
        print(f"    {verdict} {count}")
    return heard >= LEAST_HEARD and spam <= MOST_SPAM and not lost


if __name__ == "__main__":
    main()
