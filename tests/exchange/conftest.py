import pytest
from django.core.files.storage import FileSystemStorage

from parks.models import ImportJob


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The folder where uploads of this test lie."""
    place = tmp_path / "imports"
    place.mkdir()
    field = ImportJob._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(location=place))
    return place
