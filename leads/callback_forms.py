"""留电话回拨: a number, when to call, about what; the rest of the enquiry is asked on the phone."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.phones import is_phone, normalise_phone
from leads.callbacks import AS_SOON, call_times
from leads.deadlines import DAY
from leads.forms import ChipSelect, LeadForm, phone_problem
from leads.models import CalendarPeriod, OfficeHours

ASKED = ("topic", "contact_name", "phone", "call_at", "has_consented", "leave_blank")
PASSED = "这个时间已经过了，请另选一个"


class CallbackForm(LeadForm):
    """The marks, traps and rules of the enquiry's form; `cleaned_data` has all of its values.

    `cleaned_data["call_time"]` is the leads.callbacks.CallTime that was chosen.
    """

    template, title, button = "leads/callback.html", "留电话回拨", "请打给我"

    call_at = forms.ChoiceField(
        label="什么时候打给您",
        widget=ChipSelect,
        initial=AS_SOON,
        help_text="选“尽快”的，上班时间里马上安排；下班以后顺延到上班。",
        error_messages={"required": "请选择什么时候打给您", "invalid_choice": PASSED},
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.now()
        entered = CalendarPeriod.objects.days_after(timezone.localdate(now) - DAY)
        times = call_times(now, entered, OfficeHours.objects.of(site))
        self.times = {time.value: time for time in times}
        self.unasked = [name for name in self.fields if name not in ASKED]
        self.fields = {name: self.fields[name] for name in ASKED}
        self.fields["call_at"].choices = [(time.value, time.words) for time in times]
        self.fields["contact_name"].required = False
        phone = self.fields["phone"]
        phone.label, phone.required = "电话", True
        phone.help_text = "手机，或带区号的座机。只用于这次回拨，不作营销外呼。"
        phone.error_messages["required"] = "请填写电话，我们才能打给您"

    def clean_phone(self):
        phone = normalise_phone(self.cleaned_data["phone"])
        if not is_phone(phone):
            raise ValidationError(phone_problem(phone, is_alone=True))
        return phone

    def clean(self):
        data = super().clean()
        data |= dict.fromkeys(self.unasked, "")
        if call_time := self.times.get(data.get("call_at")):
            data |= {"call_time": call_time, "message": call_time.wish}
        return data
