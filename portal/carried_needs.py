"""What a reader asked on one site, as it goes along to another one."""

from django.http import QueryDict
from django.urls import reverse

from parks.landing_pages import EVERYTHING, LANDINGS

# The list he was reading, by the name of its address.
TO = "to"
LISTS = (EVERYTHING.url_name, *(landing.url_name for landing in LANDINGS.values()), "listing_map")
# Of one place, or of the page that was read: elsewhere they would mean nothing.
STAYS = {
    TO,
    "place",
    "province",
    "letter",
    "page",
    "after",
    "before",
    "park",
    "q",
    "bbox",
    "region",
}
STAYS |= {"listing", "sort"}
LONGEST = 300
# One need: its two ends, or about how much.
ENDS = ("_min", "_max", "_about")
# How another one is meant: none of its own.
NO_NEEDS = ("_unit", "_within", "sure")


class NeedsElsewhere:
    """Read from an address; what is too long to be repeated at every site is left behind."""

    def __init__(self, given: QueryDict):
        self.to = given.get(TO) if given.get(TO) in LISTS else ""
        kept = given.copy() if self.to else QueryDict(mutable=True)
        for name in [name for name in kept if name in STAYS or not any(kept.getlist(name))]:
            del kept[name]
        if len(kept.urlencode()) > LONGEST:
            kept = QueryDict()
        self._kept = kept

    def __len__(self):
        """How many needs there are: all that is said of one size is one."""
        names = {name for name in self._kept if not name.endswith(NO_NEEDS)}
        return len({_without_end(name) for name in names})

    @property
    def fields(self) -> list[tuple[str, str]]:
        """(name, value) of each, for the hidden fields of a form."""
        pairs = [(name, value) for name, values in self._kept.lists() for value in values]
        return [(TO, self.to), *pairs] if self.to else []

    @property
    def query(self) -> str:
        """As links of the same page repeat it, "" or "to=…&…&"."""
        given = QueryDict(mutable=True)
        for name, value in self.fields:
            given.appendlist(name, value)
        return given.urlencode() + "&" if given else ""

    def url_on(self, slug: str) -> str:
        """The list he was reading under his needs, on another site; without one its home page."""
        url = reverse(self.to or "site_home", args=[slug])
        return f"{url}?{self._kept.urlencode()}" if self._kept else url


def _without_end(name):
    return name.rpartition("_")[0] if name.endswith(ENDS) else name
