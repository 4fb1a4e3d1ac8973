"""The demo's pictures: cleaned once like any upload, copied for each row that shows them."""

import contextlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File

from portal.seeding.seed_files import SeedError
from publishing.uploads import clean_picture, store_name

CREDIT = "示意图（程序绘制）"


class Pictures:
    """Pictures of a folder by name; remembers what it stored, so that a failed load undoes it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._cleaned = {}
        self._stored = []

    def attach(self, instance, field: str, name: str):
        """Store a copy of the picture in the instance's field, without saving the instance."""
        if name not in self._cleaned:
            self._cleaned[name] = self._clean(name)
        stored = getattr(instance, field)
        stored.save(store_name("webp"), ContentFile(self._cleaned[name]), save=False)
        self._stored.append((stored.storage, stored.name))

    def forget(self):
        """Delete the files stored so far."""
        for storage, name in self._stored:
            with contextlib.suppress(OSError):
                storage.delete(name)

    def _clean(self, name):
        path = self.folder / f"{name}.webp"
        try:
            with path.open("rb") as file:
                return clean_picture(File(file)).read()
        except OSError as error:
            raise SeedError(f"没有图片 {path.name}（{error.strerror}）。") from error
        except ValidationError as error:
            raise SeedError(f"图片 {path.name}：{error.message}") from error
