"""How alike two messages are, in a few marks that can be counted.

Min-hash: of all runs of three characters the smallest hash is kept, by four orders. Two texts share
a mark about as often as they share runs, so that a text with a word or a figure changed keeps most
of them. Nothing of the text can be read out of its marks.
"""

import re
import zlib

from core.text_folding import fold

RUN = 3  # characters
# Odd factors turn one hash into as many orders of 32 bits.
ORDERS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
DIGITS = re.compile(r"\d+")


def likeness_marks(text: str) -> list[str]:
    """Four marks of a text, whatever its blanks, punctuation, width, case and figures."""
    plain = DIGITS.sub("0", "".join(c for c in fold(text) if c.isalnum()))
    starts = range(max(len(plain) - RUN + 1, 1))
    hashes = {zlib.crc32(plain[start : start + RUN].encode()) for start in starts}
    return [f"{n} {min(h * order % 2**32 for h in hashes)}" for n, order in enumerate(ORDERS)]


def contact_pattern(contact: str) -> str:
    """What made-up phones and mail addresses share: all but the last three figures; all figures."""
    name, at, domain = contact.rpartition("@")
    return f"{DIGITS.sub('0', name.casefold())}@{domain}" if at else contact[:-3]
