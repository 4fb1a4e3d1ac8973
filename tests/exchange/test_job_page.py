"""What the page of an import shows: rows by result, the way on."""

import re

import pytest

from tests.exchange.pages import upload
from tests.exchange.sample_files import ROW, csv_bytes, row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("show", ["faulty", "new", "changed", "same", "", "odd", "\0"])
def test_rows_can_be_looked_at_by_result(client, editor, site, show):
    address = upload(client, site, csv_bytes([ROW, row("GEM-F-2", 面积="x")]))["Location"]
    page = client.get(address, {"show": show}).text
    numbers = re.findall(r"</span>(\d+)<span", page)
    assert numbers == {"faulty": ["3"], "new": ["2"], "changed": [], "same": []}.get(
        show, ["2", "3"]
    )
