"""What the worker does, and how often: one small function a step, one table for each rhythm."""

import logging

from django.conf import settings
from django.utils import timezone

from accounts.invitations import send_owed
from accounts.session_store import SessionStore
from core.database_clock import database_now
from core.sealed_rows import DailySealer
from exchange import export_jobs, jobs
from finding.snapshot.writing import SnapshotWriter
from landing.due_nodes import tell_of_due_nodes
from landing.models import LandingDocument
from leads.actions.pool import return_idle
from leads.notifications import text_messages
from leads.notifications.breaches import tell_of_breaches, tell_of_promises
from leads.notifications.channels import tell_channels
from leads.notifications.delivery import deliver_due
from leads.notifications.digests import plan_digests, send_digests
from leads.notifications.nobodys import tell_of_nobodys
from leads.notifications.outbox import address_pending
from leads.notifications.quarantine import tell_of_quarantine
from leads.rekeying import rekey
from leads.retention import purge
from parks.actions import recalculate
from parks.models.demand import drop_old_demand
from portal import audit_checks, audit_seals
from portal.alarms import AlarmLog, all_alarms
from portal.asset_rounds import list_files, tend_files
from portal.audit_seals import seal_new_rows
from publishing.content_checks import audit_rounds
from publishing.models import Change, OpenForm
from reporting import published_figures
from reporting.models import ViewCount
from search import following
from search.models import SearchTerm
from upkeep.outside_link_rounds import gather_outside_links, look_at_outside_links

logger = logging.getLogger(__name__)

ALARM_LOG = AlarmLog()  # of this process
LIST_SNAPSHOT = SnapshotWriter(settings.LIST_SNAPSHOT)
SEALER = DailySealer(rekey)


def send_mails():
    """A few, so that a stop does not wait for a long queue; how many were sent."""
    address_pending()
    return deliver_due(limit=5) + send_owed(limit=5)


def write_stale_copies():
    """A batch of entries and index rows whose sources have changed; whether there was one."""
    return following.carry_on()


def tell_the_office():
    tell_of_quarantine()
    tell_of_nobodys()
    tell_of_breaches()
    tell_of_promises()
    tell_of_due_nodes()


def return_idle_leads(now):
    return_idle(now)


def tell_the_chats():
    """A message or two a pass; how many went out."""
    return tell_channels(limit=2)


def send_texts():
    """A few a pass; how many went out."""
    return text_messages.send_texts()


def send_the_digest():
    """Of this morning, to each once."""
    plan_digests()
    send_digests()


def seal_records():
    seal_new_rows()


def compact_changes():
    Change.objects.compact()


def tell_the_seal():
    """Into the log, which the database's owner does not write: nothing is cut off unseen."""
    logger.info("audit sealed to %s", audit_seals.head())


def tell_of_alarms():
    ALARM_LOG.tell(all_alarms(database_now()))


def learn_words():
    SearchTerm.objects.learn_pending()


def forget_ended_sessions():
    """Rows of sessions that are over name addresses and browsers for nothing; so do those of
    forms that somebody opened the day before."""
    SessionStore.clear_expired()
    OpenForm.objects.forget_old()


def count_quarters():
    published_figures.count_by_night(timezone.now())


def erase_due_leads(now):
    purge(now)


def drop_old_uploads(now):
    jobs.drop_old_files(now)
    export_jobs.drop_old_exports(now)
    LandingDocument.objects.sweep(now)


def fold_old_views(now):
    ViewCount.objects.fold(timezone.localdate(now))


def audit_by_night():
    """Everything public against the content checks, once a night; what is left goes on the next."""
    yield from audit_rounds.by_night(timezone.localtime())


def check_records():
    """All records against their seals, once a day."""
    yield from audit_checks.by_day()


def write_list_snapshot():
    """The columns by which this machine counts its lists, when they are due."""
    yield from LIST_SNAPSHOT.carry_on()


def seal_what_was_said():
    """What lies there in plain words, or sealed with a former key."""
    yield from SEALER.carry_on()


# Done in every pass and between the batches of long work, again while there is more to do.
OFTEN = (send_mails, write_stale_copies, tell_the_chats, send_texts)
MINUTELY = (
    tell_the_office,
    send_the_digest,
    seal_records,
    tell_of_alarms,
    compact_changes,
    tend_files,
)
HOURLY = (
    learn_words,
    tell_the_seal,
    forget_ended_sessions,
    list_files,
    count_quarters,
    gather_outside_links,
)
# Hourly as well, but not while the clock looks wrong: what they delete does not come back.
IRREVERSIBLE = (
    erase_due_leads,
    return_idle_leads,
    drop_old_uploads,
    drop_old_demand,
    fold_old_views,
)
# Generators that yield after each batch.
LONG = (
    recalculate,
    write_list_snapshot,
    seal_what_was_said,
    jobs.work_off,
    export_jobs.write_exports,
    audit_by_night,
    check_records,
    look_at_outside_links,
)
