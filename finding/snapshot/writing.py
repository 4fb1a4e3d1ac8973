"""Writing the file: batch by batch, each column to a file of its own first, so memory stays small.

Rows may change while they are read: the position is taken before the first is, and what becomes
visible from then on is read again by whoever reads the file.
"""

import datetime
import logging
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from django.db.models import Func, IntegerField, Sum
from django.utils import timezone

from core.database_clock import database_now
from finding.snapshot import changes, files, layout
from finding.snapshot.columns import Codes
from parks.models import ListingIndex, ListingIndexChange

logger = logging.getLogger(__name__)

# With fewer rows PostgreSQL alone is as fast (docs/performance.md).
LEAST_ROWS = 5_000
BATCH = 5_000
# Written anew when so many rows have changed, or it is so old.
MANY_CHANGED = 2_000
OLDEST = datetime.timedelta(days=1)
# What changed is told for longer than any machine may keep its file.
TOLD_FOR = datetime.timedelta(days=3)
LOOK_EVERY = 60  # seconds
# Writing takes no more than such a share of the worker's time.
REST = 10


class SnapshotWriter:
    """Keeps the file of this machine fresh; for the worker, one batch after the other."""

    def __init__(self, path: Path, *, least_rows=LEAST_ROWS, look_every=LOOK_EVERY):
        self.path, self.least_rows, self.look_every = path, least_rows, look_every
        self.look_at = 0  # in seconds of this process's clock

    def carry_on(self) -> Iterator[None]:
        """Looks whether the file is due, and writes it then."""
        if time.monotonic() < self.look_at:
            return
        self.look_at = time.monotonic() + self.look_every
        if self.is_due():
            started = time.monotonic()
            yield from write(self.path)
            took = time.monotonic() - started
            self.look_at = time.monotonic() + max(self.look_every, took * REST)
            logger.info("list snapshot written in %.1f s", took)

    def is_due(self):
        if ListingIndex.objects.order_by()[: self.least_rows].count() < self.least_rows:
            self.path.unlink(missing_ok=True)
            return False
        about = about_of(self.path)
        if about is None or database_now().timestamp() - about["made_at"] > OLDEST.total_seconds():
            return True
        since = ListingIndexChange.objects.filter(transaction__gte=about["position"])
        number = Func("listing_ids", function="cardinality", output_field=IntegerField())
        changed = since.aggregate(rows=Sum(number, default=0))["rows"]
        return changed > MANY_CHANGED or since.filter(is_start=True).exists()


def about_of(path) -> dict | None:
    """What a file says of itself; None where it is not one of this database and release."""
    try:
        about = files.about_of(path)
    except (OSError, files.BrokenFile):
        return None
    is_ours = about["stamp"] == layout.stamp() and about["identity"] == changes.identity()
    return about if is_ours else None


def write(path: Path, *, batch=BATCH) -> Iterator[None]:
    """Reads all rows and writes the file; yields between two batches."""
    about = {
        "stamp": layout.stamp(),
        "identity": changes.identity(),
        "position": changes.position(),
        "made_at": database_now().timestamp(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".columns-") as folder:
        spool = _Spool(Path(folder))
        after = 0
        while rows := changes.next_listing_rows(after, batch):
            spool.add(rows)
            after = rows[-1][0]
            yield
        files.write(path, spool.arrays(about), about)
    forget()


def forget(now=None):
    """Drop what every file of any machine holds by now, and say so."""
    old = ListingIndexChange.objects.filter(
        changed_at__lt=(now or timezone.now()) - TOLD_FOR, is_start=False
    )
    last = old.order_by("-transaction").values_list("transaction", flat=True).first()
    if last is not None:
        ListingIndexChange.objects.filter(transaction__lte=last).delete()
        ListingIndexChange.objects.create(transaction=last + 1, is_start=True)


class _Spool:
    """The columns while rows are read: one file each, raw."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.sorts = layout.listings().sorts
        self.words = {name: {} for name, sort in self.sorts.items() if sort is layout.WORDS}
        self.text_size = 0  # in UTF-16 units

    def add(self, rows):
        keys, *columns = zip(*rows, strict=True)
        self._append("keys", np.array(keys, np.int64))
        for (name, sort), values in zip(self.sorts.items(), columns, strict=True):
            self._add_column(name, sort, values)

    def _add_column(self, name, sort, values):
        if sort is layout.WORDS:
            known = self.words[name]
            codes = [0 if v is None else known.setdefault(v, len(known) + 1) for v in values]
            self._append(name, np.array(codes, np.int32))
        elif sort is layout.LISTS:
            self._append(f"{name}.numbers", np.array([len(one) for one in values], np.int64))
            self._append(name, np.array([n for one in values for n in one], np.int64))
        elif sort is layout.TEXTS:
            units, starts = layout.text_units(values)
            self._append(name, units)
            self._append(f"{name}.starts", starts + self.text_size)
            self.text_size += len(units)
        else:
            self._append(name, layout.stored(sort, values))

    def _append(self, name, array):
        with (self.folder / name).open("ab") as file:
            array.tofile(file)

    def _all(self, name, dtype):
        path = self.folder / name
        return np.fromfile(path, dtype) if path.exists() else np.empty(0, dtype)

    def arrays(self, about):
        """(name, array) of the file, one column in memory at a time."""
        about["words"] = {}
        yield "keys", self._all("keys", np.int64)
        for name, sort in self.sorts.items():
            if sort is layout.TEXTS:
                if self.text_size:
                    yield f"{name}.units", np.memmap(self.folder / name, np.uint16, "r")
                yield f"{name}.starts", self._all(f"{name}.starts", np.int64)
            else:
                yield from told(name, sort, self._column(name, sort), about)

    def _column(self, name, sort):
        if sort is layout.LISTS:
            return layout.listed(self._all(f"{name}.numbers", np.int64), self._all(name, np.int64))
        if sort is layout.WORDS:
            known = sorted(self.words[name])
            place = np.zeros(len(known) + 1, np.int32)
            for code, word in enumerate(known, 1):
                place[self.words[name][word]] = code
            return layout.coded(place[self._all(name, np.int32)], known)
        return layout.measured(sort, self._all(name, sort.dtype))


def told(name, sort, column, about):
    """(name, array) of a column; words stand in `about`."""
    if isinstance(column, Codes):
        yield f"{name}.codes", column.codes
    else:
        yield f"{name}.sets", column.sets
    if sort is layout.WORDS:
        about["words"][name] = column.values
    else:
        yield f"{name}.values", column.values
