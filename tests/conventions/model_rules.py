"""STYLE rules on models. Each takes a model class and yields sentences about violations."""

from django.db import models

TEXT_FIELDS = (models.CharField, models.TextField)
BOOLEAN_PREFIXES = ("is_", "has_")


def has_docstring(model):
    doc = model.__dict__.get("__doc__") or ""
    if not doc or doc.startswith(f"{model.__name__}("):
        yield f"{model.__name__}: no docstring"


def has_own_str(model):
    if "__str__" not in vars(model) and not any(
        "__str__" in vars(base) for base in model.__mro__[1:] if base not in (models.Model, object)
    ):
        yield f"{model.__name__}: no __str__"


def has_no_ordering(model):
    if model._meta.ordering:
        yield f"{model.__name__}: Meta.ordering"


def names_its_relations(model):
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        remote = field.remote_field
        if remote and remote.related_name is None and not getattr(remote, "parent_link", False):
            yield f"{model.__name__}.{field.name}: no related_name"


def names_tell_types(model):
    """_at is a moment, _on a day, is_/has_ a yes or no — and the other way round.

    Names that a package's abstract model brings along are its own.
    """
    for field in _own_fields(model):
        is_moment = isinstance(field, models.DateTimeField)
        is_day = isinstance(field, models.DateField) and not is_moment
        is_flag = isinstance(field, models.BooleanField)
        if is_moment != field.name.endswith(("_at", "_until", "_expire")) and is_moment:
            yield f"{model.__name__}.{field.name}: a moment ends in _at"
        if is_day != field.name.endswith("_on"):
            yield f"{model.__name__}.{field.name}: a day ends in _on, and only a day"
        allowed = field.name.startswith(BOOLEAN_PREFIXES) or field.name == "reaches_below"
        if is_flag and not allowed:
            yield f"{model.__name__}.{field.name}: a boolean begins with is_ or has_"


def _own_fields(model):
    bases = [b for b in model.__mro__ if b.__module__.startswith("django.") and hasattr(b, "_meta")]
    brought = {field.name for base in bases for field in base._meta.local_fields}
    return [field for field in model._meta.local_fields if field.name not in brought]


def text_is_never_null(model):
    for field in model._meta.local_fields:
        if isinstance(field, TEXT_FIELDS) and field.null:
            yield f"{model.__name__}.{field.name}: null on a text field"


def constraints_carry_their_table(model):
    prefix = f"{model._meta.db_table}_"
    for constraint in model._meta.constraints:
        if not constraint.name.startswith(prefix):
            yield f"{constraint.name}: should begin with {prefix}"


def constraints_are_tested(model, words):
    """`words`: every word of the tests. A rule nobody broke may not hold."""
    prefix = f"{model._meta.db_table}_"
    for constraint in model._meta.constraints:
        if not {constraint.name, constraint.name.removeprefix(prefix)} & words:
            yield f"{constraint.name}: no test breaks it"


def relations_point_down(model, order):
    """Foreign keys obey the staircase too, string references included."""
    own = order.get(model._meta.app_label)
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        if field.remote_field is None:
            continue
        theirs = order.get(field.remote_field.model._meta.app_label)
        if own is not None and theirs is not None and theirs > own:
            yield f"{model.__name__}.{field.name}: points up the staircase"


MODEL_RULES = [
    has_docstring,
    has_own_str,
    has_no_ordering,
    names_its_relations,
    names_tell_types,
    text_is_never_null,
    constraints_carry_their_table,
]
