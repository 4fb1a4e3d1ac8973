"""What forms say of fields left empty, without a word of their own."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget

UNNAMED = "请填写这一项。"


class PlaceForm(forms.Form):
    title = forms.CharField(label="标题：")
    kind = forms.ChoiceField(label="类别", choices=[("land", "土地")])
    file = forms.FileField(label="附件", widget=AdminFileWidget)
    agreed = forms.BooleanField(label="我已核实")
    reason = forms.CharField(label="原因", error_messages={"required": "请写明原因。"})
    sentence = forms.CharField(
        label="如果方便，请告诉我们您打算什么时候来、来几个人、想看哪几处地方"
    )
    nameless = forms.CharField(label="")


def test_empty_fields_are_asked_for_by_name():
    assert PlaceForm({}).errors == {
        "title": ["请填写“标题”。"],
        "kind": ["请选择“类别”。"],
        "file": ["请上传“附件”。"],
        "agreed": ["请勾选“我已核实”。"],
        "reason": ["请写明原因。"],
        "sentence": [UNNAMED],
        "nameless": [UNNAMED],
    }


def test_names_stay_in_the_form_that_has_them():
    assert not PlaceForm({}).is_valid()
    assert PlaceForm.base_fields["title"].error_messages["required"] == UNNAMED


def test_words_of_django_are_said_as_the_desk_says_them():
    class FigureForm(forms.Form):
        kind = forms.ChoiceField(choices=[("land", "土地")])
        name = forms.CharField(max_length=2)
        area = forms.IntegerField(max_value=9)
        mail = forms.EmailField()

    typed = {"kind": "sea", "name": "昆仑片区", "area": "10", "mail": "zhao"}
    assert FigureForm(typed).errors == {
        "kind": ["没有“sea”这个选项，请在列表里重新选择。"],
        "name": ["最多写 2 个字，现在是 4 个。"],
        "area": ["不能大于 9。"],
        "mail": ["邮箱不完整，应像 name@example.com。"],
    }
