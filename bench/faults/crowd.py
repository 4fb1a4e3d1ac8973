"""Everybody who comes while something fails; each notes what was answered."""

import contextlib
import http.client
import itertools
import re
import threading
import time
from dataclasses import dataclass
from functools import partial

from bench.browsers import Browser, enquiry, hidden_fields

READERS = ("/", "/golmud/", "/golmud/news/", "/golmud/listings/")
OFFICE = ("/healthz", "/admin/login/", "/golmud/consult/")
DESK = ("/admin/", "/admin/leads/lead/", "/admin/news/article/")
KINDS = ("readers", "office", "desk")
REFERENCE = re.compile(r"/consult/([0-9A-Z-]{14})/")
NO_ANSWER = (OSError, http.client.HTTPException)
SLOW = 1.0  # seconds; an answer that takes longer is not well
PATIENT_SECONDS = 15  # for one answer
PATIENCE = 60  # seconds that somebody goes on trying
NUMBERS = itertools.count(1)  # every visitor of a run is somebody else


@dataclass
class Noted:
    at: float
    seconds: float
    status: int  # 0: none


class Crowd:
    """Readers, somebody at the office's doors, visitors who ask, an officer who answers."""

    def __init__(self, stack):
        self.stack = stack
        self.reading_officer, self.replying_officer = stack.officer(), stack.officer()
        self.answers = {kind: [] for kind in KINDS}
        self.receipts, self.asked_in_vain = [], 0
        self.posts = []  # seconds of each that was answered by a receipt
        self.replies, self.replied_in_vain = [], 0
        self.is_over = threading.Event()

    def start(self):
        jobs = [
            (self.read, READERS, "readers"),
            (self.read, OFFICE, "office"),
            (self.read_the_desk,),
            (self.ask,),
            (self.reply,),
        ]
        self.threads = [threading.Thread(target=job, args=words) for job, *words in jobs]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def is_well(self, since):
        recent = [note for notes in self.answers.values() for note in notes if note.at >= since]
        return bool(recent) and all(n.status == 200 and n.seconds < SLOW for n in recent)

    def read(self, paths, kind):
        reader = Browser(self.stack.port, timeout=PATIENT_SECONDS)
        for path in itertools.cycle(paths):
            if self.is_over.wait(0.1):
                return
            self.note(kind, partial(get_status, reader, path))

    def read_the_desk(self):
        officer = self.reading_officer
        for path in itertools.cycle(DESK):
            if self.is_over.wait(0.3):
                return
            status = self.note("desk", partial(get_status, officer, path))
            if status == 302:  # the session is over: only to be seen with a clock that jumps
                with contextlib.suppress(*NO_ANSWER):
                    officer.sign_in(*self.stack.login)

    def note(self, kind, request):
        at, status = time.monotonic(), 0
        with contextlib.suppress(*NO_ANSWER):
            status = request()
        self.answers[kind].append(Noted(at, time.monotonic() - at, status))
        return status

    def ask(self):
        """One enquiry every two seconds, sent as often as it takes, as the page asks for it."""
        self.is_over.wait(2)  # nobody fills a form in within three seconds
        while not self.is_over.wait(2) and self.stack.forms:
            if reference := self.insist_on_a_receipt(self.stack.forms.pop(), next(NUMBERS)):
                self.receipts.append(reference)
            else:
                self.asked_in_vain += 1

    def insist_on_a_receipt(self, drawn, number):
        """The reference; None after PATIENCE. A form that comes back is sent again."""
        browser, page = drawn
        browser.address = f"198.51.{number // 250}.{number % 250}"
        words = f"第 {number} 条：想租厂房 {number} 平方米。"
        contact = {
            "contact_name": f"访客{number}",
            "phone": f"1380000{number:04}",
            "email": f"visitor{number}@example.com",
        }
        form = enquiry(page, message=words, **contact)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(*NO_ANSWER):
                sent_at = time.monotonic()
                answer = browser.post("/golmud/consult/", form)
                if answer.status == 302:
                    self.posts.append(time.monotonic() - sent_at)
                    return REFERENCE.search(answer.headers["Location"])[1]
                form |= hidden_fields(answer.text)
            time.sleep(1)
        return None

    def reply(self):
        """The officer answers one enquiry after the other, every two seconds."""
        officer = self.replying_officer
        for number in itertools.count(1):
            if self.is_over.wait(2):
                return
            words = f"答复 {id(self)}-{number}：周四可以看地。"
            if self.insist_on_a_reply(officer, words):
                self.replies.append(words)
            else:
                self.replied_in_vain += 1

    def insist_on_a_reply(self, officer, words):
        """Saved, in the end: the page is opened anew, the mark of the form stays the same."""
        path = f"/admin/leads/lead/{self.stack.lead_to_answer}"
        form, deadline = {}, time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(*NO_ANSWER):
                page = officer.get(f"{path}/change/")
                if page.status == 302:
                    officer.sign_in(*self.stack.login)
                    continue
                step = page.text.partition('/step/answer/"')[2].partition("</form>")[0]
                form = hidden_fields(step) | {"body": words} | pinned(form)
                saved = officer.post(f"{path}/step/answer/", form)
                if saved.status == 302 and "/login/" not in saved.headers["Location"]:
                    return True
            time.sleep(1)
        return False


def get_status(browser, path):
    return browser.get(path).status


def pinned(form):
    """What the browser's copy of the form puts back: by its nonce a second sending is none."""
    return {name: form[name] for name in ("nonce",) if form.get(name)}
