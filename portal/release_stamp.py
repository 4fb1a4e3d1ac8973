"""A mark of everything but the database that decides how pages look."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

# Shown by pages, or deciding what they show; from the environment, so no file tells of a change.
SHOWN = ("DEBUG", "DEMO", "PUBLIC_URL", "STATIC_URL", "MEDIA_URL", "TIANDITU_KEY", "HAS_LEAFLET")
SHOWN += ("SECURE_CSP", "TIME_ZONE", "LANGUAGE_CODE", "ALLOWED_HOSTS")
SUFFIXES = {".py", ".html", ".xml", ".txt", ".svg", ".json", ".csv", ".mo"}
# Beside the program in its folder, and no part of what it draws.
APART = {"tests", "var", "docs", "bench", "deploy", "seeds", "node_modules"}


@cache
def release_stamp() -> str:
    """The same on every machine that runs this release with these settings; made once."""
    return stamp_of(_files(Path(settings.BASE_DIR)), [(name, _setting(name)) for name in SHOWN])


def stamp_of(files: Iterable[Path], shown: Iterable[tuple]) -> str:
    digest = blake2b(repr(list(shown)).encode(), digest_size=12)
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _setting(name):
    value = getattr(settings, name)
    return sorted(map(repr, value.items())) if isinstance(value, dict) else repr(value)


def _files(root):
    """Code, templates, words and data of the program, its packages, names of static files."""
    folders = (folder for folder in root.iterdir() if folder.is_dir())
    own = (folder for folder in folders if folder.name not in APART and folder.name[0] != ".")
    for folder in sorted(own):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    beside = (root / "requirements-prod.lock", Path(settings.STATIC_ROOT, "staticfiles.json"))
    yield from (path for path in beside if path.is_file())
