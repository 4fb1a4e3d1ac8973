import pytest

from news.legacy.sameness import fingerprint

TEXT = "6月18日，28家企业参加，投资12.4亿元（其中技改3-5年）。"


@pytest.mark.parametrize(
    "again",
    [
        "6 月 18 日,28 家企业参加,投资 12.4 亿元(其中技改 3-5 年)。",
        "６月１８日，２８家企业参加，投资１２．４亿元（其中技改３－５年）。",
        "6月18日，\n28家\u200b企业参加，投资12.4亿元（其中技改3–5年）",
    ],
)
def test_fingerprint_overlooks_blanks_marks_and_width(again):
    assert fingerprint(again) == fingerprint(TEXT)


@pytest.mark.parametrize("other", [TEXT.replace("12.4", "124"), TEXT.replace("28", "29"), ""])
def test_fingerprint_sees_other_words_and_numbers(other):
    assert fingerprint(other) != fingerprint(TEXT)
