"""What a process keeps in memory for the next who asks, bounded by bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

# What a value takes beside its own bytes: key, headers, places in tables (tests measure it).
OVERHEAD = 2_000
# A single value may take that share of the store.
LARGEST_SHARE = 16
PROVED_SHARE = 0.8


@dataclass
class Figures:
    """What happened in a store since it was made; bytes and values are what it holds now."""

    hits: int = 0
    misses: int = 0
    evictions: int = 0
    values: int = 0
    bytes: int = 0


class PageStore[Key: Hashable, Value]:
    """At most `most_bytes`, shared by threads; what was not asked for longest goes first.

    In two parts, as in a segmented LRU (Karedla, Love, Wherry 1994): a newcomer proves itself by
    being asked for again, and only then pushes others out of the larger part. A flood of addresses
    that are each asked for once turns over the smaller part alone.
    """

    def __init__(self, most_bytes: int):
        self._most_bytes = most_bytes
        self._most_proved = int(most_bytes * PROVED_SHARE)
        self._new: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._proved: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._bytes = self._proved_bytes = 0
        self._hits = self._misses = self._evictions = 0
        self._lock = Lock()

    @property
    def figures(self) -> Figures:
        with self._lock:
            values = len(self._new) + len(self._proved)
            return Figures(self._hits, self._misses, self._evictions, values, self._bytes)

    def get(self, key: Key) -> Value | None:
        with self._lock:
            if kept := self._proved.get(key):
                self._proved.move_to_end(key)
            elif kept := self._new.pop(key, None):
                self._prove(key, kept)
            else:
                self._misses += 1
                return None
            self._hits += 1
            return kept[0]

    def put(self, key: Key, value: Value, size: int):
        """Keep `value`, of `size` bytes; what is too large for the store is let go."""
        size += OVERHEAD
        with self._lock:
            part = self._proved if key in self._proved else self._new
            self._forget(part, key)
            if size > self._most_bytes // LARGEST_SHARE:
                return
            self._bytes += size
            if part is self._proved:
                self._prove(key, (value, size))
            else:
                self._new[key] = value, size
            while self._bytes > self._most_bytes:
                self._forget(self._new or self._proved, None)
                self._evictions += 1

    def _prove(self, key, kept):
        """Into the larger part; who has not been asked for longest there proves itself anew."""
        self._proved[key] = kept
        self._proved_bytes += kept[1]
        while self._proved_bytes > self._most_proved:
            last, demoted = self._proved.popitem(last=False)
            self._proved_bytes -= demoted[1]
            self._new[last] = demoted

    def _forget(self, part, key):
        """The value of the key, or without one the one that was not asked for longest."""
        if key is None:
            _, kept = part.popitem(last=False)
        else:
            kept = part.pop(key, None)
        if kept is None:
            return
        self._bytes -= kept[1]
        if part is self._proved:
            self._proved_bytes -= kept[1]
