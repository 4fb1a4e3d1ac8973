"""What the form of an article checks beyond the model's own rules."""

from django import forms

from news.models import Article, ArticleNeedsAttention
from publishing import workflow
from publishing.forms import WorkflowForm

LONGEST_SOURCE = Article._meta.get_field("source").max_length


class ColumnChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, column):
        return f"{column.site.name}·{column.name}"


class ArticleForm(WorkflowForm):
    told_by_library = {"cover": "cover_alt"}

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 -- the admin's fieldsets choose
        field_classes = {"column": ColumnChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            self.fields["source"].required = False
            self.fields["source"].help_text = "发布单位，或转载自何处；空着就是主办单位。"

    def clean(self):
        if not self.cleaned_data.get("source") and (column := self.cleaned_data.get("column")):
            self.cleaned_data["source"] = column.site.organiser[:LONGEST_SOURCE]
        cleaned = super().clean()
        publishes = cleaned.get("step") in (workflow.APPROVE, workflow.ACCEPT)
        if publishes and cleaned.get("is_attention_needed"):
            self.add_error("is_attention_needed", str(ArticleNeedsAttention()))
        return cleaned
