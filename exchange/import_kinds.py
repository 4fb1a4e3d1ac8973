"""What an import may bring in: each kind of list says how it is read, compared and written.

Rooms above register theirs when the application starts, as exchange.runner does for listings: the
job, its page, its worker and its file of faults are the same for all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from exchange.readers import rows_of
from exchange.upload_checks import file_kind


@dataclass(frozen=True)
class ImportKind:
    """`differ_for(job)` makes what compares rows: clean, compare, remember, diff and refusal, as
    exchange.row_diff.Differ has them; `write(diffs, job, now)` brings them in.

    `in_every_list` is the column that tells such a list; people of the `roles` may bring one in.
    `row_of(diff)` and `words` by outcome are what the page of the job shows, where it is not what
    it shows of listings.
    """

    in_every_list: str
    roles: frozenset
    no_right: str
    is_header: Callable
    read_table: Callable
    read_header: Callable
    differ_for: Callable
    write: Callable
    batch: int
    small_rows: int  # checked and imported while the browser waits
    is_personal: bool = False  # once it is in, or cannot be, the upload goes
    is_confirmed: bool = True  # a person looks at the list before anything is written
    # What an upload must be, and its rows: of other files than spreadsheets.
    check: Callable = file_kind
    rows_of: Callable = rows_of
    row_of: Callable | None = None
    words: dict = field(default_factory=dict)


_kinds: dict[str, ImportKind] = {}


def register(name, kind: ImportKind):
    _kinds[name] = kind


def kind_of(job) -> ImportKind:
    return _kinds[job.kind]
