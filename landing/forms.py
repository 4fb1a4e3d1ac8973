"""Forms of the landing board: its nodes, their papers, the figures agreed at signing."""

import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.form_fields import CHOICE_ERRORS, DayField, FigureField
from landing import actions
from landing.boards import project_of
from landing.models import LandingNode, Project
from landing.models.land_standards import DIGITS, FIGURES, PLACES, bound_of
from leads.admin.forms import OfficerField
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import FreeTextField
from leads.notifications.recipients import officers_of
from parks.attributes import BY_NAME

FURTHEST = datetime.timedelta(days=5 * 366)
LARGEST_KEY = 2**63 - 1
NO_OFFICER = {"required": "请选择一位招商专员", "invalid_choice": "请选择一位招商专员"}
State = LandingNode.State


def key_field():
    return forms.IntegerField(widget=HIDDEN, min_value=1, max_value=LARGEST_KEY)


def owner_field():
    none = get_user_model().objects.none()
    words = {"empty_label": "请选择", "error_messages": NO_OFFICER}
    return OfficerField(label="负责人", queryset=none, **words)


def day_field(label, required):
    field = DayField(label)
    field.required = True
    field.error_messages["required"] = required
    return field


def within_years(day):
    today = timezone.localdate()
    if not today - FURTHEST <= day <= today + FURTHEST:
        raise forms.ValidationError("请填前后五年以内的一天，请核对年份")
    return day


def not_ahead(day):
    if day > timezone.localdate():
        raise forms.ValidationError("这一天还没有到，请核对")
    return within_years(day)


class BoardForm(StepForm):
    title = "按模板生成落地事项"
    done = "落地事项已按模板排好，期限从今天算起，可以逐项改。"

    project = forms.ChoiceField(
        label="哪类项目",
        choices=Project.choices,
        error_messages=CHOICE_ERRORS | {"required": "请选择哪类项目"},
    )

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, lead=lead, initial={"project": project_of(lead)}, **kwargs)

    def apply(self, by):
        actions.make_board(lead=self.lead, by=by, project=self.cleaned_data["project"])


class NodeWords(StepForm):
    """Until when and whose, of a node that is new or there."""

    due_on = day_field("最迟哪天", "请填最迟哪天")
    owner = owner_field()

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, lead=lead, **kwargs)
        self.fields["owner"].queryset = officers_of(lead.site.region).order_by("username")

    def clean_due_on(self):
        return within_years(self.cleaned_data["due_on"])


class AddNodeForm(NodeWords):
    title = "加落地事项"
    done = "已加到落地事项里。"
    field_order = ("name", "due_on", "owner")

    name = FreeTextField(
        label="事项",
        max_length=40,
        help_text="如：取水许可、道路开口。",
        error_messages={"required": "请写上是什么事项"},
    )

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, lead=lead, initial={"owner": lead.owner_id}, **kwargs)

    def apply(self, by):
        actions.add_node(lead=self.lead, by=by, **self.cleaned_data)


class NodeForm(NodeWords):
    title = "更新落地事项"
    done = "落地事项已更新。"
    field_order = ("node", "seen", "state", "done_on", "reason", "due_on", "owner", "note")

    node = key_field()
    seen = forms.CharField(widget=HIDDEN, max_length=40)
    state = forms.ChoiceField(
        label="状态",
        choices=State.choices,
        error_messages=CHOICE_ERRORS | {"required": "请选择状态"},
    )
    done_on = DayField("办结日期")
    reason = FreeTextField(
        label="为什么不适用",
        required=False,
        max_length=200,
        help_text="不适用的填，如：租用标准厂房，不用另办。",
    )
    note = FreeTextField(
        label="备注",
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
        help_text="办到哪一步、卡在哪里。不写身份证号、个人电话。",
    )

    def __init__(self, *args, lead, node=None, **kwargs):
        initial = {} if node is None else values_of(node)
        super().__init__(*args, lead=lead, initial=initial, **kwargs)
        self.fields["done_on"].help_text = "已办结的填。"

    def clean_seen(self):
        try:
            seen = parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            seen = None
        if seen is None:
            raise forms.ValidationError("请重新打开这一项")
        return seen

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        return not_ahead(day) if day else day

    def clean(self):
        words = super().clean()
        state = words.get("state")
        if state == State.DONE and "done_on" in words and not words["done_on"]:
            self.add_error("done_on", "已办结的，请填哪天办结")
        if state == State.SKIPPED and "reason" in words and not words["reason"]:
            self.add_error("reason", "不适用的，请写明为什么")
        return words

    def again(self, lead):
        """Beside the node as it is now, where it still is."""
        node = lead.landing_nodes.filter(pk=self.cleaned_data["node"]).first()
        form = type(self)(lead=lead, node=node)
        visible = (field.name for field in self.visible_fields())
        form.initial |= {name: self.cleaned_data[name] for name in visible}
        return form

    def apply(self, by):
        values = dict(self.cleaned_data)
        node, seen = values.pop("node"), values.pop("seen")
        actions.set_node(lead=self.lead, by=by, node=node, seen=seen, values=values)


