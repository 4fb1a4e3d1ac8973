"""The columns of a list of listings: the table of attributes as clerks write it into files."""

from functools import cache

from django.db import models

from core.coordinate_systems import Axis
from exchange.converters import (
    ChoiceConverter,
    CoordinateConverter,
    DayConverter,
    IndustriesConverter,
    NameConverter,
    NumberConverter,
    RichTextConverter,
    TextConverter,
    YesNoConverter,
    fold,
)
from parks.attributes import ATTRIBUTES, Holder
from parks.display_values import number as plain_number
from parks.models import BuildingSpec, LandTerms, Listing
from parks.units import spellings_of
from publishing.fields import RichTextField

TERMS = {"land": LandTerms, "building": BuildingSpec}


class ListingColumn:
    """A column of the list. `terms` names the kinds of terms it belongs to, none: the listing."""

    def __init__(self, attribute, field, terms=()):
        self.attribute, self.field, self.name, self.terms = attribute, field, field.name, terms
        is_number = isinstance(field, (models.DecimalField, models.IntegerField))
        self.units = spellings_of(attribute.unit) if is_number else {}
        self.converter = converter_for(field, self.units, attribute.words)
        self.is_required = attribute.is_required
        self.label = str(field.verbose_name)
        # What stands for “nobody knows” in the database.
        self.empty = "" if isinstance(field, (models.CharField, models.TextField)) else None

    def render(self, holder):
        """What an export writes for a listing or its terms."""
        return self.converter.render(getattr(holder, self.name))

    def words(self, value) -> str:
        """A value as a comparison shows it; "" of what nobody knows."""
        text = self.converter.render(value)
        if isinstance(text, str):
            return text
        return "" if text is None else plain_number(text, getattr(self.field, "decimal_places", 0))

    def spellings(self):
        """Every header that means this column → the factor to our unit.

        Where the unit has a column of its own, another name counts only with a unit behind it.
        """
        others = () if self.attribute.unit_in else self.attribute.other_names
        found = dict.fromkeys(map(fold, (self.label, self.name, *others)), 1)
        for stem in {fold(name).split("(")[0] for name in (self.label, *others)}:
            found.setdefault(stem, 1)
            found |= {f"{stem}({fold(unit)})": factor for unit, factor in self.units.items()}
            for unit, factor in self.units.items():
                found.setdefault(f"{stem}(万{fold(unit)})", factor * 10_000)
        return found

    def spellings_with_unit(self):
        """Every header that also says the unit, which has a column of its own → (column, code)."""
        unit_in = self.attribute.unit_in
        units = Listing._meta.get_field(unit_in).choices if unit_in else ()
        return {
            fold(f"{name}（{unit}）"): (unit_in, code)
            for name in (self.label, *self.attribute.other_names)
            for code, unit in units
        }


def converter_for(field, units, words):
    if isinstance(field, RichTextField):
        return RichTextConverter()
    if field.choices:
        return ChoiceConverter(field.choices, words)
    if isinstance(field, models.BooleanField):
        return YesNoConverter()
    if field.name in set(Axis):
        return CoordinateConverter(Axis(field.name))
    if isinstance(field, models.DecimalField):
        return NumberConverter(
            places=field.decimal_places, digits=field.max_digits, units=units, is_positive=True
        )
    if isinstance(field, models.IntegerField):
        digits = 4 if "Small" in type(field).__name__ else 9
        return NumberConverter(places=0, digits=digits, units=units, is_positive=True)
    if isinstance(field, models.DateField):
        return DayConverter()
    if isinstance(field, models.ManyToManyField):
        return IndustriesConverter()
    if isinstance(field, models.ForeignKey):
        return NameConverter()
    return TextConverter(field.max_length, is_code=field.name == "code")


def terms_of(kind):
    return "land" if kind == Listing.Kind.LAND else "building"


@cache
def listing_columns() -> dict[str, ListingColumn]:
    """Name → column in the order of the template; terms of land and of buildings side by side."""
    rows = (attribute for attribute in ATTRIBUTES if attribute.holder is not Holder.PARK)
    return {column.name: column for attribute in rows for column in _columns(attribute)}


def _columns(attribute):
    """A fact kept in two columns has two; what plots and buildings both state has one."""
    terms, model = (), Listing
    if attribute.holder is Holder.TERMS:
        terms = tuple(dict.fromkeys(map(terms_of, attribute.kinds)))
        model = TERMS[terms[0]]
    return [ListingColumn(attribute, model._meta.get_field(n), terms) for n in attribute.stored_in]


def columns_of_kind(kind) -> list[ListingColumn]:
    """Those that make sense for one kind of listing."""
    return [c for c in listing_columns().values() if not c.terms or terms_of(kind) in c.terms]
