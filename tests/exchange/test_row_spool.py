"""Rows as JSON lines, read on from any row."""

import io

import pytest

from exchange import row_spool
from exchange.upload_checks import RefusedFile
from tests.exchange.sample_files import HEADER, csv_bytes, row

ROWS = [row("GEM-F-1", 标题="一\n号"), [], row("GEM-F-2"), row("ＧＥＭ－3")]


@pytest.fixture
def spool():
    file = io.BytesIO()
    spooled = row_spool.write(io.BytesIO(csv_bytes(ROWS)), file)
    assert (spooled.header, spooled.total) == (HEADER, 3)
    file.seek(0)
    return file


def test_rows_come_back_with_their_numbers(spool):
    assert list(row_spool.read(spool)) == [(2, ROWS[0]), (4, ROWS[2]), (5, ROWS[3])]


def test_reading_goes_on_from_the_position_of_any_row(spool):
    first = next(row_spool.read(spool))
    position = spool.tell()
    rest = list(row_spool.read(spool))
    spool.seek(position)
    assert [first, *row_spool.read(spool)] == [(2, ROWS[0]), *rest]


@pytest.mark.parametrize("data", [b"", b"\n\n", csv_bytes([]), csv_bytes([[], []])])
def test_file_without_rows_is_refused(data):
    with pytest.raises(RefusedFile, match="没有数据"):
        row_spool.write(io.BytesIO(data), io.BytesIO())


def test_long_header_cells_are_cut():
    data = csv_bytes([["x"]], header=["长" * 300])
    spooled = row_spool.write(io.BytesIO(data), io.BytesIO())
    assert spooled.header == ["长" * 200]
