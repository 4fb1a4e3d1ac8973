"""What a list can be narrowed to besides needs: always known of a row, so never 未知."""

from dataclasses import dataclass

from django.db.models import Q

from core.text_folding import fold
from parks.models import Listing

MOST_WORDS = 6  # each is looked for in every listing
OFFERS = {"sale": "is_for_sale", "lease": "is_for_lease"}


@dataclass(frozen=True)
class Restriction:
    """Asked together with a value, like a need; `name` is the URL parameter and never changes."""

    name: str
    label: str
    operator = "one_of"

    def words(self, value) -> str:
        raise NotImplementedError

    def possible(self, value) -> Q:
        """The condition of an index row."""
        raise NotImplementedError

    def met(self, value) -> Q:
        """The same: nothing of it is ever unknown."""
        return self.possible(value)


class KindRestriction(Restriction):
    """The value is a list of kinds."""

    def words(self, value):
        return "、".join(Listing.Kind(kind).label for kind in value)

    def possible(self, value):
        return Q(kind__in=value)


class OfferRestriction(Restriction):
    """The value is a list of "sale" and "lease"."""

    WORDS = {"sale": "买", "lease": "租"}

    def words(self, value):
        return "或".join(self.WORDS[offer] for offer in value)

    def possible(self, value):
        wanted = Q()
        for offer in value:
            wanted |= Q(**{OFFERS[offer]: True})
        return wanted


class ParkRestriction(Restriction):
    """The value is a list of choices with pk and name."""

    def words(self, value):
        return "或".join(park.name for park in value)

    def possible(self, value):
        return Q(park__in=[park.pk for park in value])


class WordsRestriction(Restriction):
    """Words in the title, code or address, or in the name of one of the parks offered."""

    def words(self, value):
        return f"“{value.text}”"

    def possible(self, value):
        held = Q()
        for word in value.words:
            parks = value.options.parks_called(word)
            held &= Q(searched_text__contains=word) | Q(park__in=parks)
        return held


class Words:
    """Typed words, each of which must be found; `options` name the parks a reader may see."""

    def __init__(self, text, options):
        self.text = text
        self.words = list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
        self.options = options

    def __bool__(self):
        return bool(self.words)

    def __repr__(self):
        return f"Words({self.words})"


RESTRICTIONS = (
    KindRestriction("kind", "类型"),
    OfferRestriction("offer", "租或买"),
    ParkRestriction("park", "园区"),
    WordsRestriction("q", "搜索词"),
)
