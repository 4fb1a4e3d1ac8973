"""What a browser would send for fields that nobody touched."""

import datetime

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime

from core.sent_values import sent_values


class VisitForm(forms.Form):
    name = forms.CharField(required=False)
    kind = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙"), ("c", "丙")])
    boxes = forms.MultipleChoiceField(
        choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple
    )
    at = forms.SplitDateTimeField(widget=AdminSplitDateTime)
    is_open = forms.BooleanField()
    is_closed = forms.BooleanField()
    picture = forms.FileField()


def test_every_kind_of_control():
    form = VisitForm(
        prefix="row-0",
        initial={
            "kind": ["a", "c"],
            "boxes": ["b"],
            "at": datetime.datetime(2026, 11, 2, 9, 30),
            "is_open": True,
        },
    )
    sent = {}
    for bound in form:
        sent |= sent_values(bound)
    assert sent == {
        "row-0-name": [""],
        "row-0-kind": ["a", "c"],
        "row-0-boxes": ["b"],
        "row-0-at_0": ["2026/11/02"],
        "row-0-at_1": ["09:30"],
        "row-0-is_open": ["on"],
        "row-0-is_closed": [],
    }
