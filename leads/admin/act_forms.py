"""Further steps of an officer: a call written down, a promise made, kept or given up."""

from django import forms
from django.utils import timezone

from core.form_fields import DayField
from leads import actions
from leads.admin.forms import FURTHEST_STEP, HIDDEN, StepForm
from leads.admin.forms import STEPS as FIRST_STEPS
from leads.forms import MAX_MESSAGE, FreeTextField
from leads.models import Call
from policies.document_numbers import normalise_document_number
from policies.models import Policy


class CallForm(StepForm):
    title = "记电话"
    done = "电话已记下，访客看不到。"

    outcome = forms.ChoiceField(
        label="通了吗",
        choices=Call.Outcome.choices,
        error_messages={"required": "请选择通了没有", "invalid_choice": "请从列表里选择"},
    )
    minutes = forms.IntegerField(
        label="几分钟",
        required=False,
        min_value=1,
        max_value=Call.LONGEST,
        error_messages={
            "invalid": "请填整数，如 12",
            "min_value": "至少 1 分钟",
            "max_value": "最多 %(limit_value)d 分钟",
        },
    )
    body = FreeTextField(
        label="说了什么",
        required=False,
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self):
        words = super().clean()
        is_reached = words.get("outcome") == Call.Outcome.REACHED
        if is_reached and "body" in words and not words["body"]:
            self.add_error("body", "通了的，请写上说了什么")
        if not is_reached and words.get("minutes"):
            self.add_error("minutes", "没有通的，不用填时长")
        return words

    def apply(self, by):
        actions.record_call(lead=self.lead, by=by, **self.cleaned_data)


class PromiseForm(StepForm):
    title = "记承诺"
    done = "已记入承诺台账，投资人在进度页看得到。"

    words = FreeTextField(
        label="承诺的原话",
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text="照原话写，如：11 月底前书面答复 630 kVA 接电时间。投资人看得到，以后不能改。",
        error_messages={"required": "请写上承诺的原话"},
    )
    due_on = DayField("最迟哪天")
    policy_number = forms.CharField(
        label="依据的政策（选填）",
        required=False,
        max_length=40,
        help_text="填文号，如 格政办〔2025〕2号；已失效的不能作依据。",
        error_messages={"max_length": "最多 %(limit_value)d 个字"},
    )
    waits_for = FreeTextField(
        label="等谁（选填）",
        required=False,
        max_length=40,
        help_text="如：供电单位。只有工作人员看得到。",
        error_messages={"max_length": "最多 %(limit_value)d 个字"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].required = True
        self.fields["due_on"].error_messages["required"] = "请填最迟哪天"

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if not today <= day <= today + 3 * FURTHEST_STEP:
            raise forms.ValidationError("请填今天起三年以内的一天")
        return day

    def clean_policy_number(self):
        number = normalise_document_number(self.cleaned_data["policy_number"])
        self.policy = None
        if number:
            public = Policy.objects.published().applying_to(self.lead.site.region)
            self.policy = public.filter(document_number=number).first()
            if self.policy is None:
                raise forms.ValidationError("没有这个文号的公开政策，请核对；没有文件的，留空")
        return number

    def apply(self, by):
        words = self.cleaned_data
        names = ("words", "due_on", "waits_for")
        kept = {name: words[name] for name in names}
        actions.promise(lead=self.lead, by=by, policy=self.policy, **kept)


class SettleForm(StepForm):
    title = "办结承诺"
    done = "承诺台账已更新，投资人在进度页看得到。"

    promise = forms.IntegerField(widget=HIDDEN, min_value=1, max_value=2**63 - 1)
    is_kept = forms.TypedChoiceField(
        label="兑现了吗",
        choices=[("yes", "已兑现"), ("no", "取消，或改期另记一条")],
        coerce=lambda value: value == "yes",
        error_messages={"required": "请选择兑现没有", "invalid_choice": "请从列表里选择"},
    )
    outcome = FreeTextField(
        label="凭据，或取消的原因",
        max_length=200,
        help_text="如：11-23 答复里写明。投资人看得到。",
        error_messages={"required": "请写上凭据或原因"},
    )

    def apply(self, by):
        actions.settle(lead=self.lead, by=by, **self.cleaned_data)


STEPS = FIRST_STEPS | {"call": CallForm, "promise": PromiseForm, "settle": SettleForm}
