"""A park as an answer: why it is named, what it supplies, how far trains and motorways are."""

from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from parks.display_values import UNKNOWN
from parks.models import CostFactor, TransportLink, Utility
from parks.models.supplies import UNBUILT, capacity_words, distance_words, supply_status

# A need of a space and the utility of its park that stands behind it.
BEHIND = {"power_min": "power", "voltage_min": "power", "steam": "heat", "gas": "gas"}
ROADS = {"rail_max": "rail_freight", "highway_max": "highway"}


def with_supplies(parks):
    """Utilities, distances and current prices come along as JSON, in the same query."""
    today = timezone.localdate()
    current = CostFactor.objects.filter(valid_from_on__lte=today)
    newest = current.order_by("kind", "-valid_from_on").distinct("kind")
    links = TransportLink.objects.filter(kind__in=ROADS.values()).nearest_first()
    nearest = links.order_by("kind", *links.query.order_by).distinct("kind")
    return parks.annotate(
        utility_list=_listed(
            Utility.objects.order_by("pk"),
            *("kind", "is_supplied", "capacity", "state", "voltage_kv"),
        ),
        road_list=_listed(nearest, "kind", "name", "distance_km", "state"),
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
                words = distance_words(row["distance_km"], row["state"])
                is_built = row["state"] not in UNBUILT
                yield f"到{label}", f"{words}（{row['name']}）", is_built
            elif name in self.asked:
                yield f"到{label}", UNKNOWN, False

    def _utilities(self):
        known = {row["kind"]: row for row in self.park.utility_list}
        wanted = dict.fromkeys(kind for name, kind in BEHIND.items() if name in self.asked)
        for kind in [*wanted, *(["water"] if self.needs_water else [])]:
            row = known.get(kind, {"is_supplied": None, "capacity": "", "state": ""})
            state = supply_status(row["is_supplied"], row["state"])
            capacity = capacity_words(row.get("voltage_kv"), row["capacity"])
            words = f"{state}，{capacity}" if capacity else state
            is_known = row["is_supplied"] is not None and row["state"] not in UNBUILT
            yield Utility.Kind(kind).label, words, is_known
