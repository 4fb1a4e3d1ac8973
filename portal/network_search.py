"""Search over the whole network, from its own page: places first, then what holds the words."""

from functools import cached_property

from core.blank_parameters import without_blanks
from portal.place_chooser import PlaceChooser
from search.forms import SearchForm
from search.models import SearchEntry
from search.results import Search


class NetworkResults:
    """Reads what SearchForm reads of it: the words, and one type to see all hits of."""

    def __init__(self, given):
        self._given = given
        self.form = SearchForm(without_blanks(given))
        self.form.is_valid()

    @property
    def query(self):
        return self.form.cleaned_data.get("q", "")

    @property
    def kind(self):
        value = self.form.cleaned_data.get("type")
        return SearchEntry.Type(value) if value else None

    @cached_property
    def _search(self):
        return Search(None, self.query, scope="all")

    @cached_property
    def places(self):
        """Sites of the place that the words name, if they name one."""
        if not self.query:
            return []
        chooser = PlaceChooser(without_blanks(self._given))
        return chooser.named(self.query)

    @cached_property
    def groups(self):
        return self._search.groups() if self._search.words and not self.kind else []

    @cached_property
    def page_obj(self):
        return self._search.page(self.kind, self._given.get("page")) if self.kind else None

    @property
    def is_empty(self):
        """Whether something was asked and nothing answers it."""
        hits = self.page_obj.object_list if self.kind else self.groups
        return bool(self.query) and not hits and not self.places
