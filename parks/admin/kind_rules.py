"""How long facts of a kind stand and what must be known: superusers set it for the network."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from core.seen_version import SeenVersionForm
from parks.actions import BATCH, change_rule, would_hide
from parks.completeness import ITEMS
from parks.models import KindRule, RuleRecalculation
from publishing.models import NotAllowedError
from regions.scoped_admin import ScopedModelAdmin

LONGEST_DAYS = 730  # beyond it the model's own constraint says what is wrong
EXAMPLE = (
    "例：有效期 90 天、宽限期 30 天，就是核实后第 91 天起标“待核实”，第 121 天起从网站隐藏，直到"
    "重新核实。保存后对新的修改立即生效；这一类已有的空间超过 2000 处时在后台逐批重新计算，本页显示"
    "进度。"
)
BUSY = "正在按上一次修改重新计算核实期限：{}。完成后才能再改，请稍后刷新本页。"


def recalculation_of(rule):
    return RuleRecalculation.objects.filter(rule=rule).first()


class KindRuleForm(SeenVersionForm):
    """Columns are chosen by their labels; hiding what is public now has to be confirmed."""

    required = forms.MultipleChoiceField(
        label="发布前必填",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾上的条件缺一项就不能发布，并会列出缺哪几项。已经公开的不受影响，下次修改时也不追溯。",
    )
    is_confirmed = forms.BooleanField(
        label="我知道会隐藏，仍要保存",
        required=False,
        help_text="平时不用勾；新的天数会立即隐藏空间时，系统会说明有几处并请您勾选。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "required" in self.fields:
            items = ITEMS[self.instance.kind]
            self.fields["required"].choices = [(item.name, item.label) for item in items]

    def clean(self):
        cleaned = super().clean()
        if owed := recalculation_of(self.instance):
            raise ValidationError(BUSY.format(owed.progress))
        days = {name: cleaned.get(name) for name in ("fresh_days", "grace_days")}
        is_sensible = all(n is not None and 0 < n <= LONGEST_DAYS for n in days.values())
        if not is_sensible or cleaned.get("is_confirmed"):
            return cleaned
        vanishing = would_hide(KindRule(kind=self.instance.kind, **days))
        if vanishing:
            self.add_error(
                "is_confirmed",
                f"保存后会有 {vanishing} 处公开的{self.instance}因逾期立即从网站隐藏。"
                "确定要这样，请勾选后再保存；否则请放宽天数，或先核实这些空间。",
            )
        return cleaned


@admin.register(KindRule)
class KindRuleAdmin(ScopedModelAdmin):
    region_lookup = None
    # Another change of the rule came in between: the form looks again and says so.
    overtaken_by = (IntegrityError, NotAllowedError)
    form = KindRuleForm
    list_display = ("kind", "fresh_days", "grace_days", "required_labels", "progress")
    list_select_related = ("recalculation",)
    ordering = ("pk",)
    readonly_fields = ("kind", "progress", "required_labels")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        """Who may only read sees the labels of what is required, and nothing to confirm."""
        may_change = self.has_change_permission(request, obj)
        confirmation = ["is_confirmed"] if may_change else []
        return [
            (
                "多久要重新核实",
                {
                    "fields": ["kind", ("fresh_days", "grace_days"), *confirmation, "progress"],
                    "description": EXAMPLE,
                },
            ),
            ("发布前必须知道什么", {"fields": ["required" if may_change else "required_labels"]}),
        ]

    @admin.display(description="发布前必填")
    def required_labels(self, rule):
        labels = {item.name: item.label for item in ITEMS[rule.kind]}
        return "、".join(labels.get(name, name) for name in rule.required) or "无"

    @admin.display(description="重新计算")
    def progress(self, rule):
        owed = getattr(rule, "recalculation", None)
        return f"正在重新计算 {owed.progress}" if owed else "没有在进行"

    def save_model(self, request, obj, form, change):
        owed = change_rule(rule=obj)
        if owed is None:
            return
        if owed.total <= BATCH:
            text = f"已按新规则重新计算 {owed.total} 处{obj}的核实期限。"
        else:
            text = f"已保存。{owed.total} 处{obj}的核实期限正在后台重新计算，本页显示进度。"
        self.message_user(request, text, messages.SUCCESS)
