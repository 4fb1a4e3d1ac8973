"""Conditions as Hypothesis makes them up: every parameter of the list with values it may have."""

import datetime

from django.http import QueryDict
from django.utils import timezone
from hypothesis import strategies as st

from core.form_fields import DayField
from finding.forms import ListingFilterForm
from finding.options import NamedOptions

NUMBERS = st.sampled_from(["0", "0.5", "2", "3", "3.1", "9", "10", "20", "300", "2000", "13333.33"])
DAYS = st.sampled_from([-60, 0, 30, 400]).map(
    lambda days: (timezone.localdate() + datetime.timedelta(days=days)).isoformat()
)
NAMED = {"park": ["north", "south"], "industry": ["salt", "solar", "coal", "chemicals"]}
NOTHING = QueryDict()
FIELDS = ListingFilterForm(NOTHING, NamedOptions(NOTHING)).fields


def values_of(name):
    """What a form may send for a parameter."""
    if name in NAMED:
        return st.sampled_from(NAMED[name])
    if choices := getattr(FIELDS[name], "choices", ()):
        return st.sampled_from([value for value, _ in choices if value])
    return DAYS if isinstance(FIELDS[name], DayField) else NUMBERS


ASKABLE = [name for name in FIELDS if name not in {"q", "sort"}]
PAIR = st.sampled_from(ASKABLE).flatmap(lambda name: st.tuples(st.just(name), values_of(name)))
CONDITIONS = st.lists(PAIR, max_size=5)


def query(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data
