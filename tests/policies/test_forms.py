"""What a clerk types and what is stored."""

import pytest
from django import forms

from policies.forms import LinesField, doubtful_words
from policies.models import Policy


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (
            "在格尔木登记注册\n\n  设备投资不少于 2,000 万元 \r\n",
            ["在格尔木登记注册", "设备投资不少于 2,000 万元"],
        ),
        (
            "1. 申报表\n（2）营业执照\n- 发票\n• 合同\n3、照片",
            ["申报表", "营业执照", "发票", "合同", "照片"],
        ),
        ("2.5 米以上\n3 年内无处罚", ["2.5 米以上", "3 年内无处罚"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_lines_become_a_list(typed, stored):
    assert LinesField(required=False).clean(typed) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("一\n" * 41, "最多写 40 条。"),
        ("长" * 201, "每条最多 200 个字，太长的请分成几条。"),
        ("a\0b", "里面有看不见的空字符，请重新输入这一项。"),
    ],
)
def test_lines_have_bounds(typed, sentence):
    with pytest.raises(forms.ValidationError) as error:
        LinesField(required=False).clean(typed)
    assert error.value.messages == [sentence]


def test_lines_are_shown_one_a_line_and_unchanged_when_unchanged():
    field = LinesField(required=False)
    assert field.prepare_value(["甲", "乙"]) == "甲\n乙"
    assert (field.has_changed(["甲"], "甲\n"), field.has_changed(["甲"], "乙")) == (False, True)


def test_doubtful_words_are_found_once_in_any_text():
    policy = Policy(
        title="零地价供地",
        gist="",
        conditions=["注册地迁入"],
        body="<p>税收<b>返还</b>，零地价</p>",
    )
    assert doubtful_words(policy) == ["零地价", "注册地迁入", "税收返还"]
    assert doubtful_words(Policy(body="<p>税收 优惠依法办理</p>")) == []
