"""How long facts of a kind stand and what must be known: superusers set it for the network."""

from django import forms
from django.contrib import admin, messages

from parks.actions import change_rule, would_hide
from parks.completeness import BY_KIND
from parks.models import KindRule
from regions.scoped_admin import ScopedModelAdmin

LONGEST_DAYS = 730  # beyond it the model's own constraint says what is wrong


class KindRuleForm(forms.ModelForm):
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
            items = BY_KIND[self.instance.kind]
            self.fields["required"].choices = [(item.name, item.label) for item in items]

    def clean(self):
        cleaned = super().clean()
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
    form = KindRuleForm
    list_display = ("kind", "fresh_days", "grace_days", "required_labels")
    ordering = ("pk",)
    readonly_fields = ("kind",)
    fieldsets = (
        (
            "多久要重新核实",
            {
                "fields": ("kind", ("fresh_days", "grace_days"), "is_confirmed"),
                "description": "例：有效期 90 天、宽限期 30 天，就是核实后第 91 天起标“待核实”，"
                "第 121 天起从网站隐藏，直到重新核实。保存后对这一类的所有空间立即生效。",
            },
        ),
        ("发布前必须知道什么", {"fields": ("required",)}),
    )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="发布前必填")
    def required_labels(self, rule):
        labels = {item.name: item.label for item in BY_KIND[rule.kind]}
        return "、".join(labels.get(name, name) for name in rule.required) or "无"

    def save_model(self, request, obj, form, change):
        count = change_rule(rule=obj)
        text = f"已按新规则重新计算 {count} 处{obj}的核实期限。"
        self.message_user(request, text, messages.SUCCESS)
