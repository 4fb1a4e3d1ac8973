import datetime
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.masking import (
    CHECKS,
    HIDDEN_ID,
    WEIGHTS,
    hide_id_numbers,
    mask_email,
    mask_phone,
    tidy,
)
from tests.floods import flood


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("0979-8412345", "0979****45"),
        ("0979-8412345-801", "0979****45"),
        ("010-65123456", "010****56"),
        ("400-116-9096", "400****96"),
        ("12345", "****45"),
        ("", ""),
    ],
)
def test_phone_is_masked(phone, masked):
    assert mask_phone(phone) == masked


def test_mail_is_masked():
    assert [mask_email("zhao@example.com"), mask_email("")] == ["zh***@example.com", ""]


@pytest.mark.parametrize("text", ["1" * 10**6, "630102199003" * 80_000, "\u202e" * 10**6])
def test_hostile_text_takes_linear_time(text):
    started = time.perf_counter()
    tidy(text)
    assert time.perf_counter() - started < 3


def test_two_identity_numbers_in_one_text_are_both_hidden():
    text = "甲630102199003071234，乙63010219900307123x。"
    assert hide_id_numbers(text) == "甲［身份证号已隐去］，乙［身份证号已隐去］。"


@pytest.mark.parametrize(
    ("phone", "head"),
    [("13800001234", "138"), ("0979-8412345", "0979"), ("0979-8412345-801", "0979"), ("12345", "")],
)
def test_tail_that_opens_something_is_hidden_too(phone, head):
    assert mask_phone(phone, is_tail_shown=False) == f"{head}********"
    assert mask_email("zhao.li@example.com", is_start_shown=False) == "***@example.com"


@st.composite
def id_numbers(draw):
    """A number of GB 11643, right in its check character: nobody's but for chance."""
    area = draw(st.integers(110000, 829999))
    born = draw(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 1, 1)))
    body = f"{area}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + CHECKS[total % 11]


# Zeros of scripts whose digits follow one another.
ZEROS = "0０٠۰०𝟎"
BETWEEN = ["", " ", "-", "　", "\u00a0", " - ", "·", ".", "\u200b", "－", "—", "，", "\n"]


@st.composite
def written(draw, number):
    """The number in another script, with signs between its groups."""
    zero = draw(st.sampled_from(ZEROS))
    cuts = sorted(draw(st.sets(st.integers(1, 17), max_size=5)))
    pieces = [number[a:b] for a, b in zip([0, *cuts], [*cuts, 18], strict=True)]
    text = draw(st.sampled_from(BETWEEN)).join(pieces)
    small = draw(st.booleans())
    return "".join(
        chr(ord(zero) + int(c)) if "0" <= c <= "9" else c.lower() if small else c for c in text
    )


def digits_of(text):
    return "".join(str(unicodedata.digit(c, "")) for c in text)


@flood(1000)
@given(data=st.data(), number=id_numbers(), around=st.tuples(*[st.sampled_from(
    ["", "我的身份证号是", "id:", "电话 13800001234，", "（", "。谢谢", " 5 亩", "\n", "甲、"]
)] * 2))  # fmt: skip
def test_id_number_is_hidden_however_it_is_written(data, number, around):
    before, after = around
    text = data.draw(written(number))
    kept = hide_id_numbers(f"{before}{text}{after}")
    assert number[:17] not in digits_of(kept)
    assert kept == f"{before}{HIDDEN_ID}{after}"


@flood(1000)
@given(st.text(st.sampled_from("0123456789Xx -.，元亩年月"), max_size=80))
def test_what_is_no_id_number_stays(text):
    """The control: phones, prices, codes and dates side by side; a few in 100,000 may go."""
    kept = hide_id_numbers(text)
    for piece in kept.split(HIDDEN_ID):
        assert piece in text
    assert kept == text or re.search(r"(?:18|19|20)", text)
    assert hide_id_numbers("13800001234 13900001234 0979-8412345") == (
        "13800001234 13900001234 0979-8412345"
    )


@pytest.mark.parametrize(
    "text",
    [
        "6228 4800 1234 5678 901",  # a bank card
        "91630000MA7520RX2K",  # a firm's own number
        "13800001234 13900001234 13700001234",
        "2025-01-02 2026-03-04 2027-05-06",
        "110000.00 元，2026 年 3 月 4 日，500 亩",
    ],
)
def test_other_numbers_stay(text):
    assert hide_id_numbers(text) == text
