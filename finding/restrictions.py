"""What a list can be narrowed to besides needs: always known, so never 未知."""

import unicodedata

from django.db.models import Q

from finding.criteria import EVERY, NOTHING, Need
from parks.models import Listing

MOST_WORDS = 6  # each is looked for in four places of every listing


class Pick(Need):
    """Narrows a list by something every listing has or lacks."""

    operator = "one_of"

    def _contradicts(self, value):
        return ~self._passes(value)

    def _silent(self, value):
        return NOTHING

    def _is_silent(self, row, value):
        return False


class KindPick(Pick):
    """The value is a list of kinds."""

    def words(self, value):
        return "、".join(Listing.Kind(kind).label for kind in value)

    def _passes(self, value):
        return Q(kind__in=value)

    def _is_met(self, row, value):
        return row.kind in value

    def _fact_words(self, row, value):
        return Listing.Kind(row.kind).label


class OfferPick(Pick):
    """The value is a list of "sale" and "lease"."""

    WORDS = {"sale": "买", "lease": "租"}

    def words(self, value):
        return "或".join(self.WORDS[offer] for offer in value)

    def _passes(self, value):
        wanted = Q(is_for_sale=True) if "sale" in value else NOTHING
        return wanted | Q(is_for_lease=True) if "lease" in value else wanted

    def _contradicts(self, value):
        unwanted = Q(is_for_sale=False) if "sale" in value else Q()
        return unwanted & Q(is_for_lease=False) if "lease" in value else unwanted

    def _is_met(self, row, value):
        return (row.is_for_sale and "sale" in value) or (row.is_for_lease and "lease" in value)

    def _fact_words(self, row, value):
        return "只租" if row.is_for_lease else "只卖"


class ParkPick(Pick):
    """The value is a list of choices with pk and name."""

    def words(self, value):
        return "或".join(park.name for park in value)

    def _passes(self, value):
        return Q(park__in=[park.pk for park in value])

    def _is_met(self, row, value):
        return row.park_id in {park.pk for park in value}

    def _fact_words(self, row, value):
        return "在别的园区" if row.has_public_park else "不在园区"


class WordsPick(Pick):
    """Words in the title, code or address, or in the name of one of the `parks` offered."""

    def words(self, value):
        return f"“{value.text}”"

    def _passes(self, value):
        return Q(listing__in=value.listings())

    def _is_met(self, row, value):
        return value.listings().filter(pk=row.pk).exists()

    def _fact_words(self, row, value):
        return "没有提到"


class Words:
    """Typed words, each of which must be found; `parks` are those a reader may see."""

    def __init__(self, text, parks):
        self.text = text
        self.parks = parks

    def listings(self):
        found = Listing.objects.order_by()
        words = dict.fromkeys(unicodedata.normalize("NFKC", self.text).split())
        for word in list(words)[:MOST_WORDS]:
            named = [park.pk for park in self.parks if word.lower() in park.name.lower()]
            found = found.filter(
                Q(title__icontains=word)
                | Q(code__icontains=word)
                | Q(address__icontains=word)
                | Q(park__in=named)
            )
        return found.values("pk")

    def __repr__(self):
        return f"Words({self.text!r})"


PICKS = (
    KindPick("kind", "类型", "kind", EVERY, ""),
    OfferPick("offer", "租或买", "is_for_lease", EVERY, ""),
    ParkPick("park", "园区", "park_id", EVERY, ""),
    WordsPick("q", "搜索词", "listing_id", EVERY, ""),
)
