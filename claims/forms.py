"""What one region asks another about a company, and what it is answered."""

from django import forms

from claims import actions
from claims.models import ClaimTransfer
from core.form_fields import CHOICE_ERRORS
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import FreeTextField

LONGEST = 200
LARGEST_KEY = 2**63 - 1


def words_field(label, **words):
    return FreeTextField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": f"请填写{label}"},
        **words,
    )


def key_field():
    return forms.IntegerField(widget=HIDDEN, min_value=1, max_value=LARGEST_KEY)


class AskForm(StepForm):
    title = "请首谈地区移交"
    done = "已请对方移交，对方负责人会收到邮件；答复显示在这一页。"

    words = words_field("理由", help_text="对方会看到。不写联系人的姓名、电话。")
    credit = forms.ChoiceField(
        label="将来签约的业绩",
        choices=ClaimTransfer.Credit.choices,
        initial=ClaimTransfer.Credit.HALF,
        help_text="一家企业签约只算一次，怎么算由双方事先说好。",
        error_messages=CHOICE_ERRORS | {"required": "请选择将来签约的业绩怎么算"},
    )

    def apply(self, by):
        actions.ask_for(lead=self.lead, by=by, **self.cleaned_data)


class AnswerForm(StepForm):
    title = "答复首谈移交"
    done = "已答复，对方会收到邮件。"

    transfer = key_field()
    agrees = forms.TypedChoiceField(
        label="答复",
        choices=[("yes", "同意移交"), ("no", "不同意")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=CHOICE_ERRORS | {"required": "请选择同意还是不同意"},
    )
    words = words_field("说明", required=False, help_text="不同意的，请写原因。对方会看到。")

    def clean(self):
        data = super().clean()
        if data.get("agrees") is False and not data.get("words"):
            self.add_error("words", "不同意的，请写原因")
        return data

    def apply(self, by):
        actions.answer(lead=self.lead, by=by, **self.cleaned_data)


class WithdrawForm(StepForm):
    title = "撤回首谈移交的请求"
    done = "请求已撤回。"

    transfer = key_field()

    def apply(self, by):
        actions.withdraw(lead=self.lead, by=by, **self.cleaned_data)


FORMS = {"ask": AskForm, "answer": AnswerForm, "withdraw": WithdrawForm}
