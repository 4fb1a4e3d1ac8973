"""The steps an officer takes on a lead: each a small form that calls one action."""

import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from core.form_fields import DayField
from leads import actions
from leads.admin.answer_forms import AnswerForm
from leads.admin.lead_needs import NeedsForm
from leads.admin.party_forms import CorrectForm, SplitForm
from leads.admin.quarantine import ReleaseForm, SpamForm, ThrowOutForm
from leads.admin.stage_forms import (
    AgreementForm,
    PauseForm,
    ReportForm,
    ResumeForm,
    StageForm,
)
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import MAX_MESSAGE, FreeTextField
from leads.models import NextStep
from leads.notifications.recipients import officers_of

FURTHEST_STEP = datetime.timedelta(days=366)


class ClaimForm(StepForm):
    title = "认领"
    done = "这条线索现在由您负责。"

    def apply(self, by):
        actions.claim(lead=self.lead, by=by)


class OfficerField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return actions.display_name(user)


class AssignForm(StepForm):
    title = "指派"
    done = "已指派。"

    to = OfficerField(
        label="指派给",
        queryset=get_user_model().objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择一位招商专员", "invalid_choice": "请选择一位招商专员"},
    )
    owner_was = forms.IntegerField(widget=HIDDEN, required=False)

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, lead=lead, initial={"owner_was": lead.owner_id}, **kwargs)
        self.fields["to"].queryset = officers_of(lead.site.region).order_by("username")

    def apply(self, by):
        words = self.cleaned_data
        actions.assign(lead=self.lead, by=by, to=words["to"], owner_was=words["owner_was"])


class GiveBackForm(StepForm):
    title = "退回公海"
    done = "已退回公海，谁先认领归谁。"

    reason = FreeTextField(
        label="为什么退回",
        max_length=200,
        help_text="接手的人会看到。",
        error_messages={
            "required": "请写明为什么退回",
        },
    )
    owner_was = forms.IntegerField(widget=HIDDEN, required=False)

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, lead=lead, initial={"owner_was": lead.owner_id}, **kwargs)

    def apply(self, by):
        words = self.cleaned_data
        actions.give_back(
            lead=self.lead, by=by, reason=words["reason"], owner_was=words["owner_was"]
        )


class NoteForm(StepForm):
    title = "加内部备注"
    done = "备注已保存，访客看不到。"

    body = FreeTextField(
        label="内部备注",
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        help_text="只有本地区的招商专员能看到。",
        error_messages={"required": "请写上备注内容"},
    )

    def apply(self, by):
        actions.add_note(lead=self.lead, by=by, body=self.cleaned_data["body"])


class NextStepForm(StepForm):
    """The open step is closed by saying what came of it; then the next is planned."""

    title = "安排下一步"
    done = "下一步已安排。"

    outcome = FreeTextField(
        label="上一步的结果",
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(
        label="下一步做什么",
        choices=NextStep.Kind.choices,
        error_messages={"required": "请选择做什么", "invalid_choice": "请从列表里选择"},
    )
    what = FreeTextField(
        label="说明",
        required=False,
        max_length=120,
        help_text="如：问清用电负荷；等对方发设备清单。",
        error_messages={"max_length": "最多 %(limit_value)d 个字"},
    )
    due_on = DayField("哪天")
    step_was = forms.IntegerField(widget=HIDDEN, required=False)

    def __init__(self, *args, lead, **kwargs):
        self.open_step = lead.open_step
        initial = {"step_was": self.open_step and self.open_step.pk}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)
        self.fields["due_on"].required = True
        self.fields["due_on"].error_messages["required"] = "请填哪天做"
        if self.open_step is None:
            del self.fields["outcome"]

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("这一天已经过去，请填今天或以后")
        if day > today + FURTHEST_STEP:
            raise forms.ValidationError("最远一年以内，请核对年份")
        return day

    def clean(self):
        words = super().clean()
        if words.get("kind") == NextStep.Kind.OTHER and not words.get("what"):
            self.add_error("what", "请写明做什么")
        if self.open_step and "outcome" in words and not words["outcome"]:
            self.add_error("outcome", "请写上这一步的结果")
        return words

    def apply(self, by):
        words = self.cleaned_data
        names = ("kind", "what", "due_on", "step_was")
        actions.plan_step(
            lead=self.lead,
            by=by,
            outcome=words.get("outcome", ""),
            **{name: words[name] for name in names},
        )


class RevealForm(StepForm):
    title = "查看联系方式"
    done = "联系方式显示 10 分钟；本次查看已记录。"

    reason = FreeTextField(
        label="这次查看的理由",
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text="如：逐一回访昨天停电时没有接通的咨询。",
    )

    def apply(self, by):
        reason = self.cleaned_data["reason"]
        actions.reveal_contact(lead=self.lead, by=by, reason=reason)


class PostponeForm(StepForm):
    title = "暂缓删除"
    done = "已暂缓 30 天，原因记入内部备注。"

    reason = FreeTextField(
        label="暂缓的原因",
        max_length=200,
        help_text="写明为什么还必须保留，如正在处理的争议；最多暂缓三次。"
        "最多 200 字，不写访客的姓名和电话。",
        error_messages={
            "required": "请写明为什么还必须保留",
        },
    )

    def apply(self, by):
        actions.postpone_erasure(lead=self.lead, by=by, reason=self.cleaned_data["reason"])


class UndoForm(StepForm):
    title = "撤销访客操作"
    done = "已撤销，并记在经过里。"

    act = forms.RegexField(
        r"\A(message|stage)-\d{1,18}\Z",
        error_messages={"required": "请点某一条旁边的“撤销”", "invalid": "请点某一条旁边的“撤销”"},
    )

    def apply(self, by):
        actions.undo(lead=self.lead, by=by, act=self.cleaned_data["act"])


STEPS = {
    "claim": ClaimForm,
    "assign": AssignForm,
    "pool": GiveBackForm,
    "answer": AnswerForm,
    "stage": StageForm,
    "agreement": AgreementForm,
    "pause": PauseForm,
    "resume": ResumeForm,
    "report": ReportForm,
    "note": NoteForm,
    "next": NextStepForm,
    "reveal": RevealForm,
    "release": ReleaseForm,
    "undo": UndoForm,
    "correct": CorrectForm,
    "needs": NeedsForm,
    "split": SplitForm,
    "spam": SpamForm,
    "throw_out": ThrowOutForm,
    "postpone": PostponeForm,
}
