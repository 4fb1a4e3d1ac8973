"""What is wrong in a form, told in the order of the page."""

from django import forms

from core.error_summary import FormError, errors_of


class VisitForm(forms.Form):
    name = forms.CharField(label="名称", error_messages={"required": "请填名称。"})
    at = forms.SplitDateTimeField(label="时间", error_messages={"required": "请填时间。"})

    def clean(self):
        self.add_error(None, "两处对不上。")


def test_each_refusal_leads_to_its_field():
    assert errors_of(VisitForm({})) == [
        FormError("名称", "id_name", "请填名称。"),
        FormError("时间", "id_at_0", "请填时间。"),
        FormError("", "", "两处对不上。"),
    ]


def test_a_message_that_asks_for_its_field_names_it_once():
    typed = [
        ("第 2 行：面积", "请填写“面积”。"),
        ("面积", "请填面积。"),
        ("面积", "不能大于 9，请改。"),
    ]
    errors = [FormError(label, "id_area", message) for label, message in typed]
    assert [(error.place, error.names_itself) for error in errors] == [
        ("第 2 行：", True),
        ("", True),
        ("", False),
    ]


def test_a_good_form_has_none():
    assert errors_of(forms.Form({})) == []
