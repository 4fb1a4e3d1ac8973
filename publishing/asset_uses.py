"""Where files of the library are used; told by the room above that knows all models with files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Use:
    """A row that shows a file, be it public, a draft, or a change that waits beside it."""

    model: type[Model]
    pk: int


UsesOf = Callable[[list[str]], dict[str, list[Use]]]
Unused = Callable[[QuerySet], QuerySet]
_finders: list[tuple[UsesOf, Unused]] = []


def register(uses_of: UsesOf, unused: Unused):
    """By name in storage what shows a file; of rows of the library those that nothing shows."""
    _finders[:] = [(uses_of, unused)]


def uses_of(paths: list[str]) -> dict[str, list[Use]]:
    """What shows each of the files, each row once; files that nothing shows are left out."""
    return {path: uses for find, _ in _finders for path, uses in find(paths).items()}


def unused(assets: QuerySet) -> QuerySet:
    """Those that nothing shows; earlier versions of a row do not count."""
    for _, without_use in _finders:
        assets = without_use(assets)
    return assets
