"""Two people changed one row: who changed what, field by field."""

import pytest
from django import forms
from django.http import QueryDict

from core.three_way import BOTH, MINE, THEIRS, Text, parts_of


class VisitForm(forms.Form):
    name = forms.CharField(label="名称", required=False)
    words = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")], required=False)
    at = forms.SplitDateTimeField(label="时间", required=False)
    is_open = forms.BooleanField(label="开放", required=False)
    x = forms.IntegerField(label="横", required=False)
    y = forms.IntegerField(label="纵", required=False)

    taken_together = (("x", "y"),)


START = {"name": "旧", "words": "", "kind": "a", "is_open": False, "x": 1, "y": 1}


def compared(typed, stored, *, known=tuple(START)):
    before = VisitForm(initial=START)
    before.known = known
    sent = QueryDict(mutable=True)
    sent.update({k: v for k, v in (START | typed).items() if v is not False})
    parts = parts_of(VisitForm(sent), VisitForm(initial=START | stored), before)
    return {part.label: part.changed_by for part in parts}


@pytest.mark.parametrize(
    ("typed", "stored", "expected"),
    [
        ({}, {}, {}),
        ({"name": "我"}, {}, {"名称": MINE}),
        ({}, {"name": "他"}, {"名称": THEIRS}),
        ({"name": "我"}, {"name": "他"}, {"名称": BOTH}),
        ({"name": "同"}, {"name": "同"}, {}),
        ({"is_open": "on"}, {}, {"开放": MINE}),
        ({}, {"is_open": True}, {"开放": THEIRS}),
        ({"kind": "b"}, {"words": "新"}, {"说明": THEIRS, "类型": MINE}),
        ({"x": 2}, {"y": 2}, {"横、纵": BOTH}),
        ({"x": 2, "y": 3}, {}, {"横、纵": MINE}),
        ({"x": "二"}, {}, {"横、纵": MINE}),
    ],
)
def test_who_changed_what(typed, stored, expected):
    assert compared(typed, stored) == expected


def test_what_nobody_knows_the_earlier_value_of_is_asked():
    assert compared({"name": "我"}, {}, known=["kind"]) == {"名称": BOTH}


def test_values_are_told_in_words_and_texts_may_be_joined():
    sent = QueryDict("kind=b&words=%E6%88%91")
    parts = parts_of(VisitForm(sent), VisitForm(initial={"kind": "a"}), None)
    told = {part.label: (part.texts[0], part.may_join) for part in parts}
    assert told == {
        "说明": (Text("说明", "我", "（空）", None), True),
        "类型": (Text("类型", "乙", "甲", None), False),
    }
