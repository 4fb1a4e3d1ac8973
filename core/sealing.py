"""Texts sealed with keys that are not in the database: AES-GCM, by the package cryptography.

Whoever has a dump alone reads nothing. A sealed text names its key, by a number that tells nothing
of it, and opens only in the place it was sealed for.
"""

import base64
import os
import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "core.sealing"
MARK = "sealed:1:"
KEY_ID_CHARS = 8
SEALED = re.compile(r"sealed:1:([0-9a-f]{8}):([A-Za-z0-9_-]+={0,2})")
NONCE_BYTES, TAG_BYTES = 12, 16
MOST_BYTES_A_CHARACTER = 4
UNREADABLE_NOW = "（加密保存的内容，现在打不开）"  # in the place of a text in a list


class Unreadable(Exception):
    """Sealed with a key that is gone, for somewhere else, or damaged."""


class Keyring:
    """Keys made of secrets: the first seals, all of them open."""

    def __init__(self, salt: str, secrets: Sequence[str]):
        self._salt, self._secrets = salt, secrets

    @cached_property
    def _boxes(self) -> dict:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 7 MB; readers need none

        made = [(self._made(secret, "id"), self._made(secret, "")) for secret in self._secrets]
        return {name.hex()[:KEY_ID_CHARS]: AESGCM(key) for name, key in made}

    def _made(self, secret, use) -> bytes:
        return salted_hmac(self._salt, use, secret=secret, algorithm="sha256").digest()

    @property
    def key_ids(self) -> list[str]:
        """The one that seals comes first."""
        return list(self._boxes)

    def encrypt(self, plain: bytes, *, bound_to: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        box = self._boxes[self.key_ids[0]]
        return nonce + box.encrypt(nonce, plain, bound_to.encode())

    def decrypt(self, raw: bytes, *, bound_to: str, key_ids: Iterable[str] | None = None) -> bytes:
        """By any key, or by those that are named. Raises Unreadable."""
        from cryptography.exceptions import InvalidTag

        for key_id in self.key_ids if key_ids is None else key_ids:
            try:
                box = self._boxes[key_id]
                return box.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode())
            except (InvalidTag, KeyError, ValueError):
                continue
        raise Unreadable


@lru_cache(maxsize=8)
def keyring(salt: str, secrets: tuple[str, ...]) -> Keyring:
    return Keyring(salt, secrets)


def data_keys() -> Keyring:
    """Keys of what visitors said: PORTAL_DATA_KEYS; what was sealed before there were any opens by
    the secret key and those before it."""
    secrets = (*settings.DATA_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return keyring(SALT, secrets)


def is_sealed(text: str) -> bool:
    return text.startswith(MARK) and SEALED.fullmatch(text) is not None


def seal(text: str, *, bound_to: str) -> str:
    """Printable. `bound_to` names the column: elsewhere it does not open."""
    keys = data_keys()
    raw = keys.encrypt(text.encode(), bound_to=bound_to)
    return f"{MARK}{keys.key_ids[0]}:{base64.urlsafe_b64encode(raw).decode()}"


def unseal(text: str, *, bound_to: str) -> str:
    """Raises Unreadable."""
    shape = SEALED.fullmatch(text)
    if shape is None:
        raise Unreadable
    key_id, encoded = shape.groups()
    try:
        raw = base64.urlsafe_b64decode(encoded)
    except ValueError as error:
        raise Unreadable from error
    return data_keys().decrypt(raw, bound_to=bound_to, key_ids=[key_id]).decode()


def sealed_length(characters: int) -> int:
    """How long a text of so many characters may become."""
    size = NONCE_BYTES + TAG_BYTES + characters * MOST_BYTES_A_CHARACTER
    return len(MARK) + KEY_ID_CHARS + 1 + 4 * -(-size // 3)
