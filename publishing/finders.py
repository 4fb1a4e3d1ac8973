"""Static files of installed apps, without the parts of CKEditor that nobody should fetch."""

import re

from django.contrib.staticfiles.finders import AppDirectoriesFinder

from publishing.editor import REMOVED_PLUGINS

EDITOR = "ckeditor/ckeditor/"
UNSERVED = (
    "ckeditor/galleriffic/",
    *(f"{EDITOR}{name}" for name in ("samples/", "adapters/", "bender-runner", "build-config")),
    *(f"{EDITOR}plugins/{name}/" for name in [*REMOVED_PLUGINS, "ajax", "bbcode", "devtools"]),
    *(f"{EDITOR}plugins/{name}/" for name in ["embed", "autoembed", "embedbase", "mathjax"]),
    *(f"{EDITOR}plugins/{name}/" for name in ["embedsemantic", "codesnippet", "sourcedialog"]),
)


# What is written for programmers names versions, and with them their known holes.
PAPERS = re.compile(
    r"\.md\Z|(?:\A|/)(?:changes|changelog|readme|licen[cs]e|notice)[^/]*\Z"
    r"|licen[cs]e\.txt\Z",
    re.IGNORECASE,
)


def is_served(path: str) -> bool:
    return not path.startswith(UNSERVED) and not PAPERS.search(path)


class ServedAppFinder(AppDirectoriesFinder):
    """Leaves out removed editor plugins, samples, build files, and papers of any app."""

    def find_in_app(self, app, path):
        return super().find_in_app(app, path) if is_served(path) else None

    def list(self, ignore_patterns):
        for path, storage in super().list(ignore_patterns):
            if is_served(path):
                yield path, storage
