"""The process that carries an import on, batch by batch.

Each batch is one transaction that writes its rows and moves the job's position. A process whose
lease ran out and whose job somebody else took up (another `attempt`) writes nothing any more.
"""

import functools
import logging
from concurrent.futures import ThreadPoolExecutor
from itertools import batched, islice
from tempfile import TemporaryFile
from typing import NamedTuple

from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)

from core.database_clock import database_now
from core.error_frames import error_frames
from exchange import row_spool
from exchange.headers import read_header
from exchange.import_kinds import ImportKind, kind_of, register
from exchange.row_diff import Differ, Outcome
from exchange.tables import is_header, read_table
from exchange.upload_checks import RefusedFile
from exchange.writer import write
from parks.models import ImportFault, ImportJob
from parks.models.exchange_logs import lease
from publishing.content_checks.gate import brought_in
from publishing.quoted_files import hidden_file_sentence
from publishing.review_rounds import own_words_bar
from regions import access
from regions.models import Site

logger = logging.getLogger(__name__)
State = ImportJob.State

BATCH = 1000
SMALL_ROWS = 500  # of listings: checked and imported while the browser waits
MAX_FAULTS = 5000
MAX_NOTES = 20
LONGEST_REASON = ImportJob._meta.get_field("reason").max_length
NO_RIGHT = "导入人的账号已停用，或不再有这个地区的编辑权限。"
LOST_FILE = "上传的文件已经不在，请重新上传。"
UNEXPECTED = "处理时出了意外，没有继续；已导入的批次保留。请联系系统管理员。"


class Overtaken(Exception):
    """Another process has moved this job on, or somebody has stopped it."""


def differ_for(job):
    user = job.user

    @functools.cache
    def may_approve(region):
        if job.is_by_operator:
            return True
        return (
            access.has_role(user, access.APPROVERS, region)
            and Site.objects.review_steps_at(region) == 1
            and not own_words_bar(user, region)
        )

    def refuse_text(new, stored):
        return "" if job.is_by_operator else hidden_file_sentence(user, new, stored=stored)

    return Differ(
        read_header(job.header),
        job.region,
        is_clearing=job.is_clearing,
        may_approve=may_approve,
        unseen_since=job.checked_at,
        user_id=job.user_id,
        refuse_text=refuse_text,
        brought_in=lambda *brought: () if job.is_by_operator else brought_in(*brought),
    )


def begin(job, state):
    """A pass starts from the first row with its counts at zero."""
    job.state, job.position, job.done = state, 0, 0
    job.new_rows = job.changed_rows = job.same_rows = job.reopened_rows = job.faulty_rows = 0
    job.faults.all().delete()


def rows_to_import(job, spool):
    """Rows of the job's list from where the open spool stands."""
    return row_spool.read(spool, is_skipping_hidden=job.is_skipping_hidden)


class Batch(NamedTuple):
    """Rows of the list as read, and where the next one begins."""

    cleaned: list
    position: int


