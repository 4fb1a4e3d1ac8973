"""Desks that call colleagues by name wherever a row points to an account: lists and read-only."""

from functools import cache

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist

from core.person_names import person_name


@cache
def _shown_by_name(model, name):
    """What shows the account that `model.name` points to; None where it points to none."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # a method of the desk
        return None
    if not field.many_to_one or field.remote_field.model is not get_user_model():
        return None

    @admin.display(description=field.verbose_name, ordering=name)
    def named(row):
        user = getattr(row, name)
        return person_name(user) if user else "—"

    named.__name__ = name  # the class of the cell and of the line
    return named


def _with_people(model, names):
    return [(isinstance(name, str) and _shown_by_name(model, name)) or name for name in names]


class NamedPeopleMixin:
    """Django shows the user name, which is for signing in."""

    def get_list_display(self, request):
        return _with_people(self.model, super().get_list_display(request))

    def get_readonly_fields(self, request, obj=None):
        return _with_people(self.model, super().get_readonly_fields(request, obj))

    def get_fieldsets(self, request, obj=None):
        """As above, where a field stands read-only."""
        readonly = self.get_readonly_fields(request, obj)
        named = {each.__name__: each for each in readonly if callable(each)}

        def replaced(field):
            if isinstance(field, (list, tuple)):
                return tuple(map(replaced, field))
            return named.get(field, field) if isinstance(field, str) else field

        return [
            (title, options | {"fields": tuple(map(replaced, options["fields"]))})
            for title, options in super().get_fieldsets(request, obj)
        ]
