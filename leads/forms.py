"""What visitors fill in: the enquiry, the lookup of its status, a further question."""

import re

from django import forms
from django.core.exceptions import ValidationError

from core.mail_addresses import (
    can_exist,
    holds_several,
    normalise_mail_address,
    probable_address,
)
from core.phones import (
    LONGEST_TYPED,
    is_abroad,
    is_phone,
    is_short_number,
    normalise_phone,
    several_phones,
)
from core.text_folding import fold, printable
from leads.lead_needs import GROUPS, carried_needs, need_fields
from leads.masking import tidy
from leads.models import Topic
from leads.proofs import LONGEST_TYPED as LONGEST_PROOF
from leads.references import MAX_TYPED, normalise_reference

MOBILE_LENGTH = 11
LONGEST_PHONE = 15  # digits
MAX_MESSAGE = 2000
# Browsers heed autocomplete; the others are what 1Password, LastPass, Bitwarden, Dashlane and
# Proton Pass look for.
NEVER_FILLED_IN = {
    "autocomplete": "off",
    "tabindex": "-1",
    "aria-hidden": "true",
    "data-1p-ignore": True,
    "data-lpignore": "true",
    "data-bwignore": True,
    "data-form-type": "other",
    "data-protonpass-ignore": "true",
}
ELSEWHERE = ("，或者在下面留一个邮箱", "；其他的可以写在“想了解什么”里")
PREFILLED = ("message", "area_wanted", "timing_wanted")


class FreeTextField(forms.CharField):
    """Text without control characters and identity card numbers; "" if nothing of it shows."""

    default_error_messages = {"max_length": "最多 %(limit_value)d 字，现在有 %(show_value)d 字"}

    def to_python(self, value):
        text = tidy(super().to_python(value))
        return text if fold(text).strip() else ""


class NameField(FreeTextField):
    """A name as its bearer writes it, without marks that nobody sees."""

    def to_python(self, value):
        return printable(super().to_python(value)).strip()


class MailAddressField(forms.EmailField):
    """An address in its stored form. What looks misspelt is asked about, never changed.

    `confirmed` is the address that the visitor was asked about before.
    """

    confirmed = ""

    def to_python(self, value):
        return normalise_mail_address(super().to_python(value))

    def run_validators(self, value):
        if holds_several(value):
            raise ValidationError("请只填一个邮箱，其他的可以写在“想了解什么”里")
        if "=?" in value:  # nobody's: it would be read as an encoded word, with line ends in it
            raise ValidationError("邮箱不完整，应像 name@example.com")
        probable = probable_address(value)
        if probable and not can_exist(value):
            raise ValidationError(f"没有这样的邮箱，是不是 {probable}？请改好")
        if probable and value != self.confirmed:
            raise ValidationError(f"是不是 {probable}？请改好；现在填的没有错，就再提交一次")
        super().run_validators(value)


