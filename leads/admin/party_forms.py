"""Steps on who asks: a contact put right, one enquiry taken out of its file."""

from django import forms

from core.phones import is_phone, normalise_phone
from leads import actions
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import FreeTextField, MailAddressField, NameField, phone_problem
from leads.identifiers import CreditCodeField
from leads.models import Party

UNCHANGED = "现在是 {shown}；空着就不改。"
TOO_LONG = {"max_length": "最多 %(limit_value)d 个字"}


class CorrectForm(StepForm):
    """What the visitor said first stays in the frozen words; here is what holds from now on."""

    title = "更正联系方式"
    done = "已更正，改了什么记在经过里。"

    contact_name = NameField(
        label="称呼", max_length=40, error_messages=TOO_LONG | {"required": "请填写称呼"}
    )
    company = FreeTextField(label="单位", required=False, max_length=80, error_messages=TOO_LONG)
    credit_code = CreditCodeField()
    phone = forms.CharField(
        label="电话", required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    email = MailAddressField(
        label="邮箱",
        required=False,
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"invalid": "邮箱不完整，应像 name@example.com"},
    )
    mark = forms.CharField(widget=HIDDEN, max_length=64)

    def __init__(self, *args, lead, **kwargs):
        shown = {name: getattr(lead, name) for name in ("contact_name", "company", "credit_code")}
        initial = shown | {"mark": actions.contact_mark(lead)}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)
        for name in ("phone", "email"):
            masked = getattr(lead, f"masked_{name}") or "没有填"
            self.fields[name].help_text = UNCHANGED.format(shown=masked)
        self.fields["email"].confirmed = self.data.get("email", "").strip()

    def clean_phone(self):
        phone = normalise_phone(self.cleaned_data["phone"])
        if phone and not is_phone(phone):
            raise forms.ValidationError(phone_problem(phone))
        return phone

    def apply(self, by):
        words = dict(self.cleaned_data)
        mark = words.pop("mark")
        for name in ("phone", "email"):
            words[name] = words[name] or getattr(self.lead, name)
        actions.correct_contact(lead=self.lead, by=by, values=words, mark=mark)


class SplitForm(StepForm):
    title = "从档案里拆出"
    done = "已拆出，有了自己的档案；以后可以再合并。"

    kind = forms.ChoiceField(
        choices=Party.Kind.choices,
        widget=HIDDEN,
        error_messages={"required": "请点要拆出的档案", "invalid_choice": "请点要拆出的档案"},
    )

    def apply(self, by):
        actions.split_off(lead=self.lead, by=by, kind=self.cleaned_data["kind"])
