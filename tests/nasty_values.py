"""Values that no column can hold, or that change their length on the way into one."""

NASTY = {
    "a year out of reach": "9999-12-31",
    "a year before all": "0001-01-01",
    "no day": "2027-02-30",
    "10 to the 30": "1" + "0" * 30,
    "below zero": "-1",
    "far below zero": "-" + "9" * 20,
    "an exponent": "1e5",
    "a huge exponent": "1e999999999",
    "no number": "NaN",
    "without end": "Infinity",
    "NUL": "a\0b",
    "half a character": [b"\xed\xa0\x80"],
    "grows when lowered": "İ" * 60 + "@" + "İ" * 60 + ".com",
    "Arabic digits": "٠١٢",
    "very long": "x" * 100_000,
    "text": "abc",
    "a list": "[1, {",
}
