"""Partials that nobody includes and classes that nobody carries any more."""

import re

# Set by htmx and Leaflet.
FOREIGN_CLASSES = ("htmx-", "leaflet-")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BODY = re.compile(r"\{[^{}]*\}")
CLASS = re.compile(r"\.([a-z][\w-]*)")
# What a class that is put together ends in: card--{{ kind }}, `atlas__name--${kind}`.
MADE_UP = r"(?:{{|{%|\$?{)"


def unused_partials(names, words):
    """Include-only templates (`_name.html`) that no text in `words` names."""
    partials = [name for name in names if name.rpartition("/")[2].startswith("_")]
    return sorted(name for name in partials if f'"{name}"' not in words)


def unused_classes(css, words):
    """Classes of a style sheet that no template, script or Python source in `words` sets."""
    selectors = BODY.sub("{}", COMMENT.sub("", css))
    classes = {name for name in CLASS.findall(selectors) if not name.startswith(FOREIGN_CLASSES)}
    return sorted(name for name in classes if not _is_set(name, words))


def _is_set(name, words):
    literal = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    stem = re.match(r".*(?:--|__|-)", name)
    made_up = rf"(?<![\w-]){re.escape(stem[0])}{MADE_UP}" if stem else literal
    return re.search(literal, words) or re.search(made_up, words)
