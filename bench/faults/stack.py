"""The installation of a round, with what stands around it: mail, cache, a small disk, a clock."""

import asyncio
import contextlib
import datetime
import shutil
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from bench.browsers import Browser
from bench.faults.crowd import PATIENT_SECONDS
from bench.faults.fake_clock import FakeClock
from bench.faults.small_disk import SmallDisk
from bench.installation import Installation, free_port

FORMS = 150  # more than are sent while one thing fails
RIPE = 200  # enquiries that a clock which runs ahead would have erased
A_WHILE = datetime.timedelta(days=30)
PASSWORD = "only-for-faults-3k"  # noqa: S105 -- of an installation that is thrown away


class Mailbox:
    """The office's mail server; refuses and dawdles while it is told to."""

    def __init__(self):
        self.ids, self.subjects = [], {}  # subjects by Message-ID, of the last arrival
        self.answer, self.sender_answer, self.pause = "250 OK", "", 0

    def behave(self, way):
        """As this way of failing has it (mail_faults.Way)."""
        self.answer, self.sender_answer, self.pause = way.answer, way.sender_answer, way.pause

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 -- the library's name
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the library's name
        await asyncio.sleep(self.pause)
        if self.answer.startswith("250"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            self.ids.append(message["Message-ID"])
            self.subjects[message["Message-ID"]] = message["Subject"]
        return self.answer


class Stack(Installation):
    login = ("officer", PASSWORD)

    def __init__(self, folder, *, kills):
        self.mail_port, self.cache_port = free_port(), free_port()
        self.mailbox, self.mail = Mailbox(), None
        self.has_cache = shutil.which("redis-server") is not None
        cache = {"PORTAL_CACHE_URL": f"redis://127.0.0.1:{self.cache_port}/0"}
        super().__init__(
            folder,
            PORTAL_SMTP_HOST="127.0.0.1",
            PORTAL_SMTP_PORT=str(self.mail_port),
            PORTAL_SMTP_SSL="0",
            **(cache if self.has_cache else {}),
        )
        self.clock = FakeClock(folder / "clock")
        # Everything that web and worker write; the database has a disk of its own.
        self.disk = SmallDisk(self.var)
        self.forms, self.kills = [], kills

    def command(self, name):
        if name == "cache":
            options = ("--port", str(self.cache_port), "--bind", "127.0.0.1", "--save", "")
            return ["redis-server", *options, "--loglevel", "warning"]
        return super().command(name)

    def move_in(self):
        """An officer, enquiries from before, and everything runs."""
        self.add_people()
        self.start_mail()
        for name in ("web", "worker", *(["cache"] if self.has_cache else [])):
            self.start(name)
        self.wait()

    def add_people(self):
        from django.contrib.auth import get_user_model
        from django.utils import timezone

        from leads.models import Lead, Outbox, Topic
        from regions.models import Membership, Site

        site, now = Site.objects.get(slug="golmud"), timezone.now()
        name, password = self.login
        user = get_user_model().objects.create_user(
            name, f"{name}@example.com", password, is_staff=True
        )
        for role in (Membership.Role.OFFICER, Membership.Role.MANAGER):
            Membership.objects.create(user=user, region=site.region, role=role)
        received = now - 2 * A_WHILE
        days = {"received_at": received, "due_at": received, "first_reply_at": received}
        old = {
            "site": site,
            "topic": Topic.objects.first(),
            "contact_name": "以前的访客",
            "phone": "13900001234",
            "message": "早就办结的咨询。",
            **days,
        }
        closed = {"stage": Lead.Stage.CLOSED, "closed_at": now - A_WHILE}
        self.ripe = [Lead.objects.create(**old, **closed).pk for _ in range(RIPE)]
        self.lead_to_answer = Lead.objects.create(**old).pk
        Outbox.objects.unsent().delete()

    def count_ripe(self) -> int:
        """Those of RIPE whose words are there."""
        from leads.models import Lead

        return Lead.objects.unerased().filter(pk__in=self.ripe, phone="13900001234").count()

    def officer(self) -> Browser:
        """Signed in, or at the login, if nobody lets them in."""
        browser = Browser(self.port, "198.18.0.1", timeout=PATIENT_SECONDS)
        browser.sign_in(*self.login)
        return browser

    def draw_forms(self):
        """(browser, page) of visitors who have opened the form before anything fails."""
        while len(self.forms) < FORMS:
            with contextlib.suppress(OSError):  # a busy machine: the first pages take their time
                browser = Browser(self.port, timeout=PATIENT_SECONDS)
                self.forms.append((browser, browser.get("/golmud/consult/").text))

    def start_mail(self):
        self.mail = Controller(self.mailbox, hostname="127.0.0.1", port=self.mail_port)
        self.mail.start()

    def restart(self, *names, **environment):
        """Stopped and started as by systemctl restart."""
        for name in names:
            self.processes[name].terminate()
        for name in names:
            self.processes[name].wait()
            self.start(name, **environment)
        self.wait()

    def stop(self):
        super().stop()
        if self.mail:
            self.mail.stop()
        self.disk.remove()

    def install(self):
        self.disk.lay()
        super().install()
