"""What can be picked from: the parks of a place and the industries."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import BigIntegerField, F, FloatField, IntegerField, Q, Value
from django.db.models.functions import Cast

from core.text_folding import fold
from parks.models import Industry, Park
from regions.models import Region


@dataclass(frozen=True)
class Choice:
    """A park or an industry that can be picked.

    A branch names its trade, `parent`, and all `siblings` of that trade, itself among them.
    """

    pk: int
    slug: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    parent: int | None = None
    siblings: tuple[int, ...] = ()


class PlaceOptions:
    """All parks of a region, all industries, and the regions that belong to it; one query."""

    def __init__(self, region):
        regions = Region.objects.filter(path__startswith=region.path)
        found = _choices(
            park=_parks(Park.objects.published().in_region(region)),
            industry=_industries(Industry.objects.active()),
            region=_rows(regions, Value(""), Value("")),
        )
        self.parks, self.industries = found["park"], found["industry"]
        self.region_ids = [region.pk for region in found["region"]]

    def parks_called(self, word: str) -> list[int]:
        """Keys of the parks whose names hold the folded word."""
        return [park.pk for park in self.parks if word in fold(park.name)]


class NamedOptions:
    """Of the whole network only the parks and industries that an address names.

    A branch comes with its trade and the other branches.
    """

    region_ids = None  # every region

    def __init__(self, data):
        named = {
            name: [slug for slug in data.getlist(name) if "\0" not in slug]  # no column holds it
            for name in ("park", "industry")
        }
        found = {"park": [], "industry": []}
        if any(named.values()):
            found = _choices(
                park=_parks(_parks_of_the_network().filter(slug__in=named["park"])),
                industry=_industries(_with_their_trades(named["industry"])),
            )
        self.parks, self.industries = found["park"], found["industry"]

    @cached_property
    def _names(self):
        return list(Park.objects.published().order_by().values_list("pk", "name"))

    def parks_called(self, word: str) -> list[int]:
        """As PlaceOptions; names are read when the first word is asked for."""
        return [pk for pk, name in self._names if word in fold(name)]


class NetworkOptions:
    """All parks and industries of the network that can be named."""

    def __init__(self):
        found = _choices(
            park=_parks(_parks_of_the_network()),
            industry=_industries(Industry.objects.active()),
        )
        self.parks, self.industries = found["park"], found["industry"]


def _parks_of_the_network():
    return Park.objects.published().on_a_live_site()


def industry_choices() -> list[Choice]:
    """All industries that can be picked, each trade before its branches; one query."""
    return _choices(industry=_industries(Industry.objects.active()))["industry"]


def most_particular(industries) -> list[Choice]:
    """Who picks a trade and a branch of it means the branch."""
    industries = list(industries)
    meant = {one.parent for one in industries}
    return [one for one in industries if one.pk not in meant]


def _with_their_trades(slugs):
    trades = Industry.objects.filter(slug__in=slugs, parent__isnull=False).values("parent")
    is_meant = Q(slug__in=slugs) | Q(pk__in=trades) | Q(parent__in=trades)
    return Industry.objects.active().filter(is_meant)


def _choices(**rows):
    """{label: its choices in order}; one query."""
    labelled = [each.annotate(label=Value(label)) for label, each in rows.items()]
    found = {label: [] for label in rows}
    union = labelled[0].union(*labelled[1:], all=True) if labelled[1:] else labelled[0]
    for *values, position, label in union:
        found[label].append((position, Choice(*values)))
    return {label: _in_tree_order(each) for label, each in found.items()}


def _in_tree_order(placed):
    """Of (position, choice): a trade, its branches, the next; without a tree as they stand.

    A branch whose trade is not offered stands on its own.
    """
    branches, offered = defaultdict(list), {choice.pk for _, choice in placed}
    ordered = [choice for _, choice in sorted(placed, key=lambda row: (row[0], row[1].pk))]
    for choice in ordered:
        branches[choice.parent if choice.parent in offered else None].append(choice)
    found = []
    for top in branches[None]:
        keys = tuple(branch.pk for branch in branches[top.pk])
        found += [top, *(replace(branch, siblings=keys) for branch in branches[top.pk])]
    return found


def _parks(parks):
    return _rows(
        parks, F("slug"), F("name"), Cast("latitude", FloatField()), Cast("longitude", FloatField())
    )


def _industries(industries):
    return _rows(industries, F("slug"), F("name"), position=F("position"), parent=F("parent_id"))


def _rows(rows, slug, name, latitude=None, longitude=None, position=None, parent=None):
    return rows.order_by().values_list(
        F("pk"),
        slug,
        name,
        latitude or Value(None, FloatField()),
        longitude or Value(None, FloatField()),
        Cast(parent or Value(None, BigIntegerField()), BigIntegerField()),
        Cast(position or Value(0), IntegerField()),
    )


def boxes_in_branches(industries, field) -> list[tuple]:
    """[(box, boxes of its branches, whether one of them is ticked)] of a field with a box each."""
    boxes = dict(zip((one.slug for one in industries), field, strict=True))
    return [
        (box, under, any(one.data["selected"] for one in (box, *under)))
        for box, under in in_branches(industries, of=lambda one: boxes[one.slug])
    ]


def in_branches(industries, of=lambda one: one) -> list[tuple]:
    """[(trade, its branches)] of choices in the order of the tree, each as `of` makes it."""
    found = {}
    for one in industries:
        if one.siblings:
            found[one.parent][1].append(of(one))
        else:
            found[one.pk] = (of(one), [])
    return list(found.values())
