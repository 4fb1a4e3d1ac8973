"""Columns of a block of rows, and which rows hold what: a set of rows is one bit each, packed.

Values of a column are kept once, in order; a row has the place of its value, counted from 1, with 0
for NULL. So nothing is rounded, and more or less is asked of small whole numbers.
"""

from functools import cached_property, lru_cache

import numpy as np

# So few values are kept as a set of rows for each.
FEW_VALUES = 16
MASKS_KEPT = 32
SIGNS_EVERYWHERE = 3


def packed(flags):
    """Booleans as bits, in whole words of 64."""
    mask = np.zeros(-(-len(flags) // 64) * 8, np.uint8)
    mask[: -(-len(flags) // 8)] = np.packbits(flags)
    return mask


def unpacked(mask, start, stop):
    """Booleans of the rows from start (a multiple of 8) to stop."""
    return np.unpackbits(mask[start // 8 : -(-stop // 8)], count=stop - start).view(bool)


def count(mask):
    """How many rows a mask holds."""
    return int(np.bitwise_count(mask.view(np.uint64)).sum())


class Codes:
    """A column of many values: `codes` of the rows, into `values`."""

    def __init__(self, codes, values):
        self.codes, self.values = codes, values

    def where(self, wanted):
        """Rows whose code is wanted: one boolean for every code."""
        return packed(np.take(wanted, self.codes))

    def between(self, start, stop):
        """Rows whose value stands at a place from start to stop."""
        codes, most = self.codes, len(self.values)
        if start >= stop:
            return packed(np.zeros(len(codes), bool))
        if stop >= most:
            return packed(codes > start)
        if start == 0:
            return packed((codes <= stop) & (codes > 0))
        return packed((codes > start) & (codes <= stop))

    def codes_of(self, start, stop):
        return self.codes[start:stop]

    def tally(self, mask, step):
        """How many rows of the mask have each code."""
        totals = np.zeros(len(self.values) + 1, np.int64)
        for start in range(0, len(self.codes), step):
            codes = self.codes[start : start + step]
            held = codes[unpacked(mask, start, start + len(codes))]
            totals += np.bincount(held, minlength=len(totals))
        return totals


class Flags:
    """A column of few values: a set of rows for each code, `sets[0]` of NULL."""

    def __init__(self, sets, values):
        self.sets, self.values = sets, values

    def where(self, wanted):
        held = np.zeros(self.sets.shape[1], np.uint8)
        for code in np.flatnonzero(wanted):
            held |= self.sets[code]
        return held

    def between(self, start, stop):
        wanted = np.zeros(len(self.sets), bool)
        wanted[start + 1 : stop + 1] = True
        return self.where(wanted)

    def codes_of(self, start, stop):
        codes = np.zeros(stop - start, np.uint8)
        for code in range(1, len(self.sets)):
            codes[unpacked(self.sets[code], start, stop)] = code
        return codes

    def tally(self, mask, step):  # noqa: ARG002 -- as Codes
        return np.array([count(rows & mask) for rows in self.sets])


class Lists:
    """A column of lists of numbers: a set of rows for each number, and of those with none."""

    def __init__(self, sets, values):
        self.sets, self.values = sets, values

    def overlapping(self, wanted):
        held = np.zeros_like(self.sets[0])
        for place, value in enumerate(self.values):
            if int(value) in wanted:
                held |= self.sets[place + 1]
        return held

    @property
    def empty(self):
        return self.sets[0]

    def tally(self, mask):
        """{number: rows of the mask that hold it}."""
        counted = (count(rows & mask) for rows in self.sets[1:])
        return {int(value): n for value, n in zip(self.values, counted, strict=True) if n}


class Texts:
    """A column of texts, one after the other in UTF-16, each behind a NUL.

    `release` gives back pages of the file that were read.
    """

    STEP = 1 << 18

    def __init__(self, units, starts, release=lambda: None):
        self.units, self.starts, self.release = units, starts, release
        # The last words asked for are kept; all threads of a process share them.
        self.holding = lru_cache(MASKS_KEPT)(self._holding)

    def _holding(self, word: str):
        """Rows whose text holds the word."""
        wanted = np.frombuffer(word.encode("utf-16-le"), np.uint16)
        rows = np.zeros(len(self.starts), bool)
        for start in range(0, len(self.units), self.STEP):
            found = self._found_in(wanted, start)
            if len(found):
                rows[self._rows_at(found, start)] = True
        self.release()
        return packed(rows)

    def _found_in(self, wanted, start):
        """Where in this part the word begins; it may end in the next."""
        part = self.units[start : start + self.STEP + len(wanted) - 1]
        room = len(part) - len(wanted) + 1
        if room <= 0:
            return ()
        # The last three signs are compared at every place, the others where those stand.
        late = wanted[-SIGNS_EVERYWHERE:]
        is_there = np.ones(room, bool)
        for place, sign in enumerate(late, len(wanted) - len(late)):
            is_there &= part[place : place + room] == sign
        found = np.flatnonzero(is_there)
        for place in range(len(wanted) - len(late)):
            if not len(found):
                break
            found = found[part[found + place] == wanted[place]]
        return found + start

    def _rows_at(self, found, start):
        """The rows in which the places found lie."""
        first = int(np.searchsorted(self.starts, start, "right")) - 1
        last = int(np.searchsorted(self.starts, start + self.STEP, "right"))
        return first + np.searchsorted(self.starts[first:last], found, "right") - 1


class Block:
    """Rows in the order of their keys, by columns."""

    STEP = 1 << 17  # rows of which each thing is worked out at a time

    def __init__(self, keys, columns):
        self.keys, self.columns = keys, columns

    def __len__(self):
        return len(self.keys)

    @cached_property
    def all(self):
        return packed(np.ones(len(self), bool))

    @cached_property
    def none(self):
        return packed(np.zeros(len(self), bool))

    def without_keys(self, keys):
        """All rows but those of these keys."""
        flags = np.ones(len(self), bool)
        wanted = np.fromiter(keys, np.int64, len(keys))
        places = np.searchsorted(self.keys, wanted)
        is_inside = places < len(self)
        places, wanted = places[is_inside], wanted[is_inside]
        flags[places[self.keys[places] == wanted]] = False
        return packed(flags)

    def spans(self):
        """Where each part of STEP rows begins and ends."""
        for start in range(0, len(self), self.STEP):
            yield start, min(start + self.STEP, len(self))
