"""找地区: one of hundreds of sites by any of its names, its province or its first letter."""

from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from django import forms
from django.core.paginator import Paginator

from core.blank_parameters import without_blanks
from portal.carried_needs import NeedsElsewhere
from portal.site_directory import SiteDirectory, SiteEntry, distance_words
from regions.spellings import place_key

PER_PAGE = 48
# So few are shown all at once: nothing needs to be chosen first.
FEW = 24
LONGEST_NAME = 40
NOT_KNOWN = "请从下面选。"


class PlaceForm(forms.Form):
    """One of three ways to look; what is wrong counts as not given."""

    place = forms.CharField(
        label="地区名或拼音",
        max_length=LONGEST_NAME,
        required=False,
        error_messages={"max_length": f"地区名最多 {LONGEST_NAME} 个字。"},
    )
    province = forms.ChoiceField(required=False, error_messages={"invalid_choice": NOT_KNOWN})
    letter = forms.ChoiceField(
        required=False,
        choices=[(each, each) for each in ascii_uppercase],
        error_messages={"invalid_choice": NOT_KNOWN},
    )

    def __init__(self, data, provinces):
        super().__init__(without_blanks(data))
        self.fields["province"].choices = [(each.value, each.label) for each in provinces]


@dataclass(frozen=True)
class PlaceRow:
    """A site to go to: where the link leads, and what stands beside its name."""

    entry: SiteEntry
    url: str
    distance: str = ""


class PlaceChooser:
    """What one address of a page with the finder asks and shows."""

    def __init__(self, given):
        self.directory = SiteDirectory()
        self.carried = NeedsElsewhere(given)
        self.form = PlaceForm(given, self.directory.provinces())
        self.form.is_valid()
        self._page = given.get("page")

    def _asked(self, name):
        return self.form.cleaned_data.get(name, "")

    @property
    def text(self):
        return self._asked("place").strip()

    @cached_property
    def provinces(self):
        return self.directory.provinces(self._asked("province"))

    @cached_property
    def letters(self):
        return self.directory.letters(self._asked("letter"))

    @cached_property
    def found(self) -> list[PlaceRow] | None:
        """By name; None where none was given."""
        return self.named(self.text) if place_key(self.text) else None

    def named(self, text) -> list[PlaceRow]:
        return self._rows(self.directory.named(text))

    @cached_property
    def page_obj(self):
        """The sites of the province or letter that was chosen; of few sites all of them."""
        page = Paginator(self._listed(), PER_PAGE).get_page(self._page)
        page.object_list = self._rows(page.object_list)
        return page

    def _listed(self):
        if letter := self._asked("letter"):
            return self.directory.of_letter(letter)
        if province := self._asked("province"):
            return self.directory.of_province(province)
        return self.directory.entries if self.is_small else []

    @property
    def is_small(self):
        return len(self.directory.entries) <= FEW

    @property
    def is_chosen(self):
        return bool(self._asked("letter") or self._asked("province"))

    @property
    def title(self):
        """Of page_obj."""
        number = self.page_obj.paginator.count
        if letter := self._asked("letter"):
            return f"{letter} 开头的 {number} 个地区"
        chosen = next((each.label for each in self.provinces if each.is_current), "全部")
        return f"{chosen} {number} 个地区"

    def nearest_to(self, region) -> list[PlaceRow]:
        near = self.directory.nearest_to(region)
        return [self._row(entry, distance_words(km)) for entry, km in near]

    def above(self, region) -> list[PlaceRow]:
        """The sites of the regions above, the nearest first."""
        paths = [entry for entry in self.directory.entries if region.path.startswith(entry.path)]
        return self._rows(reversed([entry for entry in paths if entry.path != region.path]))

    def _rows(self, entries):
        return [self._row(entry) for entry in entries]

    def _row(self, entry, distance=""):
        return PlaceRow(entry, self.carried.url_on(entry.slug), distance)
