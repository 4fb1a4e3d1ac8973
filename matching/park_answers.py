"""A park as an answer: why it is named, what it supplies, how far trains and motorways are."""

from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from parks.display_values import UNKNOWN, number
from parks.models import CostFactor, TransportLink, Utility

# A need of a space and the utility of its park that stands behind it.
BEHIND = {"power_min": "power", "steam": "heat", "gas": "gas"}
ROADS = {"rail_max": "rail_freight", "highway_max": "highway"}
STATES = {True: "已通", False: "未通", None: UNKNOWN}


def with_supplies(parks):
    """Utilities, distances and current prices come along as JSON, in the same query."""
    today = timezone.localdate()
    current = CostFactor.objects.filter(valid_from_on__lte=today)
    newest = current.order_by("kind", "-valid_from_on").distinct("kind")
    nearest = TransportLink.objects.filter(kind__in=ROADS.values(), distance_km__isnull=False)
    nearest = nearest.order_by("kind", "distance_km", "pk").distinct("kind")
    return parks.annotate(
        utility_list=_listed(Utility.objects.order_by("pk"), "kind", "is_supplied", "capacity"),
        road_list=_listed(nearest, "kind", "name", "distance_km"),
        cost_list=_listed(newest, "kind", "value", "unit", "valid_from_on", "source"),
    )


def _listed(rows, *names):
    mine = rows.filter(park=OuterRef("pk"))
    return ArraySubquery(mine.values(json=JSONObject(**{name: name for name in names})))


class ParkAnswer:
    """Of a park that came from with_supplies() and carries `fitting` and `names_industry`."""

    def __init__(self, park, site, answers):
        self.park = park
        self.url = park.url_on(site)
        self.asked = {asked.need.name for asked in answers.asked}
        self.needs_water = answers.water is not None

    @cached_property
    def costs(self):
        """{kind: CostFactor} of the newest prices that are valid."""
        return {row["kind"]: CostFactor(**row) for row in self.park.cost_list}

    def facts(self):
        """(Label, words, is known): what was asked of the park, and the distances it states."""
        return [*self._roads(), *self._utilities()]

    def _roads(self):
        known = {row["kind"]: row for row in self.park.road_list}
        for name, kind in ROADS.items():
            label = TransportLink.Kind(kind).label
            if kind in known:
                row = known[kind]
                km = number(row["distance_km"], 1)
                yield f"到{label}", f"{km}\u00a0km（{row['name']}）", True
            elif name in self.asked:
                yield f"到{label}", UNKNOWN, False

    def _utilities(self):
        known = {row["kind"]: row for row in self.park.utility_list}
        wanted = [kind for name, kind in BEHIND.items() if name in self.asked]
        for kind in [*wanted, *(["water"] if self.needs_water else [])]:
            row = known.get(kind, {"is_supplied": None, "capacity": ""})
            state = STATES[row["is_supplied"]]
            words = f"{state}，{row['capacity']}" if row["capacity"] else state
            yield Utility.Kind(kind).label, words, row["is_supplied"] is not None
