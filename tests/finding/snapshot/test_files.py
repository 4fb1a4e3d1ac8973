"""A file is whole or it is not read."""

import numpy as np
import pytest

from finding.snapshot.files import BrokenFile, Mapped, about_of, write

ARRAYS = {
    "numbers": np.arange(1000, dtype=np.int64),
    "sets": np.ones((3, 8), np.uint8),
    "nothing": np.empty(0, np.float64),
}


@pytest.fixture
def path(tmp_path):
    write(tmp_path / "new" / "file", ARRAYS.items(), {"made": 1})
    return tmp_path / "new" / "file"


def test_arrays_come_back_as_they_were(path):
    file = Mapped(path)
    assert file.about == about_of(path) == {"made": 1}
    for name, array in ARRAYS.items():
        assert file.array(name).dtype == array.dtype
        assert file.array(name).tolist() == array.tolist()
    assert "numbers" in file
    assert "others" not in file


def test_arrays_are_read_on_after_pages_were_given_back(path):
    file = Mapped(path)
    array = file.array("numbers")
    file.release()
    assert array.sum() == 499_500


def cut(data):
    return data[:-100]


def cut_in_the_middle(data):
    return data[:64] + data[128:]


def flip(data):
    return data[:70] + bytes([data[70] ^ 1]) + data[71:]


@pytest.mark.parametrize("spoil", [cut, cut_in_the_middle, flip, lambda data: b"", bytes.upper])
def test_a_spoilt_file_is_refused(path, spoil):
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(BrokenFile):
        Mapped(path)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(path):
    def arrays():
        yield "numbers", ARRAYS["numbers"]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write(path, arrays(), {"made": 2})
    assert [each.name for each in path.parent.iterdir()] == ["file"]
    assert about_of(path) == {"made": 1}
