"""What a spreadsheet shows of a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.cells import Mark, mark_of
from exchange.number_formats import NumberFormat


@pytest.mark.parametrize(
    ("code", "raw", "text"),
    [
        ("0%", "0.35", "35%"),
        ("0.0%", "0.725", "72.5%"),
        ("#,##0", "32000", "32,000"),
        ("#,##0.00", "1234.5", "1,234.50"),
        ("000000", "123", "000123"),
        ('"GEM-"000', "7", "GEM-007"),
        ("000-0000", "1234567", "123-4567"),
        ('0"亩"', "50", "50亩"),
        ('General"亩"', "50", "50亩"),
        ('0.00"m"', "9.6", "9.60m"),
        ('0.0"万"', "3", "3.0万"),
        ('0!.0,"万"', "30000", "3.0万"),
        ('[>=10000]0!.0,"万";0', "30000", "3.0万"),
        ('[>=10000]0!.0,"万";0', "300", "300"),
        ("#,##0,", "1234567", "1,235"),
        ('0.0,,"百万"', "1234567", "1.2百万"),
        ("#.##", "9", "9"),
        ("#,##0_);(#,##0)", "-1200", "-1,200"),
        ("¥#,##0.00;[Red]-¥#,##0.00", "1200", "¥1,200.00"),
        ("[$¥-804]#,##0.00", "1200", "¥1,200.00"),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "1200", "¥1,200.00"),
        ("@", "123456789012345678", "123456789012345678"),
        ("General", "9.6000000000000014", "9.6"),
    ],
)
def test_number_is_read_as_it_was_seen(code, raw, text):
    cell = NumberFormat("176", code).cell(raw)
    assert (cell, mark_of(cell)) == (text, None)


@pytest.mark.parametrize(
    ("code", "raw", "text", "mark", "exact"),
    [
        ("yyyy/m/d", "46143", "2026-05-01", Mark.DAY, ""),
        ('m"月"d"日"', "46143", "2026-05-01", Mark.DAY, ""),
        ('yyyy"年"m"月"', "46143", "2026-05-01", Mark.DAY, ""),
        ("[$-804]aaaa yyyy", "46143", "2026-05-01", Mark.DAY, ""),
        ("h:mm", "0.1333333", "3:12", Mark.TIME, ""),
        ("[h]:mm", "1.5", "36:00", Mark.TIME, ""),
        ("0.00E+00", "100000", "100000", Mark.SCIENTIFIC, "100000"),
        ("# ?/?", "0.5", "1/2", Mark.FRACTION, "0.5"),
        ("# ?/?", "3.25", "3 1/4", Mark.FRACTION, "3.25"),
        ("0", "3200.4", "3200", Mark.ROUNDED, "3200.4"),
        ("General", "1.2345678901234599E+17", "123456789012346000", Mark.LONG, ""),
    ],
)
def test_number_that_was_changed_says_so(code, raw, text, mark, exact):
    cell = NumberFormat("176", code).cell(raw)
    assert (cell, cell.mark, cell.exact) == (text, mark, exact)


@pytest.mark.parametrize(
    ("key", "raw", "text", "mark"),
    [
        ("0", "3200", "3200", None),
        ("9", "0.35", "35%", None),
        ("14", "46347", "2026-11-21", Mark.DAY),
        ("58", "46093", "2026-03-12", Mark.DAY),
        ("20", "0.5", "12:00", Mark.TIME),
        ("49", "007", "007", None),
        ("x", "7", "7", None),
    ],
)
def test_built_in_formats_are_known_by_their_number(key, raw, text, mark):
    cell = NumberFormat(key).cell(raw)
    assert (cell, mark_of(cell)) == (text, mark)


def test_days_of_a_workbook_from_1904_count_from_there():
    assert NumberFormat("14").cell("44681", is_1904=True) == "2026-05-01"


@given(st.text('0#?.,%/E+-;[]>="!\\_*@ ¥万年ydhms General', max_size=40), st.decimals())
def test_no_format_breaks_the_reading(code, number):
    assert isinstance(NumberFormat("176", code).cell(str(number)), str)
