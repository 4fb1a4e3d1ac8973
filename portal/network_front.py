"""The network's own page: what there is in all, what is new, and where its sites lie."""

from functools import cached_property

from django.db.models import Count

from parks.models import Listing, Park
from policies.models import Policy
from portal.network_map import network_map

NEWEST = 6


class NetworkFront:
    """Reads beside the sites themselves three short lists or counts."""

    def __init__(self, directory, *, is_small: bool):
        self.directory = directory
        self._is_small = is_small

    @cached_property
    def totals(self):
        """[(what, how many)] that any live site shows."""
        paths = {entry.path for entry in self.directory.entries}
        tops = [entry for entry in self.directory.entries if _is_top(entry, paths)]
        counts = self.directory.on_offer
        return [
            ("个地区已开通", len(self.directory.entries)),
            ("处土地与空间可供", sum(counts[entry.path] for entry in tops)),
            ("个园区", self._shown(Park)),
            ("条政策现行有效", self._shown(Policy)),
        ]

    def _shown(self, model):
        rows = model.objects.published()
        rows = rows.in_force() if model is Policy else rows
        return rows.on_a_live_site().aggregate(number=Count("pk"))["number"]

    @cached_property
    def newest(self):
        rows = Listing.objects.published().on_offer().on_a_live_site().for_cards()
        rows = rows.select_related("region", "park", "land_terms", "building_spec")
        return rows.order_by("-publish_at", "-pk")[:NEWEST]

    @cached_property
    def map(self):
        return network_map(self.directory.entries, by_province=not self._is_small)


def _is_top(entry, paths):
    """Whether no other site shows all that this one does."""
    codes = entry.path.split("/")[:-1]
    above = {"".join(f"{code}/" for code in codes[:length]) for length in range(1, len(codes))}
    return not above & paths
