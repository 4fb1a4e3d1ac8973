"""Forms of the admin of listings: the listing itself, its typed columns, a hold."""

import datetime

from django import forms
from django.utils import timezone

from core.area_geometry import AreaGeometryField, rings_of
from core.coordinate_systems import Axis, CoordinateSystem, to_wgs84
from core.form_fields import (
    CHOICE_ERRORS,
    CodeField,
    CoordinateSystemField,
    LatitudeField,
    LongitudeField,
)
from core.text_folding import fold_code
from parks.admin.area_field import AreaField, in_mu
from parks.models.coordinates import far_from_region
from parks.models.fact_sources import COLUMNS, PARK_COLUMNS
from parks.models.listing_state import EVIDENCE, LONGEST_HOLD_DAYS
from publishing import workflow
from publishing.asset_choices import take_words_along
from publishing.forms import WorkflowForm, refuse_gaps
from regions.scoped_admin import NamedRows

COORDINATES = ("latitude", "longitude")


class PlacedForm(WorkflowForm):
    """The form of what lies somewhere: coordinates come in the system that is named."""

    coordinate_system = CoordinateSystemField()

    taken_together = (("latitude", "longitude", "coordinate_system"),)

    class Meta:
        field_classes = {"latitude": LatitudeField, "longitude": LongitudeField}
        # What is typed may be in another system.
        labels = {"latitude": Axis.LATITUDE.label, "longitude": Axis.LONGITUDE.label}

    def clean(self):
        cleaned = super().clean()
        place = [cleaned.get(name) for name in COORDINATES]
        if None not in place:
            self._store_in_wgs84(cleaned, place)
        elif place != [None, None] and not self._has_fault():
            self.add_error("latitude", "经度和纬度要一起填。")
        return cleaned

    def _has_fault(self):
        return any(name in self.errors for name in COORDINATES)

    def _store_in_wgs84(self, cleaned, place):
        system = cleaned.get("coordinate_system") or CoordinateSystem.WGS84
        stored = to_wgs84(*place, system)
        cleaned.update(zip(COORDINATES, stored, strict=True))
        region = cleaned.get("region") or getattr(self.instance, "region", None)
        if far_words := far_from_region(*stored, region):
            self.add_error("latitude", far_words)
        for name, degrees in zip(COORDINATES, stored, strict=True):
            # The same figures in another system are another place.
            if degrees != self.initial.get(name) and name not in self.changed_data:
                self.changed_data.append(name)


class SourcedForm(PlacedForm):
    """The form of what names the sources of its facts (parks.models.fact_sources)."""

    source_columns = ()

    def clean(self):
        cleaned = super().clean()
        for source, day in self.source_columns:
            on = cleaned.get(day)
            if on and on > timezone.localdate():
                self.add_error(day, "核对日期不能晚于今天。")
            elif on and not cleaned.get(source) and source not in self.errors:
                self.add_error(source, "填了核对日期，就要选依据。")
        return cleaned


class ParkForm(SourcedForm):
    source_columns = PARK_COLUMNS
    taken_together = (*PlacedForm.taken_together, *PARK_COLUMNS)
    told_by_library = {"cover": "cover_alt"}

    class Meta(PlacedForm.Meta):
        field_classes = {
            **PlacedForm.Meta.field_classes,
            "boundary": AreaGeometryField,
            "approved_area_sqm": AreaField,
            "planned_area_sqm": AreaField,
        }
        help_texts = {
            "boundary": "从测绘或地图软件导出的 GeoJSON，整段粘贴：一块面，坐标须是 WGS-84。"
            "保存前可在下面的示意图上看看对不对。"
        }

    def clean_boundary(self):
        """A boundary lies where its region does."""
        boundary = self.cleaned_data["boundary"]
        region = self.cleaned_data.get("region") or getattr(self.instance, "region", None)
        if boundary:
            east, north = rings_of(boundary)[0][0]
            if far_words := far_from_region(north, east, region):
                raise forms.ValidationError(f"边界{far_words}")
        return boundary


