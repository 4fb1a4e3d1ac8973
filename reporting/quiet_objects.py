"""看得多、没人问: what readers look at, beside how often they asked about it."""

import datetime
from dataclasses import dataclass, field

from django import forms
from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from core.shown_objects import Act
from exchange.csv_injection import quoted
from exchange.exports import BYTE_ORDER_MARK, LINE
from leads.models import Lead, LeadListing
from news.models import Article
from parks.models import Listing, Park
from policies.models import Policy
from regions import access
from reporting.models import Kind, ViewCount

MODELS = {Kind.LISTING: Listing, Kind.PARK: Park, Kind.POLICY: Policy, Kind.ARTICLE: Article}
REGIONS = {Kind.ARTICLE: "column__site__region"}
NEVER_ASKED = {Kind.ARTICLE}  # no enquiry names an article
DAYS = [(30, "30 天"), (90, "90 天")]
ANY = "any"
HEADER = ("编号", "名称", "地区", *Act.labels, "问过")


@dataclass(frozen=True)
class Looked:
    """One object; `acts` in the order of Act, `asked` None where no enquiry can name it."""

    object: Model
    region: str
    acts: list[int] = field(default_factory=list)
    asked: int | None = None

    @property
    def name(self):
        return getattr(self.object, "title", "") or self.object.name

    @property
    def counts(self):
        """(label, times) of what anybody did."""
        told = [(act.label, times) for act, times in zip(Act, self.acts, strict=True) if times]
        return told if self.asked is None else [*told, ("问过", self.asked)]

    @property
    def desk_url(self):
        meta = self.object._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.object.pk])


def looked_at(user, kind, *, days, is_quiet, most, now) -> list[Looked]:
    """The public ones within the user's reach, the most seen first; three queries.

    `is_quiet`: those alone about which nobody asked in these days.
    """
    region = REGIONS.get(kind, "region")
    since = timezone.localdate(now) - datetime.timedelta(days=days - 1)
    own = access.scope(MODELS[kind].objects.published(now), user, lookup=region)
    counts = ViewCount.objects.filter(kind=kind, counted_on__gte=since, is_month=False)
    counts = counts.filter(object_id__in=own.order_by().values("pk"))
    asked = _asked(kind, since)
    if is_quiet and asked is not None:
        counts = counts.exclude(object_id__in=asked.values("key"))
    rows = list(_summed(counts)[:most])
    keys = [row["object_id"] for row in rows]
    objects = own.select_related(region).in_bulk(keys)
    times = {} if asked is None else _by_key(asked.filter(key__in=keys))
    return [
        Looked(
            objects[row["object_id"]],
            _region_name(objects[row["object_id"]], region),
            [row[act.value] for act in Act],
            None if asked is None else times.get(row["object_id"], 0),
        )
        for row in rows
        if row["object_id"] in objects
    ]


def _summed(counts) -> QuerySet:
    sums = {act.value: Coalesce(Sum("times", filter=Q(act=act)), 0) for act in Act}
    rows = counts.order_by().values("object_id").annotate(**sums)
    return rows.filter(seen__gt=0).order_by("-seen", "-object_id")


def _asked(kind, since) -> QuerySet | None:
    """Of what enquiries of these days, that count at all, ask; `key` is the object's."""
    if kind in NEVER_ASKED:
        return None
    if kind == Kind.LISTING:
        rows = LeadListing.objects.filter(
            lead__is_quarantined=False, lead__received_at__date__gte=since
        )
        return rows.filter(listing__isnull=False).annotate(key=F("listing")).order_by()
    rows = Lead.objects.accepted().filter(received_at__date__gte=since)
    return rows.filter(**{f"{kind}__isnull": False}).annotate(key=F(kind)).order_by()


def _by_key(asked):
    return dict(asked.values("key").annotate(times=Count("pk")).values_list("key", "times"))


def _region_name(found, path):
    for step in path.split("__"):
        found = getattr(found, step)
    return found.name


def as_csv(rows):
    """Lines of a UTF-8 file with its mark; what a spreadsheet would run is made harmless."""
    yield BYTE_ORDER_MARK + LINE(HEADER)
    for row in rows:
        asked = "" if row.asked is None else row.asked
        yield LINE([row.object.pk, quoted(row.name), row.region, *row.acts, asked])


class SeenChoice(forms.Form):
    """What a link asks for: of what, over how many days, and whether only what nobody asked about;
    of listings in 30 days unless said otherwise."""

    kind = forms.ChoiceField(choices=Kind, required=False)
    days = forms.TypedChoiceField(choices=DAYS, coerce=int, empty_value=30, required=False)
    asked = forms.ChoiceField(choices=[(ANY, "全部")], required=False)

    def clean_kind(self):
        return Kind(self.cleaned_data["kind"] or Kind.LISTING)

    def links(self, name, choices):
        """(query, label, whether it is shown) of each choice of one of them, the others kept."""
        shown = self.cleaned_data
        for value, label in choices:
            query = urlencode({**shown, name: value})
            yield f"?{query}", label, shown[name] == value