class ChipSelect(forms.RadioSelect):
    """Radio buttons whose error link leads to the first of them."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, 0 if index is None else index)


class LeadForm(forms.Form):
    """The enquiry. Asks for no more than a name, a way to answer and the question."""

    template, title, button = "leads/consult.html", "问专员", "提交咨询"

    topic = forms.ModelChoiceField(
        label="咨询主题",
        queryset=Topic.objects.none(),
        to_field_name="slug",
        empty_label=None,
        widget=ChipSelect,
        error_messages={"required": "请选择咨询主题", "invalid_choice": "请选择咨询主题"},
    )
    contact_name = NameField(
        label="怎么称呼您",
        max_length=40,
        widget=forms.TextInput({"class": "input input--half", "autocomplete": "name"}),
        error_messages={
            "required": "请填写怎么称呼您",
            "max_length": "称呼太长了，最多 %(limit_value)d 个字",
        },
    )
    phone = forms.CharField(
        label="手机号",
        help_text="只用于本次回复，不作营销外呼。座机请带区号；不便留电话的，留下面的邮箱也行。",
        widget=forms.TextInput(
            {
                "class": "input input--half",
                "type": "tel",
                "inputmode": "tel",
                "autocomplete": "tel",
                "maxlength": LONGEST_TYPED,
            }
        ),
        error_messages={"required": "请填写手机号，或者在下面留一个邮箱"},
    )
    email = MailAddressField(
        label="邮箱",
        required=False,
        max_length=254,
        help_text="留了邮箱，收到和答复时各有一封提醒。",
        widget=forms.EmailInput({"class": "input input--half", "autocomplete": "email"}),
        error_messages={"invalid": "邮箱不完整，应像 name@example.com"},
    )
    company = FreeTextField(
        label="单位",
        required=False,
        max_length=80,
        widget=forms.TextInput({"class": "input", "autocomplete": "organization"}),
        error_messages={"max_length": "单位名称太长了，最多 %(limit_value)d 个字"},
    )
    message = FreeTextField(
        label="想了解什么",
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"class": "input", "rows": 5}),
        error_messages={
            "required": "请写一句您想了解什么",
            "max_length": "最多 %(limit_value)d 字，现在有 %(show_value)d 字，请删去一些",
        },
    )
    area_wanted = FreeTextField(
        label="需要的面积",
        required=False,
        max_length=40,
        help_text="如：3,000 ㎡，或 50 亩",
        widget=forms.TextInput({"class": "input input--half"}),
        error_messages={"max_length": "面积写得太长了，最多 %(limit_value)d 个字"},
    )
    timing_wanted = FreeTextField(
        label="意向时间",
        required=False,
        max_length=40,
        help_text="如：明年 3 月入驻",
        widget=forms.TextInput({"class": "input input--half"}),
        error_messages={"max_length": "时间写得太长了，最多 %(limit_value)d 个字"},
    )
    has_consented = forms.BooleanField(
        label="同意", error_messages={"required": "请勾选同意隐私说明"}
    )
    # People cannot see it; programs that fill in every field give themselves away. Neither name nor
    # label says anything that a browser or a password manager knows how to fill in.
    leave_blank = forms.CharField(
        label="此栏请留空", required=False, widget=forms.TextInput(NEVER_FILLED_IN)
    )
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= need_fields(FreeTextField)
        topics = list(Topic.objects.active())
        field = self.fields["topic"]
        field.queryset = Topic.objects.active()
        # The chips are drawn from the rows in hand: one query, also when the form comes back.
        field.choices = [(topic.slug, topic.name) for topic in topics]
        chosen = next((t for t in topics if t.slug == self["topic"].value()), None)
        hint = chosen.hint if chosen else ""
        self.fields[
            "message"
        ].help_text = f"{hint}最多 {MAX_MESSAGE} 字，请不要填写身份证号、银行卡号。"
        self.fields["phone"].required = not self.data.get("email", "").strip()
        self.fields["email"].confirmed = normalise_mail_address(self.data.get("email_asked", ""))

    def ask(self, captcha, *, is_wrong):
        """Add the question of a flood (leads/captcha.py) to a valid form."""
        self.fields["answer"] = forms.CharField(
            label=captcha.text,
            widget=forms.TextInput(
                {"class": "input input--half", "autocomplete": "off", "autofocus": True}
            ),
        )
        if is_wrong:
            self.add_error("answer", "不是这个词，请再看一遍")

    @classmethod
    def prefilled(cls, params) -> dict:
        """Needs that another page put into words: cleaned and cut, never a name or a phone."""
        words = {}
        for name in PREFILLED:
            field = cls.base_fields[name]
            words[name] = field.to_python(params.get(name, "")[:MAX_MESSAGE])[: field.max_length]
        return words | carried_needs(params, need_fields(FreeTextField))

    @property
    def need_groups(self):
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    @property
    def has_needs(self):
        return any(field.value() or field.errors for _, row in self.need_groups for field in row)

    def clean_phone(self):
        phone = normalise_phone(self.cleaned_data["phone"])
        if phone and not is_phone(phone):
            raise forms.ValidationError(phone_problem(phone))
        return phone


def phone_problem(phone: str, *, is_alone=False) -> str:
    """What is wrong with a number, so that it can be put right.

    `is_alone` where there is no other field that could take what does not belong here.
    """
    problem = _phone_problem(phone)
    for words in ELSEWHERE if is_alone else ():
        problem = problem.replace(words, "")
    return problem


def _phone_problem(phone):
    if several := several_phones(phone):
        return f"这里有 {len(several)} 个号码，请只留一个；其他的可以写在“想了解什么”里"
    if is_short_number(phone):
        return "这是公共服务号码，请填您自己的手机号或座机"
    if is_abroad(phone):
        return "境外号码暂时不能回拨，请填内地的号码（手机 11 位），或者在下面留一个邮箱"
    if re.search(r"[^\d+-]", re.sub(r"[ ()./,;、]", "", phone)):
        return "电话里有不是数字的字，请只填号码"
    return _wrong_length(re.sub(r"\D", "", phone))


def _wrong_length(digits):
    if len(digits) > LONGEST_PHONE:
        return "这里的数字太多，像是不止一个号码，请只留一个"
    if digits.startswith("1"):
        missing = MOBILE_LENGTH - len(digits)
        if missing == 0:
            return "没有这个号段的手机号，请核对前 3 位"
        change = f"少了 {missing} 位" if missing > 0 else f"多了 {-missing} 位"
        return f"手机号{change}，应为 11 位数字"
    if len(digits) in {7, 8}:
        return "座机请带区号，如 0979-8412345"
    return "请填 11 位手机号，或带区号的座机，如 0979-8412345"


class StatusForm(forms.Form):
    """The pair that opens the status page; it says nothing about which half was wrong."""

    reference = forms.CharField(
        label="查询编号",
        max_length=MAX_TYPED,
        widget=forms.TextInput(
            {
                "class": "input",
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "请填写查询编号", "max_length": "编号没有这么长，请核对"},
    )
    proof = forms.CharField(
        label="查询口令，或完整的手机号",
        max_length=LONGEST_PROOF,
        widget=forms.TextInput({"class": "input", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "请填写查询口令，或完整的手机号",
            "max_length": "口令和号码没有这么长，请核对",
        },
    )
    # From the link of a mail: who looks up with it reads that mailbox.
    mail = forms.Field(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def clean_reference(self):
        return normalise_reference(self.cleaned_data["reference"])


class QuestionForm(forms.Form):
    """A further question of a visitor who has shown the pair."""

    body = FreeTextField(
        label="继续追问",
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"class": "input", "rows": 4}),
        error_messages={
            "required": "请写下您还想了解什么",
            "max_length": "最多 %(limit_value)d 字，现在有 %(show_value)d 字，请删去一些",
        },
    )
    use_required_attribute = False
