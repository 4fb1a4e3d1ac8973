"""The form of a site: figures as lines of words, colours as bounded numbers."""

from django import forms

from core.seen_version import SeenVersionForm

FACT_PARTS = ("label", "value", "unit", "source", "as_of")
NEEDED_PARTS = ("label", "value", "source")
FACT_SHAPE = "名称 | 数值 | 单位 | 来源 | 年份"
MAX_FACTS = 8
LONGEST_PART = 60


class FactsField(forms.CharField):
    """数字说话: one figure a line, its parts between bars; ["" for a part left empty].

    Cleans to [{"label", "value", "unit", "source", "as_of"}, …]. A figure without a source is
    refused, because nobody could check it.
    """

    widget = forms.Textarea(attrs={"rows": 6, "cols": 80})

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(fact.get(part, "") for part in FACT_PARTS) for fact in value)

    def to_python(self, value):
        lines = super().to_python(value).replace("｜", "|").splitlines()
        rows = [[part.strip() for part in line.split("|")] for line in lines if line.strip(" |")]
        for number, row in enumerate(rows, start=1):
            self._check(number, row)
        if len(rows) > MAX_FACTS:
            raise forms.ValidationError(f"最多写 {MAX_FACTS} 条，首页放不下更多。")
        return [self._fact(row) for row in rows]

    def _fact(self, row):
        return dict(zip(FACT_PARTS, [*row, "", "", "", ""], strict=False))

    def _check(self, number, row):
        fact = self._fact(row)
        if len(row) > len(FACT_PARTS) or not all(fact[part] for part in NEEDED_PARTS):
            raise forms.ValidationError(
                f"第 {number} 条应写成“{FACT_SHAPE}”，其中名称、数值、来源不能空。"
                "例如：市区海拔 | 约 2,780 | 米 | 公开地理资料 | 2024"
            )
        if max(map(len, row)) > LONGEST_PART:
            raise forms.ValidationError(f"第 {number} 条太长，每一项最多 {LONGEST_PART} 个字。")

    def run_validators(self, value):
        super().run_validators(self.prepare_value(value))

    def has_changed(self, initial, data):
        try:
            return (initial or []) != self.to_python(data)
        except forms.ValidationError:
            return True


class SiteForm(SeenVersionForm):
    """The system owns lightness, so every hue stays legible."""

    facts = FactsField(
        label="数字说话",
        required=False,
        help_text=f"一行一条：{FACT_SHAPE}。没有来源的数字不要写；单位和年份可以空着。",
    )

    class Meta:
        widgets = {
            "hue": forms.NumberInput(attrs={"min": 0, "max": 359}),
            "chroma": forms.NumberInput(attrs={"min": 0, "max": "0.12", "step": "0.001"}),
            "warm": forms.NumberInput(attrs={"min": 0, "max": 359}),
            "stone": forms.NumberInput(attrs={"min": 0, "max": 359}),
        }