def values_of(node) -> dict:
    names = ("state", "reason", "done_on", "note", "owner", "due_on")
    values = {name: getattr(node, name) for name in names}
    return values | {"node": node.pk, "seen": node.changed_at.isoformat()}


class DocumentForm(StepForm):
    title = "上传落地材料"
    done = "材料已上传，只有本地区的工作人员看得到。"

    node = key_field()
    file = forms.FileField(
        label="材料",
        help_text="PDF 或 JPG、PNG、WebP 图片，不超过 10 MB。",
        error_messages={
            "required": "请选择文件",
            "invalid": "请选择文件",
            "empty": "这个文件是空的",
        },
    )
    name = FreeTextField(
        label="名称",
        required=False,
        max_length=60,
        help_text="不填就用文件名。",
    )

    def again(self, lead):
        form = type(self)(lead=lead)
        form.initial["node"] = self.cleaned_data["node"]
        return form

    def apply(self, by):
        words = self.cleaned_data
        words = {"node": words["node"], "file": words["file"], "title": words["name"]}
        actions.keep_document(lead=self.lead, by=by, **words)


class DropForm(StepForm):
    title = "删除落地材料"
    done = "材料已删除。"

    document = key_field()

    def apply(self, by):
        actions.drop_document(lead=self.lead, by=by, document=self.cleaned_data["document"])


def figure_field(name, help_text=""):
    row = BY_NAME[name]
    label = f"{row.label}（{row.unit}）" if row.unit else row.label
    return FigureField(label, max_digits=DIGITS, decimal_places=PLACES, help_text=help_text)


class AgreeForm(StepForm):
    """A field for each figure, under its name."""

    title = "记标准地约定"
    done = "标准地的约定已保存，达产后在这里核验。"

    def __init__(self, *args, lead, **kwargs):
        initial = {row.figure: row.agreed for row in lead.land_standards.all()}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)
        for name in FIGURES:
            words = f"合同约定{bound_of(name)}多少；没有约定的留空。"
            self.fields[name] = figure_field(name, words)

    def clean(self):
        words = super().clean()
        for figure, agreed in [*words.items()]:
            if agreed == 0:
                self.add_error(figure, "请填大于 0 的数；没有约定的留空")
        return words

    def apply(self, by):
        actions.agree(lead=self.lead, by=by, figures=dict(self.cleaned_data))


class CheckForm(StepForm):
    """What was found of each figure that was agreed."""

    title = "核验标准地指标"
    done = "核验结果已记下。"

    checked_on = day_field("核验日期", "请填哪天核验的")

    def __init__(self, *args, lead, **kwargs):
        rows = list(lead.land_standards.order_by("pk"))
        initial = {row.figure: row.actual for row in rows}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)
        for row in rows:
            words = f"约定{row.bound} {row.agreed.normalize():f}"
            self.fields[row.figure] = figure_field(row.figure, words)

    def clean_checked_on(self):
        return not_ahead(self.cleaned_data["checked_on"])

    def clean(self):
        words = super().clean()
        if not self.errors and not any(words.get(name) is not None for name in FIGURES):
            raise forms.ValidationError("请至少填一项的实际值")
        return words

    def apply(self, by):
        actuals = dict(self.cleaned_data)
        checked_on = actuals.pop("checked_on")
        actions.check_standards(lead=self.lead, by=by, actuals=actuals, checked_on=checked_on)


FORMS = {
    "board": BoardForm,
    "add": AddNodeForm,
    "node": NodeForm,
    "document": DocumentForm,
    "drop": DropForm,
    "agree": AgreeForm,
    "check": CheckForm,
}
