"""What visitors see while parts of the portal fail: `make faults`.

A web server as in deploy/, a worker, a mail server and a cache, all on this machine. Readers,
somebody at the office's doors and people who ask keep coming; one part after the other is killed,
stopped, locked or refuses. Printed for each: what was answered meanwhile, what was lost, how long
until all was well. The exit code is 1 when an acknowledged enquiry or a mail is missing.
"""

import argparse
import contextlib
import http.client
import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import scratch
from aiosmtpd.controller import Controller

START_SECONDS = 60
CALM_SECONDS = 3
WELL_SECONDS = 2  # so long nothing may fail before all counts as well
GIVE_UP_SECONDS = 60
READERS = ("/", "/golmud/", "/golmud/news/", "/golmud/listings/")
OFFICE = ("/healthz", "/admin/login/", "/golmud/consult/")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
REFERENCE = re.compile(r"/consult/([0-9A-Z-]{14})/")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NUMBERS = itertools.count(1)  # every visitor of a run is somebody else
SLOW = 1.0  # seconds; an answer that takes longer is not well


@dataclass
class Answer:
    at: float
    seconds: float
    status: int  # 0: none


@dataclass
class Crowd:
    """Everybody who comes while something fails; each thread notes what it was answered."""

    port: int
    answers: dict = field(default_factory=lambda: {"readers": [], "office": []})
    receipts: list = field(default_factory=list)
    given_up: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    def start(self, forms):
        jobs = [(self.read, READERS, "readers"), (self.read, OFFICE, "office"), (self.ask, forms)]
        self.threads = [threading.Thread(target=job, args=rest) for job, *rest in jobs]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def read(self, paths, kind):
        for path in itertools.cycle(paths):
            if self.is_over.wait(0.1):
                return
            self.answers[kind].append(timed(self.port, path))

    def ask(self, forms):
        """One enquiry every two seconds, sent as often as it takes, as the page asks for it."""
        for form in forms:
            if self.is_over.wait(2):
                return
            reference = insist(self.port, form, next(NUMBERS))
            if reference:
                self.receipts.append(reference)
            else:
                self.given_up += 1

    def is_well(self, since):
        recent = [
            answer for answers in self.answers.values() for answer in answers if answer.at >= since
        ]
        return bool(recent) and all(a.status == 200 and a.seconds < SLOW for a in recent)


def timed(port, path):
    at = time.monotonic()
    try:
        status, _, _ = request(port, "GET", path)
    except (OSError, http.client.HTTPException):
        status = 0
    return Answer(at, time.monotonic() - at, status)


def request(port, method, path, body=None, headers=None):
    """(status, headers, text)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request(method, path, body, {"Host": "localhost"} | (headers or {}))
        reply = connection.getresponse()
        return reply.status, reply.headers, reply.read().decode(errors="replace")
    finally:
        connection.close()


def draw_forms(port, count):
    """Forms of as many browsers, drawn before anything fails: (fields, cookies)."""
    forms = []
    for _ in range(count):
        _, headers, page = request(port, "GET", "/golmud/consult/")
        cookies = [line.split(";")[0] for line in headers.get_all("Set-Cookie") or []]
        fields = {name: unescape(value) for name, value in HIDDEN.findall(page)}
        forms.append((fields, "; ".join(cookies)))
    return forms


def insist(port, form, number):
    """The reference on the receipt; None when there was none within GIVE_UP_SECONDS."""
    hidden, cookies = form
    data = hidden | {
        "topic": "space",
        "contact_name": f"访客{number}",
        "phone": f"1380000{number:04}",
        "email": f"visitor{number}@example.com",
        "message": f"第 {number} 条：想租厂房 {number} 平方米。",
        "has_consented": "on",
    }
    sender = FORM | {"Cookie": cookies, "X-Forwarded-For": f"198.51.{number // 250}.{number % 250}"}
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            status, headers, page = request(
                port, "POST", "/golmud/consult/", urlencode(data), sender
            )
            if status == 302:
                return REFERENCE.search(headers["Location"])[1]
            if status == 503 and (kept := HIDDEN.findall(page)):
                data = {name: unescape(value) for name, value in kept}
        time.sleep(1)
    return None


class Mailbox:
    """The office's mail server; refuses while it is told to."""

    def __init__(self):
        self.ids, self.answer = [], "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the library's name
        if self.answer.startswith("250"):
            self.ids.append(message_from_bytes(envelope.content)["Message-ID"])
        return self.answer


