"""A file stands under its name whole or not at all, whatever happens while it is written."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import TemporaryUploadedFile

from core.whole_files import WholeFileStorage


@pytest.fixture
def storage(tmp_path):
    return WholeFileStorage(location=tmp_path, file_permissions_mode=0o640)


class EndlessUntilFull(File):
    """What a disk does when it is full: some of it is written, then no more."""

    def __init__(self):
        super().__init__(None, name="x")

    def chunks(self, chunk_size=None):
        yield b"half of it"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files_in(folder):
    return sorted(
        str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file()
    )


def content_of(storage, name):
    with storage.open(name) as file:
        return file.read()


def test_nothing_stands_there_when_the_disk_is_full(storage, tmp_path):
    with pytest.raises(OSError, match="No space left"):
        storage.save("a/b.jpg", EndlessUntilFull())
    assert files_in(tmp_path) == []
    assert storage.save("a/b.jpg", ContentFile(b"whole")) == "a/b.jpg"  # and it recovers alone


def test_whole_file_has_its_name_and_its_mode(storage, tmp_path):
    assert storage.save("a/b.jpg", ContentFile(b"whole")) == "a/b.jpg"
    assert files_in(tmp_path) == ["a/b.jpg"]
    path = tmp_path / "a" / "b.jpg"
    assert (path.read_bytes(), path.stat().st_mode & 0o777, path.stat().st_nlink) == (
        b"whole",
        0o640,
        1,
    )


def test_name_that_somebody_takes_meanwhile_is_left_to_them(storage, tmp_path):
    class Overtaken(ContentFile):
        def chunks(self, chunk_size=None):
            (tmp_path / "b.jpg").write_bytes(b"theirs")
            yield from super().chunks(chunk_size)

    name = storage.save("b.jpg", Overtaken(b"ours"))
    assert name != "b.jpg"
    assert (content_of(storage, "b.jpg"), content_of(storage, name)) == (b"theirs", b"ours")


def test_uploaded_file_on_disk_is_moved(storage, tmp_path):
    upload = TemporaryUploadedFile("list.csv", "text/csv", 5, None)
    upload.write(b"whole")
    upload.seek(0)
    assert storage.save("list.csv", upload) == "list.csv"
    upload.close()
    assert content_of(storage, "list.csv") == b"whole"


def test_nothing_is_written_outside(storage, tmp_path):
    with pytest.raises(Exception, match="path"):
        storage.save("../x.jpg", ContentFile(b"x"))
    assert files_in(tmp_path.parent / tmp_path.name) == []
