"""Enquiry numbers: random, readable over the phone, impossible to guess or to count."""

import re
import secrets
import unicodedata

# Crockford's base 32 without I, L, O and U: nothing is mistaken for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 3, 4  # 12 characters of 5 bits: 60 random bits
PATTERN = r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$"
LOOKALIKES = str.maketrans("OIL", "011")
MAX_TYPED = 40


def new_reference() -> str:
    """E.g. 7K3Q-9XMD-PT4V."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH))
    return grouped(characters)


def grouped(characters: str) -> str:
    return "-".join(
        characters[start : start + GROUP_LENGTH]
        for start in range(0, len(characters), GROUP_LENGTH)
    )


def normalise_reference(typed: str) -> str:
    """What a visitor typed, in the stored form; "" when it cannot be a reference."""
    text = unicodedata.normalize("NFKC", typed[:MAX_TYPED]).upper().translate(LOOKALIKES)
    reference = grouped("".join(c for c in text if c in ALPHABET))
    return reference if re.match(PATTERN, reference) else ""
