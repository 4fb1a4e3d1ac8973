"""How deep templates include one another."""

import re

DEEPEST = 3
INCLUDED = re.compile(r'{% include "([^"]+)"')


def too_deep(sources):
    """Templates below which more than three includes lie; `sources` maps names to their text."""
    return sorted(name for name in sources if include_depth(name, sources) > DEEPEST)


def include_depth(name, sources):
    """How many includes lie below the template; one chosen at run time counts as the last."""
    parts = INCLUDED.findall(sources.get(name, ""))
    return max((1 + include_depth(part, sources) for part in parts), default=0)
