"""Columns that hold what visitors said, sealed (core.sealing); in Python they are plain texts.

The database cannot look into them: a filter on one raises, except for what is empty. What cannot be
opened raises Unreadable when it is read, and is written back as it was.
"""

import json

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, In, IsNull
from django.db.models.query_utils import DeferredAttribute
from django.utils.datastructures import DictWrapper

from core.sealing import (
    ALIKE_MARK,
    MARK,
    Unreadable,
    is_sealed,
    seal,
    seal_alike,
    sealed_length,
    unseal,
)

# What Django asks of a value before it writes it.
NO_EXPRESSION = {"resolve_expression", "as_sql", "prepare_database_save"}


class Unread:
    """Stands in a row for what could not be opened: whoever uses it is told so."""

    __slots__ = ("sealed",)
    __hash__ = None

    def __init__(self, sealed: str):
        self.sealed = sealed

    def _refuse(self, *args):
        raise Unreadable

    __str__ = __repr__ = __bool__ = __len__ = __iter__ = __eq__ = __getitem__ = _refuse
    __contains__ = __add__ = __radd__ = __format__ = _refuse

    def __getattr__(self, name):
        if name in NO_EXPRESSION:
            raise AttributeError(name)
        raise Unreadable


def is_unread(row: models.Model, name: str) -> bool:
    """Whether a column of the row could not be opened."""
    return isinstance(row.__dict__.get(name), Unread)


class SealedAttribute(DeferredAttribute):
    """The text of a row, once somebody asks for it."""

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if isinstance(value, Unread):
            raise Unreadable
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class OnlyEmpty(Exact):
    """Whether there is a text at all."""

    def get_prep_lookup(self):
        if self.rhs != "":
            raise FieldError(NOT_LOOKED_FOR.format(self.lhs.output_field.name))
        return super().get_prep_lookup()


class AnyKeyIn(In):
    """One of these texts, whichever key has sealed it, or none yet."""

    def get_prep_lookup(self):
        if not isinstance(self.rhs, list | tuple | set | frozenset):
            raise FieldError(NOT_LOOKED_FOR.format(self.lhs.output_field.name))
        field = self.lhs.output_field
        self.rhs = [stored for text in self.rhs for stored in field.stored_as(text)]
        return super().get_prep_lookup()


def exactly(lhs, rhs):
    """This text, or none."""
    return AnyKeyIn(lhs, [rhs]) if isinstance(rhs, str) and rhs else OnlyEmpty(lhs, rhs)


NOT_LOOKED_FOR = (
    "“{}” is sealed: the database knows only whether it is empty. "
    "Look for it by a keyed digest, or compare it in Python."
)


class Sealed:
    """What the sealed kinds of columns share. `""` and NULL stay what they are."""

    descriptor_class = SealedAttribute
    mark = MARK
    known_lookups = {"exact": OnlyEmpty, "isnull": IsNull}

    @property
    def bound_to(self) -> str:
        """A text of one column does not open in another."""
        return f"{self.model._meta.db_table}.{self.column}"

    def open(self, text: str) -> str:
        """Of what the database gave; a text from before the column was sealed is itself."""
        return unseal(text, bound_to=self.bound_to) if is_sealed(text) else text

    def seal(self, text: str) -> str:
        return seal(text, bound_to=self.bound_to) if text else text

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        try:
            return self.open(value)
        except Unreadable:
            return Unread(value)

    def pre_save(self, model_instance, add):
        value = model_instance.__dict__.get(self.attname)
        return value if isinstance(value, Unread) else super().pre_save(model_instance, add)

    def get_db_prep_save(self, value, connection):
        if isinstance(value, Unread):
            return value.sealed
        if value is None or hasattr(value, "as_sql"):
            return value
        return self.seal(self.get_prep_value(value))

    def get_lookup(self, lookup_name):
        if lookup_name not in self.known_lookups:
            raise FieldError(NOT_LOOKED_FOR.format(self.name))
        return self.known_lookups[lookup_name]

    def get_transform(self, lookup_name):
        raise FieldError(NOT_LOOKED_FOR.format(self.name))


class SealedTextField(Sealed, models.TextField):
    """Of any length."""


class SealedCharField(Sealed, models.CharField):
    """`max_length` counts what was typed; the column has room for that, sealed."""

    def db_type_parameters(self, connection):
        room = self.__dict__ | {"max_length": sealed_length(self.max_length)}
        return DictWrapper(room, connection.ops.quote_name, "qn_")


class SealedLookup(SealedCharField):
    """Of which the database knows the same text again, and nothing else: sealed alike each time.

    Unique keys hold among what one key has sealed.
    """

    mark = ALIKE_MARK
    known_lookups = {"exact": exactly, "in": AnyKeyIn, "isnull": IsNull}

    def seal(self, text):
        return seal_alike(text, bound_to=self.bound_to)[0] if text else text

    def stored_as(self, text: str) -> list[str]:
        """All the ways in which the column may hold it."""
        return [text, *seal_alike(text, bound_to=self.bound_to)] if text else [text]


class SealedLookupCharField(SealedLookup):
    """Of one line."""


class SealedLookupEmailField(SealedLookup, models.EmailField):
    """A mail address."""


class SealedJSONField(Sealed, models.JSONField):
    """Still jsonb: one string, sealed."""

    def open(self, text):
        is_ours = isinstance(text, str) and is_sealed(text)
        return json.loads(super().open(text), cls=self.decoder) if is_ours else text

    def seal(self, text):
        return super().seal(json.dumps(text, cls=self.encoder))

    def from_db_value(self, value, expression, connection):
        stored = models.JSONField.from_db_value(self, value, expression, connection)
        return super().from_db_value(stored, expression, connection)

    def get_db_prep_save(self, value, connection):
        sealed = super().get_db_prep_save(value, connection)
        is_text = isinstance(sealed, str)
        return connection.ops.adapt_json_value(sealed, self.encoder) if is_text else sealed