class VerifiedHowField(forms.ChoiceField):
    """No column of its own, so it is no change that would have to be reviewed."""

    def __init__(self):
        super().__init__(
            label="我已核实",
            required=False,
            choices=[("", "这次没有核实"), *((words, words) for words in EVIDENCE)],
            help_text="选了怎么核实的，保存时就记下时间、您的岗位和依据，马上公开，不用再审。",
            error_messages=CHOICE_ERRORS,
        )

    def has_changed(self, initial, data):
        return False


class ListingForm(SourcedForm):
    source_columns = COLUMNS
    verified_how = VerifiedHowField()

    immediate = ("verified_how",)

    class Meta(PlacedForm.Meta):
        field_classes = {
            **PlacedForm.Meta.field_classes,
            "code": CodeField,
            "area_sqm": AreaField,
            "divisible_from_sqm": AreaField,
        }

    taken_together = (
        *PlacedForm.taken_together,
        ("price_amount", "price_unit", "price_basis"),
        *COLUMNS,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "area_sqm" in self.fields and (words := in_mu(self.instance.area_sqm)):
            self.fields["area_sqm"].help_text = words

    def clean_code(self):
        """What was stored before codes had one spelling stays, until somebody types another."""
        stored, typed = self.instance.code, self.cleaned_data["code"]
        return stored if fold_code(stored) == typed else typed

    def refuse_gaps(self):
        """A stored listing has its typed columns on the page: TermsFormSet, next, sees both."""
        if self.instance.pk is None:
            super().refuse_gaps()


class TermsFormSet(NamedRows):
    """The typed columns of one listing, which is by now as it was typed above them."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        terms = [form.instance for form in self.forms if form not in self.deleted_forms]
        # What listing.terms() finds, here and while the step is taken.
        self.fk.remote_field.set_cached_value(self.instance, terms[0] if terms else None)
        refuse_gaps(self.instance, workflow.pressed(self.data))


class PhotoForm(forms.ModelForm):
    """A picture says what it shows, or that it is there for the eye alone."""

    def clean(self):
        cleaned = super().clean()
        take_words_along(self, cleaned, picture="image", alt="alt", decorative="is_decorative")
        is_told = cleaned.get("alt") or "alt" in self.errors
        if not (is_told or cleaned.get("is_decorative")):
            self.add_error("alt", "请写图片说明，或者勾“装饰性”。")
        return cleaned


class PhotoFormSet(NamedRows):
    """Drawn in the order of the page that was sent: buttons change it (parks.admin.photo_order)."""

    def get_queryset(self):
        rows = super().get_queryset()
        if not self.is_bound:
            return rows
        numbers = range(self.initial_form_count())
        sent = {self.data.get(f"{self.prefix}-{number}-id"): number for number in numbers}
        return sorted(rows, key=lambda row: sent.get(str(row.pk), len(sent)))


class HoldForm(forms.Form):
    """Until when, and why; both only for staff."""

    until_on = forms.DateField(
        label="锁定到（含当天）",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=f"最长 {LONGEST_HOLD_DAYS} 天。到期自动恢复为“可供”，不用再来改。",
        error_messages={"required": "请填写到期日。", "invalid": "请按 2026-12-31 的样子填写。"},
    )
    reason = forms.CharField(
        label="原因",
        max_length=120,
        help_text="只有工作人员看得到；公众只看到“洽谈中”。不要写个人姓名和电话。",
        error_messages={"required": "请写明为谁、为什么锁定。"},
    )

    def clean_until_on(self):
        until_on, today = self.cleaned_data["until_on"], timezone.localdate()
        if not today <= until_on <= today + datetime.timedelta(days=LONGEST_HOLD_DAYS):
            raise forms.ValidationError(f"到期日应在今天起 {LONGEST_HOLD_DAYS} 天内。")
        return until_on
