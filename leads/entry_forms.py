"""What an officer fills in while somebody is on the telephone or stands at the desk."""

import datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from core.text_folding import fold_code
from leads.forms import MAX_MESSAGE, ChipSelect, FreeTextField, LeadForm
from leads.identifiers import CreditCodeField
from leads.lead_needs import NAMES as NEED_NAMES
from leads.models import Lead
from leads.subjects import find_subject
from parks.models import Listing
from parks.shortlists import MOST_SHORTLISTED
from regions import access
from regions.models import Site

Channel = Lead.Channel
BY_VISITORS = (Channel.WEB, Channel.CALL_BACK)
WRITTEN_DOWN_WITHIN = datetime.timedelta(days=14)
CLOCKS_DIFFER = datetime.timedelta(minutes=5)
# Who it was that sent or brought them: without it the source says nothing.
NEEDS_NOTE = (Channel.FAIR, Channel.HANDED_DOWN, Channel.INTRODUCED)
# As they are asked: who, what, and what is seldom told.
FIRST = ("site", "channel", "channel_note", "contact_name", "phone", "company")
ASKED = ("topic", "message", "spoken_answer", "is_mine")
MORE = ("email", "credit_code", "places", "area_wanted", "timing_wanted", "came_in_at")
NOTE_WANTED = "请写明是哪场活动、哪个部门或谁介绍的"


def own_sites(user):
    """Those whose enquiries this person may answer."""
    return access.scope(Site.objects.all(), user, lookup="region", roles=access.OFFICERS)


class EntryForm(LeadForm):
    """The questions of the public form, and how, when and with whose consent it came in.

    `cleaned_data` has beside the fields `subject_query`; `subject` is what the codes name.
    """

    site = forms.ModelChoiceField(
        label="站点",
        queryset=Site.objects.none(),
        empty_label=None,
        error_messages={"required": "请选择站点", "invalid_choice": "请从列表里选择站点"},
    )
    channel = forms.ChoiceField(
        label="怎么来的",
        choices=[choice for choice in Channel.choices if choice[0] not in BY_VISITORS],
        widget=ChipSelect,
        error_messages={"required": "请选择怎么来的", "invalid_choice": "请选择怎么来的"},
    )
    channel_note = FreeTextField(
        label="来源说明",
        required=False,
        max_length=80,
        help_text="展会、转办、引荐必填：哪场活动、哪个部门、谁介绍。",
        error_messages={"max_length": "最多 %(limit_value)d 个字"},
    )
    came_in_at = forms.DateTimeField(
        label="什么时候",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="空着就是现在；补登的写当时，答复期限从那时算起，最早 14 天前。",
        error_messages={"invalid": "请填日期和时间，如 2026-11-28 15:30"},
    )
    places = FreeTextField(
        label="问的是哪几处",
        required=False,
        max_length=400,
        help_text="载体编号，几处用空格隔开。",
        error_messages={"max_length": "编号太多了，一次最多 20 处"},
    )
    credit_code = CreditCodeField(help_text="对方报了才填，18 位；填了最能认出同一家单位。")
    is_mine = forms.BooleanField(label="由我负责", required=False, initial=True)
    spoken_answer = FreeTextField(
        label="当场怎么答复的",
        required=False,
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"rows": 2}),
        help_text="没有当场答复就空着，期限开始计时。写了的，对方凭编号也能看到。",
    )
    leave_blank = None
    subject = None
    field_order = (*FIRST, *ASKED, *MORE, "has_consented")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        sites = self.fields["site"]
        sites.queryset = own_sites(by).order_by("region__path", "pk")
        first, *others = sites.queryset[:2] or [None]
        sites.initial = first
        if not others:
            sites.widget = forms.HiddenInput()
        self.fields["contact_name"].label = "怎么称呼"
        self.fields["phone"].label = "电话"
        self.fields["phone"].help_text = "对方的手机，或带区号的座机。"
        self.fields["email"].help_text = "留了邮箱，收到和答复时各有一封提醒。"
        self.fields["message"].label = "对方想了解什么"
        self.fields["message"].widget.attrs["rows"] = 3
        self.fields["has_consented"].label = "对方口头同意"
        self.fields["has_consented"].error_messages["required"] = "请先告知并取得对方同意，再勾选"
        for field in self.fields.values():
            field.widget.attrs.pop("class", None)

    @property
    def first_fields(self):
        return [self[name] for name in FIRST]

    @property
    def asked_fields(self):
        return [self[name] for name in ASKED]

    @property
    def more_fields(self):
        return [self[name] for name in (*MORE, *NEED_NAMES)]

    @property
    def has_more(self):
        return any(field.value() for field in self.more_fields)

    def clean_channel_note(self):
        note = self.cleaned_data["channel_note"]
        if not note and self.cleaned_data.get("channel") in NEEDS_NOTE:
            raise ValidationError(NOTE_WANTED)
        return note

    def clean_came_in_at(self):
        now = timezone.now()
        when = self.cleaned_data["came_in_at"] or now
        if when > now + CLOCKS_DIFFER:
            raise ValidationError("这个时间还没有到，请核对")
        if when < now - WRITTEN_DOWN_WITHIN:
            raise ValidationError("最早只能补登 14 天以内的，更早的请从今天算起，并在内容里写明")
        return min(when, now)

    def clean(self):
        data = super().clean()
        data["subject_query"] = ""
        if data.get("places") and data.get("site"):
            self._find_places(data)
        return data

    def _find_places(self, data):
        codes = list(dict.fromkeys(fold_code(word) for word in data["places"].split()))
        public = Listing.objects.published().in_region(data["site"].region)
        found = dict(public.filter(code__in=codes).values_list("code", "pk"))
        unknown = [code for code in codes if code not in found]
        if unknown:
            self.add_error("places", f"没有找到公开的载体：{'、'.join(unknown)}，请核对编号")
        elif len(codes) > MOST_SHORTLISTED:
            self.add_error("places", f"一次最多 {MOST_SHORTLISTED} 处")
        else:
            data["subject_query"] = urlencode([("listing", found[code]) for code in codes])
            self.subject = find_subject(data["site"], QueryDict(data["subject_query"]))
