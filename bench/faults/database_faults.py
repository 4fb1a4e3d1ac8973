"""The database crashes, is stopped, hangs; or somebody holds a table."""

import os
import signal
import time

from bench.faults.fault import Fault
from bench.faults.process_faults import RESTART_SECONDS
from bench.installation import children_of, send

LEAST_AWAY_SECONDS = 20


class DatabaseCrashes(Fault):
    """As if the power had gone; systemd starts it again."""

    def strike(self, stack):
        os.kill(postmaster(stack), signal.SIGQUIT)
        while stack.database.is_running():
            time.sleep(0.1)

    def last(self, stack, seconds):
        time.sleep(RESTART_SECONDS)

    def heal(self, stack):
        stack.database.start()


class DatabaseStopped(Fault):
    """For maintenance: nobody starts it until it is over."""

    def strike(self, stack):
        stack.database.stop()

    def last(self, stack, seconds):
        time.sleep(max(seconds, LEAST_AWAY_SECONDS))

    def heal(self, stack):
        stack.database.start()


class DatabaseHangs(Fault):
    """It takes connections and says nothing: a machine that is paused, a disk that stalls."""

    def strike(self, stack):
        first = postmaster(stack)
        self.pids = [first, *children_of(first)]
        send(signal.SIGSTOP, self.pids)

    def last(self, stack, seconds):
        time.sleep(max(seconds, LEAST_AWAY_SECONDS))

    def heal(self, stack):
        send(signal.SIGCONT, self.pids)


class ListLocked(Fault):
    table = "parks_listingdigest"

    def strike(self, stack):
        self.other = stack.connect()
        self.other.autocommit = False
        self.other.cursor().execute(f'LOCK TABLE "{self.table}" IN ACCESS EXCLUSIVE MODE')

    def heal(self, stack):
        self.other.close()


class EnquiriesLocked(ListLocked):
    table = "leads_lead"


def postmaster(stack) -> int:
    return int((stack.database.data / "postmaster.pid").read_text().split()[0])


DATABASE_FAULTS = (DatabaseCrashes, DatabaseStopped, DatabaseHangs, ListLocked, EnquiriesLocked)
