"""The answers, read once more: needs for the search, words for people, an address for the list."""

import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from finding.needs import BY_NAME, Asked
from finding.options import most_particular
from finding.ranges import Span
from matching.forms import OFFERS, WATER_UNIT
from matching.questions import PURPOSE, QUESTIONS, TIMING
from parks.landing_pages import EVERYTHING, LANDINGS
from parks.models import Listing

# Parameters that ask for a need of another name; the area's other two belong to the first.
NEED_BEHIND = {"area_min": "area", "when": "by"}
LONGEST_MESSAGE = 500
LONGEST_SHORT = 40


class Answers:
    """Of a valid FitForm."""

    def __init__(self, form, today=None):
        self.form = form
        self.cleaned = form.cleaned_data
        self.today = today or timezone.localdate()
        self.kind = form.kind_wanted
        self.purpose = PURPOSE.get(self.cleaned["purpose"])
        self.timing = TIMING.get(self.cleaned["when"])
        self.water = self.cleaned.get("water")

    @cached_property
    def industries(self):
        """Those chosen; of a trade and its branch the branch."""
        chosen = self.cleaned["industry"]
        return most_particular(one for one in self.form.industries if one.slug in chosen)

    @property
    def policies_suffix(self) -> str:
        """To be put behind the address of the policies: those that concern the industries first."""
        named = urlencode([("industry", industry.slug) for industry in self.industries])
        return f"?{named}" if named else ""

    @property
    def offer(self):
        implied = self.purpose.offer if self.purpose else ""
        return implied or self.cleaned.get("offer") or ""

    @property
    def wanted_by(self):
        """The day by which the space must be there, None where time excludes nothing."""
        days = self.timing.days if self.timing else None
        return None if days is None else self.today + datetime.timedelta(days=days)

    @cached_property
    def asked(self) -> list[Asked]:
        """The needs that are compared, in the order of the questions."""
        needs = ((NEED_BEHIND.get(name, name), name) for q in QUESTIONS for name in q.names)
        pairs = ((BY_NAME[need], self._value(name)) for need, name in needs if need in BY_NAME)
        return [Asked(need, value) for need, value in pairs if value not in (None, "", [])]

    def _value(self, name):
        """What the table of needs compares with, of the parameter of that name."""
        own = {
            "industry": self.industries,
            "area_min": self._area(),
            "when": self.wanted_by,
        }
        return own[name] if name in own else self.cleaned.get(name)

    def _area(self):
        low, high = self.cleaned["area_min"], self.cleaned["area_max"]
        if low is None and high is None:
            return None
        return Span(low, high, self.cleaned["area_unit"])

    @property
    def list_url_name(self):
        return LANDINGS.get(self.kind, EVERYTHING).url_name

    def list_url(self, site):
        """The list of listings with the same needs."""
        query = QueryDict(mutable=True)
        for name, value in self.form.query_pairs():
            if name in BY_NAME or name in {"area_min", "area_max", "area_unit"}:
                query.appendlist(name, value)
        if self.offer:
            query["offer"] = self.offer
        if self.wanted_by:
            query["by"] = self.wanted_by.isoformat()
        path = reverse(self.list_url_name, args=[site.slug])
        return f"{path}?{query.urlencode()}" if query else path

    def lines(self):
        """(Question, what was answered in words), empty where it was left open."""
        return [(question, self._words_of(question)) for question in QUESTIONS]

    def _words_of(self, question):
        parts = {
            1: ["、".join(one.name for one in self.industries)] if self.industries else [],
            2: [self.purpose.label] if self.purpose else [],
            3: self._space_words(),
            4: self._supply_words(),
            5: [self._timing_words()] if self.timing else [],
        }[question.number]
        return "，".join(parts)

    def _space_words(self):
        words = [Listing.Kind(self.kind).label] if self.kind else []
        words += [dict(OFFERS)[self.offer]] if self.offer else []
        return words + self._asked_words(3)

    def _supply_words(self):
        water = [] if self.water is None else [f"用水 {self.water.normalize():f} {WATER_UNIT}"]
        return self._asked_words(4) + water

    def _timing_words(self):
        until = f"（{self.wanted_by:%Y-%m-%d} 前）" if self.wanted_by else ""
        return f"{self.timing.label}{until}"

    def _asked_words(self, number):
        names = {NEED_BEHIND.get(name, name) for name in QUESTIONS[number - 1].names}
        return [asked.words for asked in self.asked if asked.need.name in names]

    @property
    def open_questions(self):
        """Those nobody answered, to come back to."""
        return [question for question, words in self.lines() if not words]

    @property
    def is_empty(self):
        return len(self.open_questions) == len(QUESTIONS)

    def message(self):
        """The whole demand for the desk, in words."""
        told = [f"{q.short}：{words}" for q, words in self.lines() if words]
        text = "我在“五个问题”里写的需求：" + "；".join(told) + "。请告诉我有哪些合适的空间。"
        return plain(text, LONGEST_MESSAGE)

    def consult_url(self, site):
        """The enquiry, filled in; without answers an empty one."""
        query = QueryDict("topic=space", mutable=True)
        if not self.is_empty:
            query["message"] = self.message()
        if area := self._area():
            words = BY_NAME["area"].words(area).removeprefix("面积 ")
            query["area_wanted"] = plain(words, LONGEST_SHORT)
        if self.timing:
            query["timing_wanted"] = plain(self._timing_words(), LONGEST_SHORT)
        for name, value in self.form.query_pairs():
            if name in BY_NAME or name in {"kind", "area_min", "area_unit"}:
                query.appendlist(name, value)
        if self.wanted_by:
            query["by"] = self.wanted_by.isoformat()
        return f"{reverse('consult', args=[site.slug])}?{query.urlencode()}"


def plain(text, longest):
    """Without the no-break spaces of typesetting, cut to a length."""
    text = text.replace("\u00a0", " ")
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
