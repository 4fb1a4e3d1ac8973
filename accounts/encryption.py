"""Secrets that have to be read again: sealed with a key that is not in the database.

Whoever has a dump alone makes no codes of it. Former keys (SECRET_KEY_FALLBACKS) open what they
sealed; what is bound to one account does not open for another.
"""

import base64

from django.conf import settings

from core.sealing import Unreadable, keyring

SALT = "accounts.encryption"


def _keys():
    return keyring(SALT, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def seal(secret: bytes, *, owner: int) -> str:
    """Printable; 20 bytes become 64 characters."""
    return base64.urlsafe_b64encode(_keys().encrypt(secret, bound_to=str(owner))).decode()


def unseal(text: str, *, owner: int) -> bytes:
    """Raises Unreadable."""
    try:
        raw = base64.urlsafe_b64decode(text.encode())
    except ValueError as error:
        raise Unreadable from error
    return _keys().decrypt(raw, bound_to=str(owner))
