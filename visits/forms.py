"""What an officer fills in of a visit: when, where, who, which places; later what came of each."""

import datetime

from django import forms
from django.utils import timezone

from core.form_fields import MomentField
from leads.actions import display_name
from leads.forms import FreeTextField
from parks.models import Listing
from visits.models import RefusalReason, VisitStop
from visits.models.visits import LONGEST_DRIVE, LONGEST_STAY, MOST_SLOTS, MOST_STOPS
from visits.place_search import named_place, public_places

FURTHEST = datetime.timedelta(days=183)
SPARE_ROWS = 2
MOST_OFFERED = 50  # in the list that the field of a place unfolds
TIMES = tuple(f"time_{number}" for number in range(1, MOST_SLOTS + 1))
NUMBER_ERRORS = {
    "invalid": "请填整数，如 20",
    "min_value": "至少 %(limit_value)d",
    "max_value": "最多 %(limit_value)d",
}
HIDDEN = forms.HiddenInput


def whole(label, least, most, **kwargs):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        error_messages=NUMBER_ERRORS,
        **kwargs,
    )


class VisitForm(forms.Form):
    """One time is agreed on; several are offered, and the investor chooses."""

    use_required_attribute = False

    meeting_point = FreeTextField(
        label="集合地点",
        max_length=80,
        help_text="如：火车站南广场。投资人看得到。",
        error_messages={"required": "请填在哪里集合"},
    )
    guide = FreeTextField(
        label="带队",
        max_length=40,
        help_text="谁带队、怎么称呼。投资人看得到；要写电话的，写办公电话。",
        error_messages={"required": "请填谁带队"},
    )
    guests = whole("来几人", 1, 200)
    version_was = forms.IntegerField(widget=HIDDEN, required=False)

    def __init__(self, *args, visit=None, by=None, **kwargs):
        initial = {"guide": display_name(by)} if by else {}
        if visit:
            names = ("meeting_point", "guide", "guests")
            initial = {name: getattr(visit, name) for name in names}
            initial["version_was"] = visit.version
            initial |= zip(TIMES, times_of(visit), strict=False)
        super().__init__(*args, initial=initial, **kwargs)
        for number, name in enumerate(TIMES, start=1):
            errors = {"required": "请填一个时间；要请对方选的，填两到五个"}
            self.fields[name] = MomentField(
                f"时间 {number}", required=number == 1, error_messages=errors
            )

    @property
    def time_fields(self):
        return [self[name] for name in TIMES]

    @property
    def other_fields(self):
        return [self[name] for name in ("meeting_point", "guide", "guests")]

    @property
    def has_choice(self):
        """Several times are on offer, or one of them came back refused."""
        return any(self[name].value() or self[name].errors for name in TIMES[1:])

    def clean(self):
        words = super().clean()
        now = timezone.now()
        for name in TIMES:
            moment = words.get(name)
            if moment and not now <= moment <= now + FURTHEST:
                self.add_error(name, "请填现在起半年以内的时间")
        self.times = sorted({words[name] for name in TIMES if words.get(name)})
        return words


def times_of(visit):
    """What is agreed on, else what is on offer."""
    if visit.starts_at:
        return [visit.starts_at]
    return [slot.starts_at for slot in visit.slots.order_by("starts_at")]


class StopForm(forms.Form):
    """A place by its code or a part of its name; a row without either is not used."""

    use_required_attribute = False

    code = FreeTextField(
        label="编号或名称",
        required=False,
        max_length=40,
        widget=forms.TextInput({"list": "places", "autocomplete": "off"}),
    )
    position = whole("第几处", 1, 99)
    drive_minutes = whole("路上几分钟", 0, LONGEST_DRIVE)
    stay_minutes = whole("看几分钟", 5, LONGEST_STAY)
    questions = FreeTextField(label="要问清", required=False, max_length=200)

    @property
    def figures(self):
        return [self[name] for name in ("code", "position", "drive_minutes", "stay_minutes")]

    def clean(self):
        words = super().clean()
        self.listing = None
        if words.get("code"):
            try:
                self.listing = named_place(words["code"], self.region)
            except forms.ValidationError as error:
                self.add_error("code", error)
        return words


