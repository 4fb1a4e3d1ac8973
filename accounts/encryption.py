"""Secrets that have to be read again: sealed with a key that is not in the database.

Whoever has a dump alone makes no codes of it. Former keys (SECRET_KEY_FALLBACKS) open what they
sealed; what is bound to one account does not open for another.
"""

import base64
import os

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "accounts.encryption"
NONCE_BYTES = 12


class Unreadable(Exception):
    """Sealed with a key that is gone, for somebody else, or damaged."""


def _boxes():
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 7 MB; readers need none

    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield AESGCM(salted_hmac(SALT, "", secret=key, algorithm="sha256").digest())


def seal(secret: bytes, *, owner: int) -> str:
    """Printable; 20 bytes become 64 characters."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = next(_boxes()).encrypt(nonce, secret, str(owner).encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(text: str, *, owner: int) -> bytes:
    """Raises Unreadable."""
    from cryptography.exceptions import InvalidTag

    try:
        raw = base64.urlsafe_b64decode(text.encode())
    except ValueError as error:
        raise Unreadable from error
    for box in _boxes():
        try:
            return box.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], str(owner).encode())
        except (InvalidTag, ValueError):
            continue
    raise Unreadable
