"""What an officer fills in of a board paper: which places and policies, one sentence, what next."""

import datetime

from django import forms
from django.utils import timezone

from core.form_fields import CHOICE_ERRORS, DayField
from leads.admin.lead_needs import needs_on_desk
from leads.admin.step_forms import StepForm
from leads.admin.workspace import places_of
from leads.forms import FreeTextField
from parks.models import Listing
from policies.models import Policy
from policies.templatetags.policy_tags import listing_policies
from proposals import actions
from proposals.board_paper import MOST_PLACES
from publishing.content_checks.personal_data import MOBILE

USUAL = datetime.timedelta(days=60)
LONGEST = datetime.timedelta(days=180)
MOST_STEPS, LONGEST_STEP = 8, 80
MOST_POLICIES = 8
BOXES = forms.CheckboxSelectMultiple
PERSONAL = "方案会转给别人，请去掉{what}。"
TOO_MANY = f"一份方案最多放 {MOST_PLACES} 处空间，请去掉几处。"


class ProposalForm(StepForm):
    title = "发选址方案"
    done = "方案已发出，投资人在进度页看得到链接。"

    heading = FreeTextField(
        label="标题",
        max_length=60,
        help_text="如：电池材料项目一期选址方案。不写人名、电话。",
        error_messages={"required": "请写方案的标题"},
    )
    sentence = FreeTextField(
        label="一句话建议",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="建议先看哪一处、为什么、还差什么。",
        error_messages={"required": "请写一句话建议"},
    )
    places = forms.TypedMultipleChoiceField(
        label="放哪几处",
        coerce=int,
        required=False,
        widget=BOXES,
        error_messages=CHOICE_ERRORS,
    )
    codes = FreeTextField(
        label="再加几处",
        required=False,
        max_length=120,
        help_text="填编号，用空格或逗号隔开；要是本地区现在公开的。",
    )
    policies = forms.TypedMultipleChoiceField(
        label="放哪些政策",
        coerce=int,
        required=False,
        widget=BOXES,
        error_messages=CHOICE_ERRORS,
    )
    steps = FreeTextField(
        label="接下来",
        required=False,
        max_length=MOST_STEPS * (LONGEST_STEP + 2),
        widget=forms.Textarea({"rows": 4}),
        help_text="一行一件，先写日期，如：12 月 8 日 报名截止，保证金 140 万元。",
    )
    expires_on = DayField("链接有效至")

    def __init__(self, *args, lead, **kwargs):
        super().__init__(*args, lead=lead, **kwargs)
        asked, offered = offered_places(lead)
        policies = policies_for(lead, offered)
        self.fields["places"].choices = [(row.pk, f"{row.title}（{row.code}）") for row in offered]
        self.fields["policies"].choices = [(row.pk, row.title) for row in policies]
        for name in ("places", "policies"):
            if not self.fields[name].choices:
                del self.fields[name]
        self.initial |= {
            "places": asked[:MOST_PLACES],
            "policies": [row.pk for row in policies],
            "steps": "\n".join(promised_steps(lead)),
            "expires_on": timezone.localdate() + USUAL,
        }
        self.fields["expires_on"].required = True
        self.fields["expires_on"].error_messages["required"] = "请填链接有效到哪天"

    def clean_codes(self):
        """Keys of the places that are named beside those asked about."""
        typed = self.cleaned_data["codes"].replace("，", " ").replace(",", " ").replace("、", " ")
        codes = typed.split()
        found = dict(public_places(self.lead).filter(code__in=codes).values_list("code", "pk"))
        missing = [code for code in codes if code not in found]
        if missing:
            raise forms.ValidationError(f"没有公开的这个编号：{'、'.join(missing)}")
        return [found[code] for code in codes]

    def clean_steps(self):
        lines = [line.strip() for line in self.cleaned_data["steps"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_STEPS:
            raise forms.ValidationError(f"最多 {MOST_STEPS} 行，现在有 {len(lines)} 行")
        if long := [line for line in lines if len(line) > LONGEST_STEP]:
            raise forms.ValidationError(f"一行最多 {LONGEST_STEP} 字，请分开写：{long[0][:20]}…")
        return lines

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError(f"请填明天以后、{LONGEST.days} 天以内的一天")
        return day

    def clean(self):
        words = super().clean()
        for name in ("heading", "sentence", "steps"):
            text = words.get(name) or ""
            if what := personal_in(self.lead, text if isinstance(text, str) else "\n".join(text)):
                self.add_error(name, PERSONAL.format(what=what))
        if not {"places", "codes"} & {*self.errors}:
            chosen = [*dict.fromkeys([*words.get("places", ()), *words["codes"]])]
            if not chosen:
                self.add_error("codes", "请至少放一处空间")
            elif len(chosen) > MOST_PLACES:
                self.add_error("codes", TOO_MANY)
            words["chosen"] = chosen
        return words

    def again(self, lead):
        form = type(self)(lead=lead)
        shown = {name: self.data.get(name) for name in ("heading", "sentence", "steps")}
        form.initial |= shown | {"expires_on": self.cleaned_data["expires_on"]}
        return form

    def apply(self, by):
        words = self.cleaned_data
        actions.send_proposal(
            lead=self.lead,
            by=by,
            listings=words["chosen"],
            policies=words.get("policies", []),
            title=words["heading"],
            sentence=words["sentence"],
            steps=words["steps"],
            expires_on=words["expires_on"],
        )


def public_places(lead):
    """With what says which policies concern them."""
    return Listing.objects.published().in_region(lead.site.region).for_page().order_by("pk")


def offered_places(lead) -> tuple[list[int], list[Listing]]:
    """(keys of those asked about, these and what the needs may fit), in the visitor's order."""
    places = places_of(lead)
    asked = [place.listing_id for place in places if place.listing_id]
    fitting = [listing.pk for listing in needs_on_desk(lead, places).fitting]
    rows = public_places(lead).in_bulk([*asked, *fitting])
    return asked, [rows[key] for key in dict.fromkeys([*asked, *fitting]) if key in rows]


def policies_for(lead, places) -> list[Policy]:
    """Those that the pages of `places` (public_places) show, and the one asked about; each once."""
    asked = [lead.policy] if lead.policy_id and lead.policy.is_published() else []
    for listing in places[:MOST_PLACES]:
        asked += listing_policies(listing, lead.site)
    return [*{policy.pk: policy for policy in asked}.values()][:MOST_POLICIES]


def promised_steps(lead) -> list[str]:
    """What is promised to him by a day, to begin with."""
    rows = lead.promises.open().order_by("due_on", "pk")[:MOST_STEPS]
    return [f"{row.due_words} {row.words}"[:LONGEST_STEP] for row in rows]


def personal_in(lead, text) -> str:
    """What of a person stands in the text; "" where nothing does."""
    if MOBILE.search(text):
        return "手机号"
    for value, what in ((lead.contact_name, "访客的称呼"), (lead.email, "访客的邮箱")):
        if len(value) > 1 and value in text:
            return what
    return ""
