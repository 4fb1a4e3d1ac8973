"""The form of a site: figures as rows, colours by sight and bounded."""

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from core.form_fields import LinesField
from core.seen_version import SeenVersionForm
from regions.accents import Accent
from regions.pickers import DrawnByUs, ScenePicker, SwatchPicker

FACT_PARTS = {"label": "名称", "value": "数值", "unit": "单位", "as_of": "年份", "source": "来源"}
NEEDED_PARTS = ("label", "value", "source")
# The order of a line, from before figures were rows.
PARTS_OF_A_LINE = ("label", "value", "unit", "source", "as_of")
MAX_FACTS = 8
MOST_ROWS_SENT = 40
LONGEST_PART = 60
HUES = range(0, 360, 15)
CHROMAS = {
    "0.02": "很淡",
    "0.04": "淡",
    "0.06": "稍淡",
    "0.078": "标准",
    "0.1": "浓",
    "0.12": "最浓",
}
COLOURS = ("hue", "chroma", "warm", "stone")


class Fact(dict):
    """One figure: a text for each of FACT_PARTS."""

    @classmethod
    def of(cls, stored):
        """Whatever is stored: nothing of it is left out, that somebody may put it right."""
        if not isinstance(stored, dict):
            return cls.in_line(str(stored))
        fact = cls({part: str(stored.get(part) or "").strip() for part in FACT_PARTS})
        others = (str(value) for key, value in stored.items() if key not in FACT_PARTS and value)
        fact["source"] = "，".join(filter(None, [fact["source"], *others]))
        return fact

    @classmethod
    def in_line(cls, line):
        """海拔 | 2,780 | 米 | 资料 | 2024; what is too much stays in the last part."""
        parts = [
            part.strip() for part in line.replace("｜", "|").split("|", len(PARTS_OF_A_LINE) - 1)
        ]
        padded = [*parts, *[""] * len(PARTS_OF_A_LINE)]
        found = dict(zip(PARTS_OF_A_LINE, padded, strict=False))
        return cls({part: found[part].rstrip("| ") for part in FACT_PARTS})

    def __str__(self):
        source = "，".join(filter(None, [self["source"], self["as_of"]]))
        return f"{self['label']} {self['value']}{self['unit']}（{source}）"


class FactRows(DrawnByUs, forms.Widget):
    """A row a figure. A page from before the rows sends lines under the field's own name."""

    template_name = "regions/pickers/fact_rows.html"
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        if name in data:
            facts = [Fact.in_line(line) for line in data[name].splitlines()]
        else:
            rows = range(MOST_ROWS_SENT)
            facts = [
                Fact({part: data.get(f"{name}-{row}-{part}", "").strip() for part in FACT_PARTS})
                for row in rows
            ]
        return [fact for fact in facts if any(fact.values())]

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}-0-label" not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        facts = [*(value or [])]
        facts += [Fact.fromkeys(FACT_PARTS, "")] * (MAX_FACTS - len(facts))
        rows = [self._cells(name, number, fact) for number, fact in enumerate(facts)]
        context["widget"] |= {
            "parts": FACT_PARTS.values(),
            "rows": rows,
            "subwidgets": [cell for row in rows for cell in row],
            "longest": LONGEST_PART,
        }
        return context

    def _cells(self, name, number, fact):
        return [
            {
                "name": f"{name}-{number}-{part}",
                "label": label,
                "value": fact[part],
                "attrs": {"title": f"第 {number + 1} 条：{label}"},
            }
            for part, label in FACT_PARTS.items()
        ]


class FactsField(forms.Field):
    """数字说话: a list of Fact. One without a source is refused, because nobody could check it."""

    widget = FactRows

    def prepare_value(self, value):
        return [Fact.of(each) for each in value or []]

    def to_python(self, value):
        return [Fact.of(each) for each in value or []]

    def validate(self, value):
        wrong = [
            text for number, fact in enumerate(value, start=1) for text in _faults(number, fact)
        ]
        if len(value) > MAX_FACTS:
            wrong.append(f"最多写 {MAX_FACTS} 条，首页放不下更多。")
        if wrong:
            raise forms.ValidationError(wrong)

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


def _faults(number, fact):
    """What is wrong with a figure, in sentences."""
    missing = [FACT_PARTS[part] for part in NEEDED_PARTS if not fact[part]]
    if missing:
        yield f"第 {number} 条还缺{'、'.join(missing)}。没有来源的数字不要写。"
    for part, text in fact.items():
        if len(text) > LONGEST_PART:
            yield f"第 {number} 条的{FACT_PARTS[part]}太长，最多 {LONGEST_PART} 个字。"
        if "|" in text:
            yield f"第 {number} 条的{FACT_PARTS[part]}里有竖线“|”：一格只写一项。"
        try:
            ProhibitNullCharactersValidator()(text)
        except forms.ValidationError as error:
            yield from (f"第 {number} 条：{message}" for message in error.messages)


class SiteForm(SeenVersionForm):
    """The system owns lightness, so every hue stays legible; what would not is refused."""

    facts = FactsField(
        label="数字说话",
        required=False,
        help_text=f"首页上的数字，最多 {MAX_FACTS} 条。名称、数值、来源要写全，单位和年份可空着。",
    )

    class Meta:
        field_classes = {"footer_text": LinesField}
        widgets = {
            "footer_text": forms.Textarea({"rows": LinesField.most_lines}),
            "hue": SwatchPicker(HUES),
            "chroma": SwatchPicker(CHROMAS, names=CHROMAS),
            "warm": SwatchPicker(HUES, shade="warm"),
            "stone": SwatchPicker(HUES, shade="ground"),
            "scene": ScenePicker,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in COLOURS:
            if name in self.fields and isinstance(self.fields[name].widget, SwatchPicker):
                self.fields[name].widget.accent_with = self._accents_by(name)

    def _accents_by(self, name):
        """As the other three numbers are now: typed, else stored."""

        def accent_with(number):
            return Accent.drawn_from(**self._unasked() | typed() | {name: number})

        def typed():
            return {each: self[each].value() for each in COLOURS if each in self.fields}

        return accent_with

    def _unasked(self):
        """A form may ask for some of the numbers only: the others are as they are stored."""
        return {name: getattr(self.instance, name) for name in COLOURS if name not in self.fields}

    def clean(self):
        cleaned = super().clean()
        numbers = self._unasked() | {n: cleaned.get(n) for n in COLOURS if n in self.fields}
        if None not in numbers.values():
            accent = Accent(**{name: float(number) for name, number in numbers.items()})
            if sentence := accent.unreadable():
                self.add_error("hue", sentence)
        return cleaned
