"""Files on this machine's disk, whole or not at all."""

import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes under a name of its own, then gives the file its name.

    When the disk is full or the process is killed half-way, nothing stands under the name that
    pages would show.
    """

    def _save(self, name, content):
        unfinished = Path(self.path(name)).with_name(f".{secrets.token_hex(8)}.unfinished")
        try:
            super()._save(str(unfinished.relative_to(self.location)), content)
            return self._give_name(unfinished, name)
        finally:
            unfinished.unlink(missing_ok=True)

    def replace(self, name, content):
        """The content in the place of what stands under this name, which stays if that fails."""
        unfinished = self.save(f"{name}.unfinished", content)
        try:
            Path(self.path(unfinished)).replace(self.path(name))
        except OSError:
            self.delete(unfinished)
            raise

    def _give_name(self, unfinished, name):
        """A hard link never overwrites: where the name was taken meanwhile, another is found."""
        while True:
            try:
                Path(self.path(name)).hardlink_to(unfinished)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name.replace("\\", "/")


def replace(storage, name, content):
    """See WholeFileStorage.replace(); other storages are asked for what every one can do."""
    if isinstance(storage, WholeFileStorage):
        storage.replace(name, content)
    else:
        storage.delete(name)
        storage.save(name, content)
