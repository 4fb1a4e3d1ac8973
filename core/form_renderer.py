"""What every form says of a field that was left empty: its name, and what to do."""

from django import forms
from django.forms.renderers import DjangoTemplates

NOBODYS = forms.Field.default_error_messages["required"]
LONGEST_NAME = 30  # a label that is a whole sentence is no name
VERBS = (
    (forms.CheckboxInput, "勾选"),
    (forms.FileInput, "上传"),
    (forms.widgets.ChoiceWidget, "选择"),
)


class NamingBoundField(forms.BoundField):
    """Says “请填写“标题”。” where the form itself has no words for an empty field."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if form.is_bound and field.error_messages.get("required") is NOBODYS:
            field.error_messages["required"] = self._asked_for()

    def _asked_for(self):
        label = str(self.label).rstrip(" ：:*")
        if not 0 < len(label) <= LONGEST_NAME:
            return NOBODYS
        widget = getattr(self.field.widget, "widget", self.field.widget)  # Django's desk wraps
        verb = next((verb for kind, verb in VERBS if isinstance(widget, kind)), "填写")
        return f"请{verb}“{label}”。"


class FormRenderer(DjangoTemplates):
    """Django's own, with fields that name themselves; `settings.FORM_RENDERER`."""

    bound_field_class = NamingBoundField