class Runner:
    """Carries a claimed job to the end of its pass, `batch_size` rows in each transaction.

    While PostgreSQL writes a batch, a thread reads the next one, which takes no database.
    """

    def __init__(self, job, *, batch_size=None):
        self.job, self.kind = job, kind_of(job)
        self.batch_size = batch_size or self.kind.batch
        self.differ, self.spool = None, None
        self.ahead, self.reader = None, ThreadPoolExecutor(1, "import-reader")

    def run(self):
        """Yields after each committed step. What cannot go on is marked FAILED with the reason."""
        try:
            if self.job.state == State.RECEIVED:
                self._read()
                yield
            while self.job.state in {State.CHECKING, State.IMPORTING}:
                self._batch()
                yield
        except Overtaken:
            return
        except RefusedFile as refusal:
            self._fail(str(refusal))
        except FileNotFoundError:
            self._fail(LOST_FILE)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the claim runs out, and somebody goes on
        except Exception as error:  # one broken job must not hold up the worker
            logger.error("import %s failed: %s", self.job.pk, error_frames(error))
            self._fail(UNEXPECTED)
        finally:
            self.reader.shutdown()
            if self.spool is not None:
                self.spool.close()

    def _read(self):
        """Spool the rows of the file as JSON lines, which can be read on from any position."""
        with self.job.open_upload() as upload, TemporaryFile() as rows:
            spooled = row_spool.write(upload, rows, self.kind)
            header = self.kind.read_header(spooled.header)
            self._require_lease()
            name = self.job.keep_spool(rows)
        try:
            self._begin_first_pass(name, spooled, header)
        except Overtaken:
            self.job.file.storage.delete(name)
            raise

    def _require_lease(self):
        if not ImportJob.objects.filter(pk=self.job.pk, attempt=self.job.attempt).exists():
            raise Overtaken

    @transaction.atomic
    def _begin_first_pass(self, spool_name, spooled, header):
        job = self._locked(State.RECEIVED)
        job.spool_name, job.header, job.total = spool_name, spooled.header, spooled.total
        job.notes = [*spooled.findings.sentences, *header.questions][:MAX_NOTES]
        job.hidden_rows = len(spooled.hidden)
        if job.is_by_operator or not self.kind.is_confirmed:
            begin(job, State.IMPORTING)
        else:
            begin(job, State.CHECKING)
            job.checked_at = database_now()
        job.save()
        self.job = job

    @transaction.atomic
    def _batch(self):
        job = self._locked(self.job.state)
        if job.position != self.job.position:
            raise Overtaken
        self._require_right(job)
        if self.differ is None:
            self._open(job)
        now = database_now()
        batch = self._read_batch() if self.ahead is None else self.ahead.result()
        is_last = len(batch.cleaned) < self.batch_size
        is_writing = job.state == State.IMPORTING
        diffs = self.differ.compare(batch.cleaned, now, is_locking=is_writing)
        if not is_last:  # beside the writing: comparing and reading only wait for each other
            self.ahead = self.reader.submit(self._read_batch)
        if is_writing:
            self._write(diffs, now)
        self._count(job, diffs)
        job.position = batch.position
        job.done += len(diffs)
        job.claimed_until = now + lease()
        if is_last:
            self._finish(job, now)
        if job.state == State.DONE and self.kind.is_personal:
            row_spool.keep_faulty(job, self.spool)
        job.save()
        self.job = job

    def _read_batch(self):
        rows = islice(rows_to_import(self.job, self.spool), self.batch_size)
        return Batch(self.differ.clean(rows), self.spool.tell())

    def _locked(self, state):
        job = ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=self.job.pk)
        if (job.state, job.attempt) != (state, self.job.attempt):
            raise Overtaken
        return job

    def _require_right(self, job):
        """Asked again for every batch: rights may end while a long import runs."""
        user = job.user
        if job.is_by_operator:
            return
        if user is None or not access.has_role(user, self.kind.roles, job.region):
            raise RefusedFile(self.kind.no_right)

    def _open(self, job):
        """From the beginning, or from where an earlier process was stopped."""
        self.differ = self.kind.differ_for(job)
        self.spool = job.open_spool()
        for rows in batched(self._rows_before(job.position), self.batch_size):
            self.differ.remember(rows)

    def _rows_before(self, position):
        rows = rows_to_import(self.job, self.spool)
        while self.spool.tell() < position:
            yield next(rows)

    def _write(self, diffs, now):
        """The batch as a whole; if the database refuses it, in halves, down to the row."""
        try:
            with transaction.atomic():
                self.kind.write(diffs, self.job, now)
                connection.check_constraints()  # what points to a row deleted since: now, by row
        except (IntegrityError, DataError):
            if len(diffs) == 1:
                diffs[0].errors = self.differ.refusal()
                return
            middle = len(diffs) // 2
            self._write(diffs[:middle], now)
            self._write(diffs[middle:], now)

    def _count(self, job, diffs):
        verdicts = [diff.outcome for diff in diffs]
        job.new_rows += verdicts.count(Outcome.NEW)
        job.changed_rows += verdicts.count(Outcome.CHANGED)
        job.same_rows += verdicts.count(Outcome.SAME)
        job.reopened_rows += sum(p.is_waiting and p.outcome == Outcome.CHANGED for p in diffs)
        faulty = [diff for diff in diffs if diff.outcome == Outcome.FAULTY]
        room = max(0, MAX_FAULTS - job.faulty_rows)
        job.faulty_rows += len(faulty)
        ImportFault.objects.bulk_create(
            ImportFault(job=job, row=diff.number, reasons=diff.errors) for diff in faulty[:room]
        )

    @staticmethod
    def _finish(job, now):
        is_check = job.state == State.CHECKING
        job.state = State.READY if is_check else State.DONE
        job.finished_at = None if is_check else now
        job.claimed_until = None
        logger.info("import %s: %s after %s rows", job.pk, job.state, job.done)

    def _fail(self, reason):
        own = ImportJob.objects.filter(
            pk=self.job.pk, state=self.job.state, attempt=self.job.attempt
        )
        is_own = own.update(
            state=State.FAILED,
            reason=reason[:LONGEST_REASON],
            claimed_until=None,
            finished_at=database_now(),
        )
        self.job.refresh_from_db()
        if is_own and self.kind.is_personal:
            self.job.drop_file()


def _write_listings(diffs, job, now):
    write(diffs, user_id=job.user_id, now=now)


register(
    ImportJob.Kind.LISTINGS,
    ImportKind(
        in_every_list="编号",
        roles=access.EDITORS,
        no_right=NO_RIGHT,
        is_header=is_header,
        read_table=read_table,
        read_header=read_header,
        differ_for=differ_for,
        write=_write_listings,
        batch=BATCH,
        small_rows=SMALL_ROWS,
    ),
)
