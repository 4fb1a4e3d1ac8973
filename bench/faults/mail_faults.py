"""Three days without a mail server, and a worker that is killed again and again.

The days pass by a clock that deliver_due() is given; what visitors send meanwhile is real.
"""

import contextlib
import datetime
import subprocess
import sys
import time
from dataclasses import dataclass

from bench.faults.fault import Fault

HOURS_EACH = 12
HANGING_SECONDS = 30  # longer than anybody waits for it
MOST_P95 = 300  # milliseconds that visitors wait for their receipts
OWED = 1500  # mails, so that there is one to be killed at to the end
PATIENCE = 300  # seconds; a claim of the dead runs out after two minutes


@dataclass(frozen=True)
class Way:
    """One way for a mail server to fail; a number is what it answers instead of 250."""

    name: str
    is_gone: bool = False
    pause: float = 0
    answer: str = "250 OK"
    sender_answer: str = ""
    wants_tls: bool = False  # on our side: the server, or who stands in between, has none

    @property
    def smtp_options(self):
        return {"use_tls": self.wants_tls, "timeout": 0.2 if self.pause else 5}


WAYS = (
    Way("refuses", is_gone=True),
    Way("hangs", pause=HANGING_SECONDS),
    Way("451", answer="451 later"),
    Way("554", answer="554 refused"),
    Way("501", sender_answer="501 mail from address must be same as authorization user"),
    Way("no STARTTLS", wants_tls=True),
)
WELL = Way("well")


class MailFault(Fault):
    """Visitors must not feel it."""

    def look_at(self, crowd):
        if not crowd.posts:
            return
        p95 = sorted(crowd.posts)[int(len(crowd.posts) * 0.95)] * 1000
        words = f"enquiries meanwhile {len(crowd.posts)}, p95 {p95:.0f} ms"
        self.find(words, is_as_wanted=p95 <= MOST_P95)


class MailThreeDaysAway(MailFault):
    """Each way to fail for half a day; then what was given up is sent again from the desk."""

    def strike(self, stack):
        stack.kill("worker")

    def last(self, stack, seconds):
        from core.database_clock import database_now
        from leads.models import Outbox

        self.now = database_now()
        for way in WAYS:
            Outbox.objects.retry(self.now)  # what was given up meets this way of failing, too
            with failing(stack, way):
                self.pass_half_a_day(way)
            dead = Outbox.objects.given_up()
            errors = sorted({*dead.values_list("last_error", flat=True)})
            self.find(f"{way.name}: given up {dead.count()} {', '.join(errors)}".strip())

    def pass_half_a_day(self, way):
        """A pass whenever something is due."""
        from django.db.models import Min

        from leads.models import Outbox
        from leads.notifications.delivery import deliver_due

        end = self.now + datetime.timedelta(hours=HOURS_EACH)
        wait_for_a_mail()
        with sending_by(way.smtp_options):
            while self.now < end:
                deliver_due(now=self.now)
                later = Outbox.objects.unsent().filter(next_attempt_at__gt=self.now)
                due_at = later.aggregate(at=Min("next_attempt_at"))["at"]
                self.now = min(due_at or end, end)

    def heal(self, stack):
        from leads.models import Outbox
        from leads.notifications.delivery import deliver_due

        Outbox.objects.retry(self.now)
        self.now += datetime.timedelta(hours=1)
        while deliver_due(now=self.now):
            pass
        stack.start("worker")

    def look_back(self, stack):
        from leads.models import Outbox

        dead = Outbox.objects.given_up().count()
        hours = len(WAYS) * HOURS_EACH
        self.find(f"{hours} h passed, still given up {dead}", is_as_wanted=not dead)


class WorkerKilledAgainAndAgain(MailFault):
    """At any moment, while mails are owed; whoever comes next must not wait for the dead."""

    def prepare(self, stack):
        from leads.models import Lead, Outbox

        lead = Lead.objects.get(pk=stack.lead_to_answer)
        Outbox.objects.bulk_create(
            Outbox(lead=lead, kind="late", occasion=f"owed-{number}", recipient=recipient(number))
            for number in range(OWED)
        )

    def strike(self, stack):
        stack.kill("worker")
        stack.mailbox.behave(Way("slow", pause=0.05))

    def last(self, stack, seconds):
        command = [sys.executable, "-m", "bench.faults.killed_worker", str(stack.kills)]
        subprocess.run(command, env=stack.environment, check=True)  # noqa: S603 -- our own
        self.sent_meanwhile = len(owed_ids() & {*stack.mailbox.ids})

    def heal(self, stack):
        stack.mailbox.behave(WELL)
        stack.start("worker")

    def look_back(self, stack):
        from leads.models import Outbox

        owed = Outbox.objects.waiting().filter(occasion__startswith="owed-")
        deadline = time.monotonic() + PATIENCE
        while owed.exists() and time.monotonic() < deadline:
            time.sleep(0.5)
        delivered = [mark for mark in stack.mailbox.ids if mark in owed_ids()]
        stuck, lost = owed.count(), OWED - len({*delivered})
        twice = len(delivered) - len({*delivered})
        words = (
            f"{stack.kills} kills: of {OWED} mails {self.sent_meanwhile} went out meanwhile; "
            f"stuck {stuck}, not delivered {lost}, a second time with the same Message-ID {twice}"
        )
        self.find(words, is_as_wanted=not stuck and not lost and twice <= stack.kills)


def recipient(number):
    return f"officer{number}@example.com"


def owed_ids():
    from leads.models import Outbox

    rows = Outbox.objects.filter(occasion__startswith="owed-")
    return {*rows.values_list("message_id", flat=True)}


def wait_for_a_mail():
    """A visitor's, to whom this way of failing happens."""
    from leads.models import Outbox

    deadline = time.monotonic() + 20
    while not Outbox.objects.waiting().exists() and time.monotonic() < deadline:
        time.sleep(0.2)


@contextlib.contextmanager
def failing(stack, way):
    stack.mailbox.behave(way)
    if way.is_gone:
        stack.mail.stop()
    try:
        yield
    finally:
        stack.mailbox.behave(WELL)
        if way.is_gone:
            stack.start_mail()


@contextlib.contextmanager
def sending_by(options):
    from django.conf import settings
    from django.test.utils import override_settings

    default = settings.MAILERS["default"]
    mailer = default | {"OPTIONS": default["OPTIONS"] | options}
    with override_settings(MAILERS={"default": mailer}):
        yield


MAIL_FAULTS = (MailThreeDaysAway, WorkerKilledAgainAndAgain)
