import pytest
from django.db import IntegrityError

from publishing.models import Asset


def test_asset_is_a_picture_or_a_pdf(db):
    with pytest.raises(IntegrityError, match="publishing_asset_known_kind"):
        Asset.objects.create(file="editor/a.exe", kind="exe", sha256="0" * 64, size_bytes=1)
