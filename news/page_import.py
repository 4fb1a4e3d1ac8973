"""Old pages come in by the import that lists have: a job, a worker, progress, resumed after a kill.

Each page becomes a draft that waits in quarantine, so nobody has to confirm the job before.
"""

from dataclasses import dataclass

from django.utils import timezone

from exchange.headers import Header
from exchange.import_kinds import ImportKind, register
from exchange.row_diff import Outcome
from news import page_uploads
from news.actions import AlreadyImported, import_article, parsed
from news.legacy.article import LegacyArticle
from news.legacy.reader import SavedPage, Unreadable, read_bytes
from news.models import Column
from parks.models import ImportJob
from regions import access

BATCH = 20  # a page is up to 5 MB
SMALL_ROWS = 20
WORDS = {
    Outcome.NEW: "进了隔离区",
    Outcome.SAME: "已经有了",
    Outcome.FAULTY: "没有导入",
}
NO_RIGHT = "导入人的账号已停用，或不再有这个地区的编辑权限。"
NO_COLUMN = "选的栏目已经删除或移走，请重新上传。"
REFUSED = "数据库没有接受这一页，请单独上传这一页再试。"
PAGE = "网页"


@dataclass
class PageDiff:
    """A page of an upload, and what became of it."""

    number: int
    name: str
    page: SavedPage | None = None
    legacy: LegacyArticle | None = None
    errors: dict = None
    same_as: int = 0
    is_waiting = False  # nothing of it is public

    @property
    def outcome(self):
        if self.errors:
            return Outcome.FAULTY
        return Outcome.SAME if self.same_as else Outcome.NEW


class PageReader:
    """Reads pages; which of them are there already is known once they are written."""

    def __init__(self, job):
        self.job, self.now = job, timezone.now()

    def clean(self, rows):
        return [self._read(number, cells) for number, cells in rows]

    def remember(self, rows):
        """Pages that an earlier batch has dealt with: they are articles now."""

    def compare(self, cleaned, now, *, is_locking=False):
        return cleaned

    def diff(self, rows, now):
        return self.clean(rows)

    def refusal(self) -> dict:
        return {PAGE: REFUSED}

    def _read(self, number, cells):
        name, _, problem = cells
        name = name or self.job.name
        if problem:
            return PageDiff(number, name, errors={name: problem})
        try:
            page = read_bytes(page_uploads.content_of(cells), name)
            return PageDiff(number, name, page, parsed(page, self.now), {})
        except Unreadable as reason:
            return PageDiff(number, name, errors={name: str(reason)})


def write_pages(diffs, job, now):
    """Drafts in quarantine, of the pages that the column does not have yet."""
    columns = Column.objects.filter(site__region=job.region).select_related("site__region")
    column = columns.filter(pk=job.defaults.get("column")).first()
    for diff in diffs:
        diff.same_as = 0  # a batch that the database refused is written again in halves
        if diff.errors:
            continue
        if column is None:
            diff.errors = {PAGE: NO_COLUMN}
            continue
        try:
            import_article(
                column=column, page=diff.page, legacy=diff.legacy, job=job, is_public=False, now=now
            )
        except AlreadyImported as before:
            diff.same_as = before.article.pk


def read_header(cells) -> Header:
    return Header(cells)


PAGES = ImportKind(
    in_every_list=PAGE,
    roles=access.EDITORS,
    no_right=NO_RIGHT,
    is_header=page_uploads.is_header,
    read_table=page_uploads.read_table,
    read_header=read_header,
    differ_for=PageReader,
    write=write_pages,
    batch=BATCH,
    small_rows=SMALL_ROWS,
    is_confirmed=False,
    check=page_uploads.check,
    rows_of=page_uploads.rows_of,
    words=WORDS,
)


def register_pages():
    register(ImportJob.Kind.PAGES, PAGES)
