"""When an officer is away, and who stands in."""

import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from core.form_fields import DayField
from leads.actions import display_name
from leads.models import Absence
from regions import access
from regions.models import Membership

LONGEST = datetime.timedelta(days=366)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return display_name(user)


def colleagues_of(user):
    """Officers of the regions where `user` is one, and of those above them."""
    grants = Membership.objects.filter(role__in=access.OFFICERS)
    own = access.scope(grants, user, lookup="region", roles=access.OFFICERS)
    above = [code for m in access.memberships_of(user) for code in m.region.lineage()]
    holders = own.values("user").union(grants.filter(region__adcode__in=above).values("user"))
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.filter(pk__in=holders).order_by("username")


def governed_by(user):
    """Whose absences somebody enters: the own, and of the officers one answers for."""
    grants = Membership.objects.filter(role__in=access.OFFICERS)
    governed = access.scope(grants, user, lookup="region", roles=access.MANAGERS).values("user")
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return (people.filter(pk__in=governed) | people.filter(pk=user.pk)).order_by("username")


class AbsenceForm(forms.Form):
    """`by` is who fills it in; of whom there is no choice the question is left out."""

    person = PersonField(
        label="谁不在",
        queryset=get_user_model().objects.none(),
        empty_label=None,
        error_messages={"required": "请选择谁不在", "invalid_choice": "请从列表里选择"},
    )
    first_on = DayField("第一天")
    last_on = DayField("最后一天")
    stand_in = PersonField(
        label="谁代",
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label="没有人代：新咨询分给别的同事",
        error_messages={"invalid_choice": "请从列表里选择"},
    )
    use_required_attribute = False

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = governed_by(by)
        self.fields["person"].initial = by.pk
        self.fields["stand_in"].queryset = colleagues_of(by)
        for name, words in (("first_on", "请填第一天"), ("last_on", "请填最后一天")):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words

    def clean(self):
        words = super().clean()
        first, last = words.get("first_on"), words.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "最后一天不能早于第一天")
        elif first and last and last - first > LONGEST:
            self.add_error("last_on", "最长一年，请核对年份")
        elif last and last < timezone.localdate():
            self.add_error("last_on", "这几天已经过去了")
        if words.get("stand_in") and words["stand_in"] == words.get("person"):
            self.add_error("stand_in", "代办的人不能是本人")
        return words

    def save(self):
        return Absence.objects.create(**self.cleaned_data)
