"""All answers as one GET form: what is asked depends on the kind of space and on the industry."""

from decimal import Decimal
from functools import cached_property

from django import forms
from django.http import QueryDict

from core.form_fields import CHOICE_ERRORS, FigureField
from finding.criteria import AtLeast, AtMost, OneOf, Yes
from finding.needs import BY_NAME
from finding.options import boxes_in_branches, industry_choices, most_particular
from matching.industry_profiles import profile_of
from matching.questions import (
    ALWAYS,
    LAST,
    ONLY_OF,
    PURPOSE,
    PURPOSES,
    QUESTIONS,
    TIMINGS,
    WORKS,
)
from parks.display_values import number
from parks.models import Listing
from parks.units import AREA_UNITS

UNSURE = ("", "还不确定")
OFFERS = (("", "租买都行"), ("sale", "买"), ("lease", "租"))
WATER_UNIT = "m³/天"
BESIDE = {"kind", "area_min", "area_max", "area_unit"}
BOUNDS = {AtLeast: "至少", AtMost: "不超过"}


class ChipSelect(forms.RadioSelect):
    """Radio buttons whose error link leads to the first of them."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, 0 if index is None else index)


class ChipsSelect(forms.CheckboxSelectMultiple):
    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, 0 if index is None else index)


class Tick(forms.CheckboxInput):
    """A box that means its name and "1"; anything else is for the field to refuse."""

    def __init__(self):
        super().__init__(check_test=lambda value: value == "1")

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")

    def format_value(self, value):
        return "1"


class TickField(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            choices=[("1", "需要")], coerce=bool, empty_value=None, widget=Tick, **kwargs
        )


def radio_field(label, choices):
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        widget=ChipSelect,
        error_messages=CHOICE_ERRORS,
    )


def several_field(label, choices):
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=choices,
        widget=ChipsSelect,
        error_messages=CHOICE_ERRORS,
    )


def need_field(need, hint):
    """The field in which one line of the table of needs is asked."""
    if isinstance(need, Yes):
        return TickField(
            label=need.label, required=False, help_text=hint, error_messages=CHOICE_ERRORS
        )
    if isinstance(need, OneOf):
        return several_field(f"{need.label}（可多选）", list(need.choices.items()))
    return FigureField(f"{need.label}{BOUNDS[type(need)]}（{need.unit}）", help_text=hint)


class FitForm(forms.Form):
    """Always bound; nothing is required. Parameters that do not concern the kind are left out."""

    industry = several_field("行业（可多选）", [])
    purpose = radio_field(
        "用途", [UNSURE, *((p.value, f"{p.label}（{p.hint}）") for p in PURPOSES)]
    )
    kind = radio_field("空间类型", [("", "都看看"), *Listing.Kind.choices])
    offer = radio_field("租还是买", OFFERS)
    area_min = FigureField("面积至少")
    area_max = FigureField("面积最多")
    area_unit = forms.ChoiceField(
        label="面积单位",
        required=False,
        choices=[(name, unit.label) for name, unit in AREA_UNITS.items()],
        widget=forms.Select({"class": "input"}),
        error_messages=CHOICE_ERRORS,
    )
    water = FigureField(f"用水量（{WATER_UNIT}）")
    when = radio_field("时间", [UNSURE, *((t.value, t.label) for t in TIMINGS)])
    use_required_attribute = False

    def __init__(self, given: QueryDict):
        self.given = given
        data = given.copy()
        self.industries = industry_choices()
        self.purpose_given = PURPOSE.get(data.get("purpose"))
        self.kind_wanted = self._kind()
        self.profile = profile_of(*self._named_industries())
        if not data.get("area_unit"):
            data["area_unit"] = "mu" if self.kind_wanted == Listing.Kind.LAND else "sqm"
        self.suggested = self._take_usual(data)
        super().__init__(data)
        self._ask_what_matters()
        self.fields["industry"].choices = [(one.slug, one.name) for one in self.industries]

    def _named_industries(self):
        """(slug, slug of its trade) of each industry given."""
        slugs, given = {one.pk: one.slug for one in self.industries}, self.given.getlist("industry")
        named = most_particular(one for one in self.industries if one.slug in given)
        return [(one.slug, slugs.get(one.parent, "")) for one in named]

    def _kind(self):
        """As chosen; where nothing was chosen what the purpose means."""
        if "kind" not in self.given and self.purpose_given:
            return self.purpose_given.kind
        kind = self.given.get("kind")
        return kind if kind in Listing.Kind.values else ""

    def _take_usual(self, data):
        """Fill empty fields of the question the reader asked it for; gives the names filled."""
        asked_for = self.question_number("use")
        names = [
            name
            for name in (QUESTIONS[asked_for - 1].names if asked_for else ())
            if name in self.profile.usual and self._is_asked(name) and not data.get(name)
        ]
        for name in names:
            data[name] = self.profile.usual[name]
        return names

    def question_number(self, name, default=0):
        """A number of a question from the address; `default` for anything else."""
        value = self.given.get(name, "")
        return int(value) if value in {str(q.number) for q in QUESTIONS} else default

    def _is_asked(self, name):
        need, kind = BY_NAME.get(name), self.kind_wanted
        if name == "offer" and self.purpose_given and self.purpose_given.offer:
            return False
        if need is not None and not all(map(need.applies_to, [kind] if kind else WORKS)):
            return False
        if kind and kind not in ONLY_OF.get(name, (kind,)):
            return False
        return name in ALWAYS | self.profile.asks or bool(self.given.get(name))

    def _ask_what_matters(self):
        wanted = [name for q in QUESTIONS for name in q.names if self._is_asked(name)]
        for name in wanted:
            if name not in self.fields:
                self.fields[name] = need_field(BY_NAME[name], self._hint(name))
        if "water" in self.fields:
            self.fields["water"].help_text = self._hint("water")
        self.fields = {name: self.fields[name] for name in wanted}

    def _hint(self, name):
        usual, need = self.profile.usual.get(name), BY_NAME.get(name)
        if not usual:
            return ""
        if isinstance(need, Yes):
            return "同类项目通常需要"
        unit = need.unit if need else WATER_UNIT
        return f"同类项目常见 {number(Decimal(usual))}\u00a0{unit}上下"

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("area_min"), cleaned.get("area_max")
        if least is not None and most is not None and least > most:
            self.add_error("area_max", "上限比下限小，请把两个数对调或改一个。")
        return cleaned

    @cached_property
    def question(self):
        """The one to show: the first with something to put right, else the one asked for."""
        bad = [q for q in QUESTIONS if any(name in self.errors for name in q.names)]
        number = self.question_number("step", self.question_number("use", 1))
        return bad[0] if bad else QUESTIONS[number - 1]

    @property
    def is_last(self):
        return self.question.number == LAST

    def _shown(self):
        names = [name for name in self.question.names if name in self.fields]
        return [self[name] for name in names if name not in BESIDE]

    def figures(self):
        """Numbers of the question at hand; the area has a row of its own."""
        return [field for field in self._shown() if field.widget_type == "text"]

    def ticks(self):
        return [field for field in self._shown() if field.widget_type == "tick"]

    def choices(self):
        """One or several of a few words; industries stand in a tree of their own."""
        shown = self._shown()
        return [field for field in shown if field.use_fieldset and field.name != "industry"]

    def trades(self):
        """[(box, boxes of its branches, whether one of them is ticked)] of the first question."""
        if "industry" not in self.question.names:
            return []
        return boxes_in_branches(self.industries, self["industry"])

    @property
    def is_single(self):
        """Whether the page's title is all the label its field needs."""
        return len(self._shown()) == 1 and self.question.number != QUESTIONS[2].number

    @property
    def is_column(self):
        """Long answers stand below each other, short ones side by side."""
        return self.question.names in (("purpose",), ("when",))

    def has_hints(self):
        return any(field.help_text for field in self._shown())

    def has_usual(self):
        """Whether this question has usual values that are not filled in yet."""
        names = {name for name in self.question.names if name in self.fields}
        return any(name in names and not self.data.get(name) for name in self.profile.usual)

    def carried(self):
        """(name, value) of the other questions' answers, as they were typed."""
        here = set(self.question.names)
        return [pair for pair in self.query_pairs() if pair[0] not in here]

    def query(self, without=(), **changed):
        """Every answer as a query string, except those named; `changed` put in their place."""
        query = QueryDict(mutable=True)
        for name, value in self.query_pairs():
            if name not in without and name not in changed:
                query.appendlist(name, value)
        for name, value in changed.items():
            query[name] = value
        return query.urlencode()

    def query_pairs(self):
        """Answers in the order of the questions: nothing empty, no unit without an area.

        An empty kind counts where the purpose would mean another.
        """
        has_area = self.data.get("area_min") or self.data.get("area_max")
        means_kind = self.purpose_given is not None and self.purpose_given.kind
        for name, field in self.fields.items():
            values = self.data.getlist(name)
            if not isinstance(field, forms.MultipleChoiceField):
                values = values[-1:]  # As the form reads it.
            if name == "area_unit" and not has_area:
                continue
            is_choice = name == "kind" and means_kind
            yield from ((name, value) for value in values if value or is_choice)
