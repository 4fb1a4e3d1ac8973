"""How alike two messages are, in a few marks that can be counted.

Min-hash: of all runs of three characters the smallest hash is kept, by four orders. Two texts share
a mark about as often as they share runs, so that a text with a word or a figure changed keeps most
of them. Nothing of the text can be read out of its marks.
"""

import re
import zlib

from django.utils.crypto import salted_hmac

from core.text_folding import fold

RUN = 3  # characters
FEWEST_LETTERS = 12  # below, two people say the same by chance
ALIKE = 3  # marks of four that two texts share which are one
# Odd factors turn one hash into as many orders of 32 bits.
ORDERS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
DIGITS = re.compile(r"\d+")


def plain_words(text: str) -> str:
    """Letters and figures alone, in one spelling; every number counts as the same one."""
    return DIGITS.sub("0", "".join(c for c in fold(text) if c.isalnum()))


def fingerprint(site_pk, text: str) -> str:
    """A keyed digest of the words as such; "" of few: 请回电话 says nothing of who writes it."""
    plain = plain_words(text)
    return _digest(site_pk, plain) if len(plain) >= FEWEST_LETTERS else ""


def kept_marks(site_pk, text: str) -> list[str]:
    """Marks that may be stored: keyed digests, none of few words."""
    if len(plain_words(text)) < FEWEST_LETTERS:
        return []
    return [_digest(site_pk, mark) for mark in likeness_marks(text)]


def _digest(site_pk, words):
    return salted_hmac("leads.likeness", f"{site_pk} {words}", algorithm="sha256").hexdigest()


def likeness_marks(text: str) -> list[str]:
    """Four marks of a text, whatever its blanks, punctuation, width, case and figures."""
    plain = plain_words(text)
    starts = range(max(len(plain) - RUN + 1, 1))
    hashes = {zlib.crc32(plain[start : start + RUN].encode()) for start in starts}
    return [f"{n} {min(h * order % 2**32 for h in hashes)}" for n, order in enumerate(ORDERS)]


def contact_pattern(contact: str) -> str:
    """What made-up phones and mail addresses share: all but the last three figures; all figures."""
    name, at, domain = contact.rpartition("@")
    return f"{DIGITS.sub('0', name.casefold())}@{domain}" if at else contact[:-3]
