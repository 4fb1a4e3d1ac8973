"""The project's own templates, read without the indentation that only their authors need."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class UnindentedLoader(filesystem.Loader):
    """Pages are sent without the spaces before each line: a fifth of their bytes.

    A browser shows a line break with and without spaces after it alike, except in `pre` and
    `textarea`, which stand in no template (tests/test_conventions.py). Lines keep their numbers.
    """

    def get_contents(self, origin):
        return INDENTATION.sub("", super().get_contents(origin))
