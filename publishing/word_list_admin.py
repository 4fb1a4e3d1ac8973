"""What an office sets for its content checks: word lists by upload, and how severe each rule is."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from core.seen_version import SeenVersionForm
from publishing.content_checks.rules import all_rules, rule_of
from publishing.models import WordList
from publishing.word_lists import faults_of
from regions.general_rows import OfSiteOrAllAdmin

MOST_BYTES = 512 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
FORMATS = (
    "一行一条，逗号隔开。错敏词、地名：错的写法,对的写法；领导：姓名,职务；放行的说法：只写一项。"
    "上传新的一版就换下旧的一版。"
)


class RuleSeverityForm(SeenVersionForm):
    """The rule is chosen by its name."""

    rule = forms.ChoiceField(label="规则")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "rule" in self.fields:
            self.fields["rule"].choices = [
                (rule.code, f"{rule.label}（原来：{rule.severity.label}）") for rule in all_rules()
            ]


class RuleSeverityAdmin(OfSiteOrAllAdmin):
    form = RuleSeverityForm
    fields = ("site", "rule", "severity")
    list_display = ("rule_label", "severity", "site")
    list_filter = ("severity",)
    list_select_related = ("site__region",)
    ordering = ("rule", "site__slug", "pk")

    @admin.display(description="规则", ordering="rule")
    def rule_label(self, row):
        rule = rule_of(row.rule)
        return rule.label if rule else row.rule


class WordListForm(SeenVersionForm):
    """A file or a pasted list."""

    file = forms.FileField(
        label="上传词表", required=False, help_text="txt 或 csv，UTF-8 或 GBK，不超过 512 KB。"
    )

    class Meta:
        model = WordList
        fields = ("site", "kind", "words", "note")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_BYTES:
            raise ValidationError("词表不能超过 512 KB，请分成几份。")
        content = file.read()
        for encoding in ENCODINGS:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
        raise ValidationError("读不出文字：请另存为 UTF-8 的 txt 或 csv 再上传。")

    def clean(self):
        cleaned = super().clean()
        words = cleaned.get("file") or cleaned.get("words") or ""
        if "file" in cleaned and "kind" in cleaned:
            if not words.strip() and not self.errors:
                self.add_error("words", "请上传词表，或把它粘贴在这里。")
            for fault in faults_of(words, cleaned["kind"]):
                self.add_error("words", fault)
        cleaned["words"] = words
        return cleaned


class WordListAdmin(OfSiteOrAllAdmin):
    """Versions are added and, by mistake made, deleted; none is rewritten."""

    form = WordListForm
    fieldsets = (
        (None, {"fields": ("site", "kind", "file", "words", "note"), "description": FORMATS}),
    )
    list_display = ("kind", "number", "line_count", "site", "note", "uploaded_by", "created_at")
    list_filter = ("kind",)
    list_select_related = ("site__region", "uploaded_by")
    ordering = ("kind", "site__slug", "-number", "pk")

    def has_change_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return super().get_fieldsets(request, obj)
        shown = ("site", "kind", "number", "words", "note", "uploaded_by", "created_at")
        return ((None, {"fields": shown}),)

    @admin.display(description="多少条")
    def line_count(self, row):
        return sum(1 for _ in row.pairs())

    def save_model(self, request, obj, form, change):
        obj.uploaded_by = request.user
        obj.number = WordList.objects.next_number(obj.site, obj.kind)
        super().save_model(request, obj, form, change)