class Stack:
    """The processes of one installation."""

    def __init__(self):
        self.port, self.mail_port = free_port(), free_port()
        self.mailbox, self.mail = Mailbox(), None
        self.env = os.environ | {
            "PORTAL_PROXY_COUNT": "1",
            "PORTAL_SMTP_HOST": "127.0.0.1",
            "PORTAL_SMTP_PORT": str(self.mail_port),
            "PORTAL_SMTP_SSL": "0",
            "PORTAL_LOG_LEVEL": "CRITICAL",
        }
        self.processes = {}
        self.cache_port = free_port()
        self.has_cache = shutil.which("redis-server") is not None
        if self.has_cache:
            self.env["PORTAL_CACHE_URL"] = f"redis://127.0.0.1:{self.cache_port}/0"

    def start(self, name):
        commands = {
            "web": [
                *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
                *("--bind", f"127.0.0.1:{self.port}", "--no-control-socket"),
                *("--log-level", "critical", "portal.wsgi"),
            ],
            "worker": [sys.executable, "manage.py", "worker", "--interval", "1"],
            "cache": [
                *("redis-server", "--port", str(self.cache_port), "--bind", "127.0.0.1"),
                *("--save", "", "--loglevel", "warning"),
            ],
        }
        self.processes[name] = subprocess.Popen(  # noqa: S603 -- our own commands
            commands[name], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def start_all(self):
        self.start_mail()
        for name in ("web", "worker", *(["cache"] if self.has_cache else [])):
            self.start(name)
        wait_for(self.port)

    def start_mail(self):
        self.mail = Controller(self.mailbox, hostname="127.0.0.1", port=self.mail_port)
        self.mail.start()

    def children(self, name):
        pid = self.processes[name].pid
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self, name, pids=None):
        """kill -9, of these or of the process and what it forked."""
        process = self.processes[name]
        for pid in pids or [process.pid, *self.children(name)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if pids is None:
            process.wait()

    def freeze(self, name, *, thaw=False):
        for pid in [self.processes[name].pid, *self.children(name)]:
            os.kill(pid, signal.SIGCONT if thaw else signal.SIGSTOP)

    def stop(self):
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait()
        self.mail.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def one_web_process_killed(stack, seconds):
    stack.kill("web", stack.children("web")[:1])


def web_killed(stack, seconds):
    stack.kill("web")
    time.sleep(2)  # RestartSec of deploy/portal-web.service
    stack.start("web")


def worker_killed(stack, seconds):
    stack.kill("worker")
    time.sleep(2)
    stack.start("worker")


def worker_hangs(stack, seconds):
    stack.freeze("worker")
    time.sleep(seconds)
    stack.freeze("worker", thaw=True)


def database_crashes(stack, seconds):
    server = embedded_server()
    postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGQUIT)  # at once, as if the power had gone
    while server.is_running():
        time.sleep(0.1)
    time.sleep(seconds)
    server.start()


def list_locked(stack, seconds):
    _locked("parks_listingdigest", seconds)


def enquiries_locked(stack, seconds):
    _locked("leads_lead", seconds)


def mail_refused(stack, seconds):
    stack.mailbox.answer = "451 later"
    time.sleep(seconds)
    stack.mailbox.answer = "250 OK"


def mail_away(stack, seconds):
    stack.mail.stop()
    time.sleep(seconds)
    stack.start_mail()


def cache_killed(stack, seconds):
    stack.kill("cache")
    time.sleep(seconds)
    stack.start("cache")


def cache_hangs(stack, seconds):
    stack.freeze("cache")
    time.sleep(seconds)
    stack.freeze("cache", thaw=True)


FAULTS = (
    one_web_process_killed,
    web_killed,
    worker_killed,
    worker_hangs,
    database_crashes,
    list_locked,
    enquiries_locked,
    mail_refused,
    mail_away,
    cache_killed,
    cache_hangs,
)


def embedded_server():
    from tools.pgembed.base import embedded_server as server

    return server()


def _locked(table, seconds):
    import psycopg2
    from django.db import connection

    connection.close()
    other = psycopg2.connect(**connection.get_connection_params())
    other.cursor().execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
    time.sleep(seconds)
    other.close()


def undergo(stack, fault, seconds, forms):
    """The crowd's notes of one fault, and how long it took after it until all was well."""
    crowd = Crowd(stack.port)
    crowd.start(forms)
    time.sleep(CALM_SECONDS)
    began = time.monotonic()
    fault(stack, seconds)
    over = time.monotonic()
    well_at = None
    while well_at is None and time.monotonic() < over + GIVE_UP_SECONDS:
        time.sleep(0.2)
        since = time.monotonic() - WELL_SECONDS
        if since > over and crowd.is_well(since):
            well_at = since
    crowd.stop()
    return crowd, began, over, well_at


