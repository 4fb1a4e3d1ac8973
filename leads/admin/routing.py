"""分派规则: who gets the new enquiries of a site, kept by its managers."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model

from core.person_names import person_name
from core.seen_version import SeenVersionForm
from leads.absence_forms import PersonField, colleagues_of
from leads.models import RoutingPlace, RoutingRule, Topic
from regions import access
from regions.models import Membership
from regions.scoped_admin import ScopedModelAdmin


class OfficersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user):
        return person_name(user)


def officers():
    grants = Membership.objects.filter(role__in=access.OFFICERS)
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.filter(pk__in=grants.values("user")).order_by("username")


class RoutingRuleForm(SeenVersionForm):
    """The rule with its officers; who does not answer for the site's region is named."""

    officers = OfficersField(
        label="分给谁",
        queryset=get_user_model().objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只分给本地区在岗的专员；请假的给代办的人。",
    )

    fallback = PersonField(
        label="兜底负责人",
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label="没有：都不在时谁先认领归谁",
        help_text="上面的人都不在时给他。",
    )
    people = get_user_model().objects.none()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("officers", "fallback"):
            self.fields[name].queryset = self.people
        places = list(self.instance.places.all()) if self.instance.pk else []
        self.initial["officers"] = [p.officer_id for p in places if not p.is_fallback]
        self.initial["fallback"] = next((p.officer_id for p in places if p.is_fallback), None)

    def clean(self):
        words = super().clean()
        site, people = words.get("site"), words.get("officers") or ()
        if site:
            people = {*people, words["fallback"]} if words.get("fallback") else people
            strangers = [p for p in people if not access.has_role(p, access.OFFICERS, site.region)]
            if strangers:
                names = "、".join(sorted(map(person_name, strangers)))
                self.add_error("officers", f"不是这个站点所在地区的招商专员：{names}")
        if words.get("fallback") in (words.get("officers") or ()):
            self.add_error("fallback", "兜底负责人不用再勾选在上面")
        if not people:
            self.add_error("officers", "请至少选一位专员，或填兜底负责人")
        return words


@admin.register(RoutingRule)
class RoutingRuleAdmin(ScopedModelAdmin):
    region_lookup = "site__region"
    view_roles = access.OFFICERS | access.AUDITORS
    add_roles = change_roles = delete_roles = access.MANAGERS
    form = RoutingRuleForm
    fields = ("site", "topic", "way", "officers", "fallback", "idle_days")
    list_display = ("site", "about", "way", "people", "fallback_name", "idle_days")
    list_select_related = ("site", "topic")
    ordering = ("site", "topic", "pk")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("places__officer")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.people = self.people_for(request)  # a class made for this request
        return form

    def people_for(self, request):
        return officers() if request.user.is_superuser else colleagues_of(request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "topic":
            kwargs |= {
                "queryset": Topic.objects.active(),
                "empty_label": "其余所有主题",
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        """Who stays keeps the turn."""
        super().save_related(request, form, formsets, change)
        rule, chosen = form.instance, form.cleaned_data["officers"]
        rule.places.filter(is_fallback=True).delete()
        rule.places.exclude(officer__in=chosen).delete()
        places = [RoutingPlace(rule=rule, officer=officer) for officer in chosen]
        RoutingPlace.objects.bulk_create(places, ignore_conflicts=True)
        if fallback := form.cleaned_data["fallback"]:
            rule.places.create(officer=fallback, is_fallback=True)

    @admin.display(description="咨询主题", ordering="topic")
    def about(self, rule):
        return rule.topic.name if rule.topic else "其余所有主题"

    @admin.display(description="分给谁")
    def people(self, rule):
        return _names(rule, is_fallback=False)

    @admin.display(description="兜底负责人")
    def fallback_name(self, rule):
        return _names(rule, is_fallback=True)


def _names(rule, *, is_fallback):
    places = [place for place in rule.places.all() if place.is_fallback == is_fallback]
    return "、".join(person_name(place.officer) for place in places)
