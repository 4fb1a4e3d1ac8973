"""What the form of an article checks beyond the model's own rules."""

from django import forms

from news.models import Article, ArticleNeedsAttention
from publishing import workflow
from publishing.forms import WorkflowForm


class ColumnChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, column):
        return f"{column.site.name}·{column.name}"


class ArticleForm(WorkflowForm):
    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 -- the admin's fieldsets choose
        field_classes = {"column": ColumnChoiceField}

    def clean(self):
        cleaned = super().clean()
        publishes = cleaned.get("step") in (workflow.APPROVE, workflow.ACCEPT)
        if publishes and cleaned.get("is_attention_needed"):
            self.add_error("is_attention_needed", str(ArticleNeedsAttention()))
        return cleaned
