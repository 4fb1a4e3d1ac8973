"""Whether a newcomer can guess from its name what a file holds.

A name is guessable when it is Django's word, a noun of one of our models, or an entry of
docs/glossary.md. `python -m tests.conventions.name_rules` prints the share and the rest.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import django
from django.apps import apps

from tests.conventions.rooms import ROOT, STAIRCASE

# What Django, DRF and a Django project's conventions call files; "base" and "server" name the
# parts of a database backend.
DJANGO_WORDS = """
actions admin api apps base checks context_processors feeds fields filters finders formats forms
managers middleware models serializers server settings sitemaps tests urls validators views widgets
wsgi
"""
DJANGO = frozenset(DJANGO_WORDS.split())
CODE_WORD = re.compile(r"`([a-z0-9_]+)`")


def glossary_words() -> set[str]:
    """The code words of docs/glossary.md: `facet_counts` in backticks."""
    return set(CODE_WORD.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")))


def model_nouns(models) -> set[str]:
    """listing, listings, kind_rule, kind_rules …, from model classes."""
    found = set()
    for model in models:
        noun = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
        found |= {noun, _plural(noun)}
    return found


def _plural(noun):
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def is_guessable(stem: str, nouns: set[str], words: set[str]) -> bool:
    """Also a noun with Django's word behind it: listing_admin, article_forms."""
    known = DJANGO | nouns | words
    head, _, tail = stem.rpartition("_")
    return stem in known or (head in nouns and tail in DJANGO | {"tags"})


def python_files() -> list[Path]:
    """Modules of the rooms, without packages' own files and migrations."""
    return [
        path
        for room in STAIRCASE
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts and path.name != "__init__.py"
    ]


def unguessable(models) -> tuple[float, list[str]]:
    """(share of guessable names, the other files)."""
    nouns, words = model_nouns(models), glossary_words()
    files = python_files()
    rest = [p for p in files if not is_guessable(p.stem, nouns, words)]
    return 1 - len(rest) / len(files), [str(p.relative_to(ROOT)) for p in rest]


def shared_stems(models) -> dict[str, list[str]]:
    """Stems of modules in several rooms, but for Django's words and models' nouns.

    The same thing in two rooms (a model and its admin page) has the model's noun for a name; what
    is left should be one thing, or be called otherwise.
    """
    nouns, places = model_nouns(models), defaultdict(list)
    for path in python_files():
        places[path.stem].append(str(path.relative_to(ROOT)))
    return {
        stem: paths
        for stem, paths in places.items()
        if len({path.partition("/")[0] for path in paths}) > 1 and stem not in DJANGO | nouns
    }


def main():
    share, rest = unguessable(apps.get_models())
    print(f"{share:.1%} of {len(python_files())} names can be guessed; the rest:", *rest, sep="\n")  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main()
