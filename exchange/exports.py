"""Listings as csv or xlsx: the columns of an import, so that what goes out can come back in."""

import csv
import tempfile

from django.db.models import Max, Min, Q
from django.utils import timezone

from exchange.columns import listing_columns, terms_of
from exchange.converters import HTML_LENGTH, TOO_LONG
from exchange.csv_injection import quoted
from exchange.headers import READ_ONLY
from parks.models import ExportLog, Listing
from publishing.models import PublishWindow
from regions import access
from regions.models import Region

BATCH = 1000


def exportable(listings, user):
    """Those the user may take away: of the own regions, without other people's drafts.

    Who approves sees drafts of others to judge them, and may take them along.
    """
    judged = access.scope(Listing.objects.order_by(), user, lookup="region", roles=access.APPROVERS)
    is_settled = ~Q(status=PublishWindow.Status.DRAFT)
    listings = access.scope(listings, user, lookup="region", roles=access.EDITORS)
    return listings.filter(is_settled | Q(created_by=user) | Q(pk__in=judged.values("pk")))


def common_region(listings):
    """The smallest region that holds all of them; None when they share not even a province."""
    ends = listings.order_by().aggregate(low=Min("region__path"), high=Max("region__path"))
    shared = ""
    for low, high in zip(
        (ends["low"] or "").split("/"), (ends["high"] or "").split("/"), strict=False
    ):
        if low != high or not low:
            break
        shared += f"{low}/"
    return Region.objects.filter(path=shared).first()


def columns_for(listings):
    """Only what the kinds in the list have, in the order of the template."""
    kinds = {
        terms_of(kind) for kind in listings.order_by().values_list("kind", flat=True).distinct()
    }
    return [c for c in listing_columns().values() if not c.terms or kinds & set(c.terms)]


def header(columns):
    return [*(column.label for column in columns), *READ_ONLY]


def rows(listings, columns):
    """Values of each listing, read a thousand at a time: numbers as numbers, the rest as text."""
    related = ("region", "park", "land_terms", "building_spec")
    found = listings.select_related(*related).prefetch_related("industries")
    for listing in found.iterator(chunk_size=BATCH):
        yield [*(_value(listing, column) for column in columns), *_read_only(listing)]


def _value(listing, column):
    if column.terms and terms_of(listing.kind) not in column.terms:
        return ""
    holder = listing.terms() if column.terms else listing
    value = column.render(holder) if holder is not None else ""
    if column.name == "body" and len(value) > HTML_LENGTH:
        return TOO_LONG
    return value


def _read_only(listing):
    moments = [listing.verified_at, listing.updated_at]
    return [
        listing.get_status_display(),
        *(f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "" for at in moments),
    ]


class Echo:
    """Hands back what the csv writer writes."""

    def write(self, text):
        return text


LINE = csv.writer(Echo()).writerow
BYTE_ORDER_MARK = "\ufeff"  # Excel needs it to read Chinese


def as_csv(listings):
    """Lines of a UTF-8 file with its mark."""
    columns = columns_for(listings)
    yield BYTE_ORDER_MARK + LINE(header(columns))
    for values in rows(listings, columns):
        yield _csv_line(values)


def _csv_line(values):
    return LINE([_plain(value) for value in values])


def _plain(value):
    """Text made harmless; a number as it is."""
    return quoted(value) if isinstance(value, str) else format(value, "f")


def _number(value):
    return None if value == "" else value


def as_xlsx(listings):
    """An open temporary file; the rows are written through, not held."""
    columns = columns_for(listings)
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the response
    lines = XlsxLines(columns, file)
    for values in rows(listings, columns):
        lines.add(values)
    lines.finish()
    return file


class CsvLines:
    """A list that is written row by row; after finish() the file can be read."""

    def __init__(self, columns, file):
        self._file = file
        self._write(BYTE_ORDER_MARK + LINE(header(columns)))

    def add(self, values):
        self._write(_csv_line(values))

    def _write(self, line):
        self._file.write(line.encode())

    def finish(self):
        self._file.seek(0)


class XlsxLines:
    """Likewise, as a workbook; the rows are written through, not held."""

    def __init__(self, columns, file):
        # Loads numpy as well, 30 MB together: for the few processes that write a workbook.
        from openpyxl import Workbook

        from exchange.xlsx_templates import text_cell

        self._file = file
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("载体")
        self._sheet.freeze_panes = "C2"
        self._cell = text_cell(self._sheet)
        self._sheet.append([self._cell(text) for text in header(columns)])

    def add(self, values):
        # Most cells are blank: those that are not written cost nothing.
        cells = [self._cell(v) if v and isinstance(v, str) else _number(v) for v in values]
        self._sheet.append(cells)

    def finish(self):
        self._book.save(self._file)
        self._file.seek(0)


LINES = {ExportLog.Format.CSV: CsvLines, ExportLog.Format.XLSX: XlsxLines}
