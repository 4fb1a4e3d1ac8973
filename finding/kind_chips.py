"""The links above a list and its map: all kinds, and each with how many places it has."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from finding.match_explanation import capped
from parks.landing_pages import LANDINGS


class KindChip(NamedTuple):
    """A link to the same list of one kind, or of all."""

    label: str
    count: str
    url: str
    is_current: bool


def kind_chips(
    counts: Mapping[str, int], chosen: Collection[str], url_of: Callable[[str], str]
) -> list[KindChip]:
    """All kinds, then one after the other; `url_of("")` leads to all."""
    everything = KindChip("全部", capped(sum(counts.values())), url_of(""), not chosen)
    kinds = [
        KindChip(landing.noun, capped(counts.get(kind, 0)), url_of(kind), kind in chosen)
        for kind, landing in LANDINGS.items()
    ]
    return [everything, *kinds]
