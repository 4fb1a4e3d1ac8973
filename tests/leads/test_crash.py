"""Acknowledged means kept: real processes, killed without warning."""

import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse

from leads.models import Lead, Outbox, Submission
from leads.notifications.outbox import MANY
from tests.leads.factories import LeadFactory, MailFactory
from tests.leads.processes import MailSink, Process, Visitor, kill_hard
from tests.loopback import free_port, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

POSTS = 200
CHANCE = random.Random()  # noqa: S311 -- when to kill, not a secret


@pytest.fixture
def mail_sink():
    """start(pause) → (sink, port)."""
    controllers = []

    def start(pause=0):
        sink, port = MailSink(pause), free_port()
        controllers.append(Controller(sink, hostname="127.0.0.1", port=port))
        controllers[-1].start()
        return sink, port

    yield start
    for controller in controllers:
        controller.stop()


@pytest.fixture
def run(transactional_db):
    """run("manage.py", "worker", smtp_port=…) → a Process, killed at the end."""
    started = []

    def start(*arguments, smtp_port):
        started.append(Process(*arguments, smtp_port=smtp_port))
        return started[-1]

    yield start
    for process in started:
        process.kill()


def all_sent():
    return not Outbox.objects.unsent().exists()


def run_worker(run, smtp_port):
    return run("manage.py", "worker", "--interval", "0.2", smtp_port=smtp_port)


def test_worker_stops_cleanly_on_sigterm(site, run, mail_sink):
    sink, smtp_port = mail_sink()
    MailFactory(lead=LeadFactory(site=site))
    worker = run_worker(run, smtp_port)
    wait_until(all_sent)
    assert worker.stop() == 0
    assert len(sink.ids) == 1


@pytest.mark.crash
def test_worker_killed_while_the_mail_server_is_accepting_sends_the_same_mail(site, run, mail_sink):
    sink, smtp_port = mail_sink(pause=1)
    expected = {MailFactory(lead=LeadFactory(site=site)).message_id for _ in range(3)}
    worker = run_worker(run, smtp_port)
    wait_until(lambda: sink.ids)
    worker.kill()
    sink.pause = 0
    worker.start()
    wait_until(all_sent)
    assert set(sink.ids) == expected
    assert len(sink.ids) <= len(expected) + 1  # the one in the air, again with its own Message-ID


@pytest.mark.crash
def test_kill_9_loses_no_enquiry_and_no_mail(site, staff, run, mail_sink, enquiry):
    staff("officer", site.region, email="officer@example.com")
    sink, smtp_port = mail_sink()
    web_port = free_port()
    bind = ("--bind", f"127.0.0.1:{web_port}", "--workers", "2", "--threads", "4", "--preload")
    web = run("-m", "gunicorn", "portal.wsgi", *bind, smtp_port=smtp_port)
    worker = run_worker(run, smtp_port)
    visitor = Visitor(web_port, reverse("consult", args=[site.slug]))
    visitor.open_form()
    forms = [enquiry(message=f"第 {n} 条") for n in range(POSTS)]
    tokens = [form["form_token"] for form in forms]

    is_over = threading.Event()
    killer = threading.Thread(target=kill_at_random, args=(web, worker, is_over))
    killer.start()
    try:
        with ThreadPoolExecutor(6) as pool:
            addresses = [f"198.51.100.{n}" for n in range(POSTS)]
            receipts = list(pool.map(paced(visitor.submit), forms, addresses))
    finally:
        is_over.set()
        killer.join()

    wait_until(all_sent)
    kept = dict(Submission.objects.values_list("token", "lead__reference"))
    assert [kept[token.split("~")[0]] for token in tokens] == receipts
    assert len(set(receipts)) == Lead.objects.count() == POSTS
    assert not Lead.objects.quarantined().exists()
    owed = dict(Outbox.objects.values_list("message_id", "lead__submission__token"))
    assert set(owed.values()) == set(kept)
    assert Outbox.objects.count() == POSTS
    assert set(sink.ids) <= set(owed)
    assert sum(map(told_in, sink.subjects.values())) >= POSTS
    assert MANY < len(sink.subjects) < POSTS / 2
    assert len(sink.ids) - len(sink.subjects) <= killer.worker_kills


def told_in(subject):
    """Of how many enquiries a mail tells: of one, or with their number."""
    number = re.search(r"新咨询 (\d+) 条", subject)
    return int(number[1]) if number else 1


def paced(submit):
    def post(form, address):
        time.sleep(CHANCE.uniform(0.05, 0.25))
        return submit(form, address)

    return post


def kill_at_random(web, worker, is_over):
    """Web workers, the mail worker and twice the whole web server, until the posts are through."""
    thread = threading.current_thread()
    thread.worker_kills = 0
    victims = ["web worker"] * 6 + ["worker"] * 4 + ["web"] * 2
    CHANCE.shuffle(victims)
    for victim in victims:
        if is_over.wait(CHANCE.uniform(0.4, 1.2)):
            break
        if victim == "web worker":
            for pid in web.children()[:1]:
                kill_hard(pid)
        elif victim == "web":
            web.kill()
            web.start()
        else:
            worker.kill()
            thread.worker_kills += 1
            worker.start()
