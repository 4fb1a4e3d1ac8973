"""The editors' form: lists as lines, dates that can be, a hint on promises policy must not make."""

import datetime
import re

from django import forms

from policies.document_numbers import normalise_document_number
from policies.models import Policy
from publishing.forms import WorkflowForm
from publishing.richtext import plain_text

DATES = ("issued_on", "effective_on", "expires_on", "repealed_on", "apply_until_on")
EARLIEST = datetime.date(1949, 10, 1)
LATEST = datetime.date(2199, 12, 31)
MAX_LINES = 40
MAX_LINE_LENGTH = 200
# 公平竞争审查条例 (2024), article 10: no tax refunds or land terms that favour particular firms.
DOUBTFUL = re.compile("税收返还|先征后返|零地价|注册地迁入")


class LinesField(forms.CharField):
    """A list of short texts, one a line; empty lines and leading bullets or numbers are dropped."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 80})
    BULLET = re.compile(r"\A(?:[-*•·]\s*|[（(]?\d{1,2}[)）.、]\s*)(?=\D)")

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (
            self.BULLET.sub("", line.strip()) for line in super().to_python(value).splitlines()
        )
        return [line for line in lines if line]

    def validate(self, value):
        super().validate(value)
        if len(value) > MAX_LINES:
            raise forms.ValidationError(f"最多写 {MAX_LINES} 条。")
        if any(len(line) > MAX_LINE_LENGTH for line in value):
            raise forms.ValidationError(f"每条最多 {MAX_LINE_LENGTH} 个字，太长的请分成几条。")

    def run_validators(self, value):
        super().run_validators("\n".join(value))

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class PolicyForm(WorkflowForm):
    """What the form of a policy checks beyond the model."""

    conditions = LinesField(
        label="申报条件", required=False, help_text="一行一条，写事实：注册地、行业、投资额、年限。"
    )
    materials = LinesField(
        label="申报材料", required=False, help_text="一行一项；系统能自动调取的请注明。"
    )

    class Meta:
        model = Policy
        fields = "__all__"  # noqa: DJ007 -- the admin narrows them by its fieldsets

    def clean_document_number(self):
        """Normalised here too, so that a number typed in other brackets is found as a duplicate."""
        return normalise_document_number(self.cleaned_data["document_number"])

    def clean(self):
        cleaned = super().clean()
        for name in DATES:
            day = cleaned.get(name)
            if day is not None and not EARLIEST <= day <= LATEST:
                self.add_error(name, "日期应在 1949-10-01 到 2199-12-31 之间，请检查年份。")
        return cleaned


def doubtful_words(policy) -> list[str]:
    """Words in a policy that a fair-competition review would stop at, each once."""
    texts = (policy.title, policy.gist, policy.support, policy.audience, *policy.conditions)
    rich = (policy.how_to_apply, policy.body, policy.interpretation)
    text = " ".join((*texts, *map(plain_text, rich)))
    return list(dict.fromkeys(DOUBTFUL.findall(text)))
