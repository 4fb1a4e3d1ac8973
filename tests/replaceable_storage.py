"""Where uploads that are private lie in tests: a folder, until a test says another storage."""

from django.core.files.storage import FileSystemStorage
from django.utils.functional import LazyObject, empty


class ReplaceableStorage(LazyObject):
    """A model's field keeps its storage for good; this one hands everything on to another."""

    def __init__(self, **options):
        super().__init__()
        self.__dict__["options"] = options

    def _setup(self):
        self._wrapped = FileSystemStorage(**self.options)

    def replace(self, storage):
        self._wrapped = storage

    def restore(self):
        self._wrapped = empty
