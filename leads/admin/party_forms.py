"""Steps on who asks: a contact put right, one enquiry taken out of its file."""

from django import forms

from core.phones import is_phone, normalise_phone
from leads import actions
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import ChipSelect, FreeTextField, MailAddressField, NameField, phone_problem
from leads.identifiers import CreditCodeField
from leads.models import Lead, Party
from leads.parties import LINKS
from leads.references import normalise_reference

CHOOSE = "请选择合并后用哪个名称"
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


class MergeForm(forms.Form):
    """What is to stand where both files say something else; nothing is chosen beforehand."""

    name = forms.ChoiceField(
        label="合并后的名称",
        widget=ChipSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    use_required_attribute = False

    def __init__(self, *args, kept, absorbed, **kwargs):
        super().__init__(*args, **kwargs)
        names = list(dict.fromkeys(name for name in (kept.name, absorbed.name) if name))
        self.fields["name"].choices = [(name, name) for name in names]
        if len(names) < 2:
            self.usual = next(iter(names), "")
            del self.fields["name"]

    @property
    def chosen(self):
        return self.cleaned_data.get("name", getattr(self, "usual", ""))


class WithForm(forms.Form):
    """Another enquiry whose file is the same; by its reference, as it stands on every page."""

    reference = forms.CharField(
        label="另一条咨询的编号",
        max_length=40,
        error_messages={"required": "请填写编号", "max_length": "编号没有这么长，请核对"},
    )
    use_required_attribute = False

    def __init__(self, *args, party, **kwargs):
        self.party = party
        super().__init__(*args, **kwargs)

    def clean_reference(self):
        reference = normalise_reference(self.cleaned_data["reference"])
        link = LINKS[self.party.kind]
        lead = Lead.objects.accepted().filter(site=self.party.site_id, reference=reference)
        lead = lead.select_related(link, f"{link}__root").first()
        other = lead and getattr(lead, link) and getattr(lead, link).whole
        if other is None:
            raise forms.ValidationError("本站点没有这个编号的咨询，或者它没有这种档案，请核对")
        if other == self.party:
            raise forms.ValidationError("这条咨询已经在这份档案里")
        self.other = other
        return reference
