import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from publishing.models import Asset, Change, ChangeTotal


def test_asset_is_a_picture_or_a_pdf(db):
    with pytest.raises(IntegrityError, match="publishing_asset_known_kind"):
        Asset.objects.create(file="editor/a.exe", kind="exe", sha256="0" * 64, size_bytes=1)


def test_change_raises_the_number(db):
    with pytest.raises(IntegrityError, match="publishing_change_step_positive"):
        Change.objects.create(path="630000/", step=0)


def test_changetotal_raises_the_number_once_a_place(db):
    with pytest.raises(IntegrityError, match="publishing_changetotal_total_positive"), atomic():
        ChangeTotal.objects.create(path="630000/", total=0)
    ChangeTotal.objects.create(path="630000/", total=1)
    with pytest.raises(IntegrityError, match="path"):
        ChangeTotal.objects.create(path="630000/", total=1)
