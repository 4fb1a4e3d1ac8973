"""One file of arrays: written whole under another name, then renamed; read by memory map.

The arrays come first, so that each can be let go when it is written. What is said of them stands
behind, in JSON, and at the very end how long that is.
"""

import json
import mmap
import os
import secrets
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from finding.snapshot.snapshot_errors import BrokenFile

MAGIC = b"list-snapshot 1\n"
ALIGNED = 64
CHUNK = 1 << 20
LENGTH = 8  # bytes that tell how long the description is


def write(path: Path, arrays: Iterable[tuple[str, np.ndarray]], about: dict):
    """`about` is kept beside the arrays; whoever makes the arrays may add to it until the last.

    The file stands there whole or not at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as file:
            _write(file, arrays, about)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(file, arrays, about):
    places, total = {}, 0
    for name, array in arrays:
        file.write(b"\0" * (-file.tell() % ALIGNED))
        places[name] = (array.dtype.str, array.shape, file.tell())
        for part in _parts(array):
            total = zlib.crc32(part, total)
            file.write(part)
    described = json.dumps(
        {"arrays": places, "about": about, "sum": total, "size": file.tell()}
    ).encode()
    file.write(described + len(described).to_bytes(LENGTH, "big") + MAGIC)


def _parts(array):
    flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    for start in range(0, len(flat), CHUNK):
        yield flat[start : start + CHUNK].data


def about_of(path: Path) -> dict:
    """What a file says of itself, without its arrays; raises BrokenFile or OSError."""
    with path.open("rb") as file:
        return _described(file)["about"]


def _described(file):
    ending = LENGTH + len(MAGIC)
    size = file.seek(0, os.SEEK_END)
    if size < ending:
        raise BrokenFile("too short")
    file.seek(size - ending)
    end = file.read(ending)
    length = int.from_bytes(end[:LENGTH], "big")
    if not end.endswith(MAGIC) or length > size - ending:
        raise BrokenFile("no list snapshot")
    file.seek(size - ending - length)
    try:
        described = json.loads(file.read(length))
        if described["size"] != size - ending - length:
            raise BrokenFile("parts are missing")
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenFile("unreadable description") from error
    return described


class Mapped:
    """The arrays of a file and what it says of itself; raises BrokenFile or OSError."""

    def __init__(self, path: Path):
        with path.open("rb") as file:
            described = _described(file)
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.about, self._places = described["about"], described["arrays"]
        total = 0
        for name in self._places:
            for part in _parts(self.array(name)):
                total = zlib.crc32(part, total)
            self.release()
        if total != described["sum"]:
            raise BrokenFile("other bytes than were written")

    def __contains__(self, name):
        return name in self._places

    def array(self, name) -> np.ndarray:
        kind, shape, offset = self._places[name]
        size = int(np.prod(shape))
        if not size:
            return np.empty(shape, kind)
        return np.frombuffer(self._map, kind, size, offset).reshape(shape)

    def release(self):
        """What was read is this process's memory no longer; the machine keeps it as it can."""
        self._map.madvise(mmap.MADV_DONTNEED)