def row(name, crowd, began, over, well_at):
    cells = []
    for kind in ("readers", "office"):
        meanwhile = [a for a in crowd.answers[kind] if began <= a.at <= (well_at or over)]
        served = sum(a.status == 200 for a in meanwhile)
        words = sum(a.status == 503 for a in meanwhile)
        worst = max((a.seconds for a in meanwhile), default=0)
        cells.append(f"{served:>4} {words:>4} {len(meanwhile) - served - words:>4} {worst:>6.1f}")
    asked = f"{len(crowd.receipts):>3}/{crowd.given_up}"
    well = f"{max(0, well_at - over):.1f}" if well_at else "never"
    return f"{name:<24} {over - began:>4.0f} |{cells[0]} |{cells[1]} |{asked:>6} |{well:>6}"


def main():
    options = parse_arguments()
    os.environ["PORTAL_SECRET_KEY"] = "only-for-faults-" + "x" * 50
    scratch.set_up("faults")
    from leads.models import Lead, Outbox

    known = {*Lead.objects.values_list("pk", flat=True)}
    Outbox.objects.unsent().delete()
    stack = Stack()
    try:
        stack.start_all()
        crowds = run(stack, chosen_faults(stack, options.only), options.seconds)
        is_whole = settle(stack, crowds, known)
    finally:
        stack.stop()
        embedded_server().stop()
    sys.exit(0 if is_whole else 1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10, help="how long a fault lasts")
    parser.add_argument("--only", nargs="*", help="names of faults")
    return parser.parse_args()


def chosen_faults(stack, names):
    """Those that were named, else all; without a cache server nothing befalls it."""
    possible = [f for f in FAULTS if stack.has_cache or "cache" not in f.__name__]
    return [fault for fault in possible if not names or fault.__name__ in names]


def run(stack, faults, seconds):
    """One fault after the other, a line of the table each; what its crowd noted."""
    forms = iter(draw_forms(stack.port, 40 * len(faults)))
    time.sleep(4)  # nobody fills a form in within three seconds
    print_head()
    crowds = []
    for fault in faults:
        crowd, *times = undergo(stack, fault, seconds, forms)
        print(row(fault.__name__.replace("_", " "), crowd, *times), flush=True)
        crowds.append(crowd)
    return crowds


def print_head():
    head = f"{'200':>4} {'503':>4} {'none':>4} {'worst':>6}"
    print(f"{'':<30}|{'readers':^21} |{'office':^21} |{'asked':>6} | well")
    print(f"{'fault':<24} {'s':>4} |{head} |{head} |{'ok/no':>6} |{'s':>6}")


def settle(stack, crowds, known):
    """Waits for the owed mails and prints what is missing; whether nothing is.

    `known` are leads of earlier runs.
    """
    from django.db import connections

    from leads.models import Lead, Outbox

    connections.close_all()  # the database was away meanwhile
    unsent = Outbox.objects.unsent().exclude(recipient="")
    deadline = time.monotonic() + GIVE_UP_SECONDS * 3
    while unsent.exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    leads = Lead.objects.exclude(pk__in=known)
    receipts = [reference for crowd in crowds for reference in crowd.receipts]
    lost = {*receipts} - {*leads.values_list("reference", flat=True)}
    print(
        f"\nenquiries acknowledged {len(receipts)}, kept {leads.count()}, "
        f"of the acknowledged lost {len(lost)}, in quarantine {leads.quarantined().count()}, "
        f"without an answer {sum(crowd.given_up for crowd in crowds)}"
    )
    marked = Outbox.objects.filter(lead__in=leads, sent_at__isnull=False)
    delivered, arrivals = {*stack.mailbox.ids}, len(stack.mailbox.ids)
    missing = {*marked.values_list("message_id", flat=True)} - delivered
    print(
        f"mails delivered {len(delivered)}, a second time {arrivals - len(delivered)}, "
        f"marked sent and not delivered {len(missing)}, still owed {unsent.count()}"
    )
    return not (lost or missing or unsent.exists())


def wait_for(port):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if request(port, "GET", "/healthz")[0] == 200:
                return
        time.sleep(0.2)
    sys.exit("the web server did not start")


if __name__ == "__main__":
    main()
