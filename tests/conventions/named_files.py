"""What documents, templates and module names promise: the files that they name are there."""

import re
from collections.abc import Iterable, Iterator

from django.contrib.staticfiles import finders

from tests.conventions.rooms import ROOT

FILE = re.compile(r"(?<![\w/])[\w-][\w./-]*\.(?:py|html|css|js|sql|svg)\b")
STATIC = re.compile(r"""{% static ['"]([^'"]+)['"]""")
# Not code with something to test: what Django reads, and where texts and columns are listed.
WITHOUT_TESTS = {"__init__", "urls", "apps"}


def missing_files(text: str, files: Iterable[str]) -> Iterator[str]:
    """Files that a document names by path or by name and that are not among `files`."""
    paths = [f"/{file}" for file in files]
    for name in FILE.findall(text):
        if not name.startswith("_") and not any(path.endswith(f"/{name}") for path in paths):
            yield name


def missing_static_files(template: str) -> list[str]:
    """Static files that a template names and that no app has: in production its page would fail."""
    return [name for name in STATIC.findall(template) if finders.find(name) is None]


def modules_without_tests(room: str) -> list[str]:
    """Modules of a room whose test file, tests/<room>/test_<module>.py, is missing."""
    modules = {path.stem for path in (ROOT / room).glob("*.py")} - WITHOUT_TESTS
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / room).glob("test_*.py")}
    return sorted(modules - tests)
