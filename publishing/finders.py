"""Static files of installed apps, without the parts of CKEditor that nobody should fetch."""

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


class ServedAppFinder(AppDirectoriesFinder):
    """Leaves out removed editor plugins, samples and build files."""

    def find_in_app(self, app, path):
        return None if path.startswith(UNSERVED) else super().find_in_app(app, path)

    def list(self, ignore_patterns):
        for path, storage in super().list(ignore_patterns):
            if not path.startswith(UNSERVED):
                yield path, storage
