"""What an enquiry needs against the places it asks about, and places that may fit it as well."""

from dataclasses import dataclass

from django import forms
from django.db.models import Case, Value, When

from finding.match_explanation import Fit, fits
from leads import actions
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import FreeTextField
from leads.lead_needs import NeedLine, lines_of, need_fields, needs_in, needs_of
from parks.models import Listing, ListingIndex
from parks.shortlists import is_number

PLACES, FITTING = 4, 3


@dataclass(frozen=True)
class NeedRow:
    """One need in words, and how each place meets it; None where it asks nothing of a place."""

    words: str
    fits: list[Fit | None]


@dataclass(frozen=True)
class Needs:
    """The facts column's part; `places` are index rows of those asked about, readers' order."""

    lines: list[NeedLine]
    places: list[ListingIndex]
    fitting: list[Listing]

    @property
    def rows(self):
        asked = [line.asked for line in self.lines if line.asked]
        found = [dict(zip(asked, fits(row, asked), strict=True)) for row in self.places]
        return [NeedRow(line.words, [at.get(line.asked) for at in found]) for line in self.lines]


def needs_on_desk(lead, asked_about) -> Needs:
    """By the places asked about (leads.admin.workspace.places_of); two queries at most beside that
    of the needs."""
    needs = needs_of(lead)
    lines = lines_of(needs)
    if not lines:
        return Needs([], [], [])
    keys = [place.listing_id for place in asked_about[:PLACES]]
    public = ListingIndex.objects.published()
    rows = {
        row.listing_id: row for row in public.filter(listing__in=keys).select_related("listing")
    }
    places = [rows[key] for key in keys if key in rows]
    return Needs(lines, places, _fitting(lead, needs, lines, keys))


def _fitting(lead, needs, lines, asked_about):
    """Public places of the region that no need excludes, fewest unknowns first."""
    asked = [line.asked for line in lines if line.asked]
    if not asked and "kind" not in needs:
        return []
    rows = ListingIndex.objects.published().exclude(listing__in=asked_about)
    rows = rows.filter(region__path__startswith=lead.site.region.path)
    if "kind" in needs:
        rows = rows.filter(kind=needs["kind"])
    for one in asked:
        rows = rows.filter(one.possible())
    unknown = sum((Case(When(one.unknown(), then=1), default=0) for one in asked), Value(0))
    rows = rows.annotate(unknowns=unknown).order_by("unknowns", "-verified_at", "-pk")
    found = []
    for row in rows.select_related("listing").defer("listing__body")[:FITTING]:
        row.listing.unknown_needs = row.unknowns
        found.append(row.listing)
    return found


def offer_words(lead, params) -> str:
    """A fitting place for the answer, by one click; "" of what is not public any more."""
    key = params.get("offer", "")
    if not is_number(key):
        return ""
    listing = Listing.objects.published().in_region(lead.site.region).filter(pk=key).first()
    if listing is None:
        return ""
    return f"\n按您的需要，可以看看{listing.title}（{listing.code}）。"


class NeedsForm(StepForm):
    """As it was found out meanwhile; what the visitor wrote first stays in the frozen words."""

    title = "更新需求"
    done = "需求已更新，改了什么记在经过里。"

    mark = forms.CharField(widget=HIDDEN, max_length=64)

    def __init__(self, *args, lead, **kwargs):
        needs = needs_of(lead)
        initial = needs | {"mark": actions.needs_mark(needs)}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)
        self.fields |= need_fields(FreeTextField)

    def apply(self, by):
        words = self.cleaned_data
        actions.set_needs(lead=self.lead, by=by, needs=needs_in(words), mark=words["mark"])
