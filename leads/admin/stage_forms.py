"""The steps on stages and deadlines of an enquiry: each a small form that calls one action."""

import datetime

from django import forms
from django.utils import timezone

from core.form_fields import DayField
from leads import actions
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import MAX_MESSAGE, FreeTextField
from leads.gates import missing_for
from leads.models import Lead, LostReason

NO_REASON = "选“未成”时必须选"
FURTHEST_PAUSE = datetime.timedelta(days=90)


class StageForm(StepForm):
    title = "改阶段"
    done = "阶段已更新。"

    to_stage = forms.ChoiceField(
        label="阶段",
        choices=Lead.Stage.choices,
        error_messages={"invalid_choice": "请从列表里选择阶段"},
    )
    lost_reason = forms.ModelChoiceField(
        label="没有谈成的原因",
        queryset=LostReason.objects.active(),
        required=False,
        empty_label=NO_REASON,
        error_messages={"invalid_choice": "请从列表里选择原因"},
    )
    forced_for = FreeTextField(
        label="跳过门槛的原因",
        required=False,
        max_length=200,
        help_text="只在还差几项、又必须往前走时填，由负责人填；不写访客的姓名和电话。",
    )
    stage_was = forms.ChoiceField(widget=HIDDEN, choices=Lead.Stage.choices)

    def __init__(self, *args, lead, **kwargs):
        initial = {"to_stage": lead.stage, "stage_was": lead.stage}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)

    def offer(self, reasons):
        """Those that were fetched with the page, as (pk, name)."""
        self.fields["lost_reason"].choices = [("", NO_REASON), *reasons]

    def clean(self):
        words = super().clean()
        to_stage, is_stale = words.get("to_stage"), words.get("stage_was") != self.lead.stage
        if is_stale:  # the action says what happened meanwhile
            return words
        if to_stage == Lead.Stage.LOST and "lost_reason" in words and not words["lost_reason"]:
            self.add_error("lost_reason", "没有谈成要选一个原因")
        missing = missing_for(self.lead, to_stage) if to_stage else []
        if missing and not words.get("forced_for"):
            label = Lead.Stage(to_stage).label
            self.add_error(
                "to_stage",
                f"进入“{label}”还差 {len(missing)} 项：{'、'.join(missing)}。"
                "先补上，或由负责人在下面写明跳过的原因",
            )
        return words

    def apply(self, by):
        names = ("to_stage", "stage_was", "lost_reason", "forced_for")
        words = {name: self.cleaned_data[name] for name in names}
        actions.move(lead=self.lead, by=by, **words)


class AgreementForm(StepForm):
    title = "记协议编号"
    done = "协议编号已保存。"

    number = FreeTextField(
        label="协议编号",
        max_length=60,
        error_messages={
            "required": "请填协议编号",
        },
    )

    def __init__(self, *args, lead, **kwargs):
        initial = {"number": lead.agreement_number}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)

    def apply(self, by):
        actions.set_agreement(lead=self.lead, by=by, number=self.cleaned_data["number"])


class PauseForm(StepForm):
    title = "暂停办理"
    done = "已暂停，到日子自动恢复；答应访客的时间不变。"

    reason = FreeTextField(
        label="为什么暂停",
        max_length=200,
        help_text="如：对方等总部批复。不写访客的姓名和电话。",
        error_messages={
            "required": "请写明为什么暂停",
        },
    )
    last_on = DayField("暂停到哪天")

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, lead=lead, **kwargs)
        self.fields["last_on"].required = True
        self.fields["last_on"].error_messages["required"] = "请填暂停到哪天"

    def clean_last_on(self):
        day, today = self.cleaned_data["last_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("这一天已经过去，请填今天或以后")
        if day > today + FURTHEST_PAUSE:
            raise forms.ValidationError("一次最多暂停 90 天，到时可以再暂停")
        return day

    def apply(self, by):
        words = self.cleaned_data
        actions.pause(lead=self.lead, by=by, reason=words["reason"], last_on=words["last_on"])


class ResumeForm(StepForm):
    title = "恢复办理"
    done = "已恢复，期限接着算。"

    def apply(self, by):
        actions.resume(lead=self.lead, by=by)


class ReportForm(StepForm):
    title = "进展汇报"
    done = "汇报已记下，下一次的期限已重新计算。"

    body = FreeTextField(
        label="进展",
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        help_text="项目走到哪一步、卡在哪里、要谁协调。访客看不到。",
        error_messages={
            "required": "请写上进展",
        },
    )

    def apply(self, by):
        actions.report(lead=self.lead, by=by, body=self.cleaned_data["body"])