class StopForms(forms.BaseFormSet):
    """The places of a visit in their order."""

    default_error_messages = {
        "missing_management_form": "表单不完整，请重新打开这一页再填。",
        "too_many_forms": f"最多 {MOST_STOPS} 处。",
    }

    def __init__(self, *args, region, **kwargs):
        self.region = region
        super().__init__(*args, **kwargs)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.region = self.region
        return form

    def clean(self):
        if any(self.errors) or not self.management_form.is_valid():
            return
        used = [form for form in self.forms if form.listing]
        if not used:
            raise forms.ValidationError("请至少填一处的编号或名称。")
        if len({form.listing.pk for form in used}) < len(used):
            raise forms.ValidationError("有一处填了两次，请去掉一行。")

    @property
    def offered(self):
        """What the browser unfolds under the field of a place."""
        return public_places(self.region).only("code", "title")[:MOST_OFFERED]

    @property
    def stops(self):
        """Rows yet to be stored, in their order."""
        used = [form for form in self.forms if form.listing]
        used.sort(key=lambda form: form.cleaned_data["position"] or MOST_STOPS + 1)
        return [
            VisitStop(
                listing=form.listing,
                drive_minutes=form.cleaned_data["drive_minutes"],
                stay_minutes=form.cleaned_data["stay_minutes"] or 40,
                questions=form.cleaned_data["questions"],
            )
            for form in used
        ]


StopFormSet = forms.formset_factory(
    StopForm,
    formset=StopForms,
    extra=0,
    max_num=MOST_STOPS,
    absolute_max=MOST_STOPS,
    validate_max=True,
)


def planned_rows(lead, visit):
    """What the rows hold at first: the visit's places, else those asked about with what is unknown
    of them; and two rows more."""
    if visit:
        stops = visit.stops.select_related("listing").order_by("position")
        names = ("position", "drive_minutes", "stay_minutes", "questions")
        rows = [
            {name: getattr(stop, name) for name in names} | {"code": stop.listing.code}
            for stop in stops
            if stop.listing
        ]
    else:
        public = Listing.objects.published().select_related("land_terms", "building_spec")
        asked = public.filter(lead_listings__lead=lead).order_by("lead_listings__position")
        rows = [
            {"code": listing.code, "position": number, "questions": _unknown_of(listing)}
            for number, listing in enumerate(asked[:MOST_STOPS], start=1)
        ]
    spare = min(SPARE_ROWS, MOST_STOPS - len(rows))
    return [{"stay_minutes": 40} | row for row in [*rows, *[{}] * spare]]


def _unknown_of(listing):
    missing = "、".join(item.label for item in listing.missing_facts()[:4])
    return f"核对：{missing}" if missing else ""


class DeclineForm(forms.Form):
    """None of the times suits an investor: what would?"""

    use_required_attribute = False

    visit_words = FreeTextField(
        label="都不行？请写哪些时间可以",
        max_length=200,
        widget=forms.Textarea({"class": "input", "rows": 2}),
        error_messages={"required": "请写上哪些时间可以"},
    )


class CancelForm(forms.Form):
    use_required_attribute = False

    reason = FreeTextField(
        label="为什么取消",
        max_length=200,
        help_text="投资人看得到；要改期的，直接在上面改时间。",
        error_messages={"required": "请写明为什么取消，投资人看得到"},
    )
    version_was = forms.IntegerField(widget=HIDDEN)


class ResultForm(forms.Form):
    """What came of one place. Refusing it asks for a reason out of the table."""

    use_required_attribute = False

    result = forms.ChoiceField(
        label="结果",
        choices=VisitStop.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结果", "invalid_choice": "请从列表里选择"},
    )
    reasons = forms.ModelMultipleChoiceField(
        label="为什么不合适（可多选）",
        queryset=RefusalReason.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "请从列表里选择",
            "invalid_pk_value": "请从列表里选择",
        },
    )
    result_note = FreeTextField(label="说明", required=False, max_length=200)

    def __init__(self, *args, stop, reasons, **kwargs):
        self.stop = stop
        initial = {"result": stop.result, "result_note": stop.result_note}
        initial["reasons"] = [refusal.reason_id for refusal in stop.refusals.all()]
        super().__init__(*args, prefix=f"stop-{stop.pk}", initial=initial, **kwargs)
        self.fields["reasons"].queryset = reasons

    def clean(self):
        words = super().clean()
        is_unsuitable = words.get("result") == VisitStop.Result.UNSUITABLE
        if is_unsuitable and "reasons" in words and not words["reasons"]:
            self.add_error("reasons", "不合适的，请至少选一个原因")
        return words

    @property
    def outcome(self):
        words = self.cleaned_data
        is_unsuitable = words["result"] == VisitStop.Result.UNSUITABLE
        reasons = list(words["reasons"]) if is_unsuitable else []
        return words["result"], reasons, words["result_note"]
