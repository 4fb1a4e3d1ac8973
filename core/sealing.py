"""Texts sealed with keys that are not in the database, by the package cryptography.

Whoever has a dump alone reads nothing. A sealed text names its key, by a number that tells nothing
of it, and opens only in the place it was sealed for. AES-GCM seals the same text differently each
time; where the database has to know the same one again, AES-SIV (RFC 5297) seals it alike.
"""

import base64
import hmac
import os
import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "core.sealing"
MARK, ALIKE_MARK = "sealed:1:", "sealed:2:"
KEY_ID_CHARS = 8
SEALED = re.compile(r"(sealed:[12]:)([0-9a-f]{8}):([A-Za-z0-9_-]+={0,2})")
NONCE_BYTES, TAG_BYTES = 12, 16
MOST_BYTES_A_CHARACTER = 4
MARK_BYTES = 8  # of a keyed mark: a bigint
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

    @cached_property
    def _alike_boxes(self) -> dict:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        uses = ("alike 1", "alike 2")
        keys = [b"".join(self._made(secret, use) for use in uses) for secret in self._secrets]
        return dict(zip(self._boxes, map(AESSIV, keys), strict=True))

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

    def encrypt_alike(self, plain: bytes, *, bound_to: str, key_id: str) -> bytes:
        """The same text is the same each time, with the same key and in the same place."""
        return self._alike_boxes[key_id].encrypt(plain, [bound_to.encode()])

    def decrypt_alike(self, raw: bytes, *, bound_to: str, key_id: str) -> bytes:
        """Raises Unreadable."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._alike_boxes[key_id].decrypt(raw, [bound_to.encode()])
        except (InvalidTag, KeyError, ValueError) as error:
            raise Unreadable from error

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


def data_secrets() -> tuple[str, ...]:
    """Of what visitors said: PORTAL_DATA_KEYS; what was sealed before there were any opens by the
    secret key and those before it."""
    secrets = (*settings.DATA_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(dict.fromkeys(secrets))


def data_keys() -> Keyring:
    return keyring(SALT, data_secrets())


def keyed_digests(salt: str, text: str) -> list[str]:
    """By which a text is found again: under the present key, then under those before it."""
    return [
        salted_hmac(salt, text, secret=secret, algorithm="sha256").hexdigest()
        for secret in data_secrets()
    ]


def keyed_marks(salt: str, texts: Iterable[str]) -> list[list[int]]:
    """Likewise of many short ones: of each key a list of numbers."""
    encoded = [text.encode() for text in texts]
    return [[_mark(key, text) for text in encoded] for key in _keys_of_marks(salt, data_secrets())]


@lru_cache(maxsize=8)
def _keys_of_marks(salt, secrets):
    return [salted_hmac(salt, "", secret=secret, algorithm="sha256").digest() for secret in secrets]


def _mark(key, text):
    digest = hmac.digest(key, text, "sha256")
    return int.from_bytes(digest[:MARK_BYTES], signed=True)


def is_sealed(text: str) -> bool:
    return text.startswith("sealed:") and SEALED.fullmatch(text) is not None


def seal(text: str, *, bound_to: str) -> str:
    """Printable. `bound_to` names the column: elsewhere it does not open."""
    keys = data_keys()
    raw = keys.encrypt(text.encode(), bound_to=bound_to)
    return f"{MARK}{keys.key_ids[0]}:{base64.urlsafe_b64encode(raw).decode()}"


def seal_alike(text: str, *, bound_to: str) -> list[str]:
    """As it is stored now, then as it may be stored: under the keys before."""
    keys, plain = data_keys(), text.encode()
    sealed = {
        key_id: keys.encrypt_alike(plain, bound_to=bound_to, key_id=key_id)
        for key_id in keys.key_ids
    }
    return [
        f"{ALIKE_MARK}{key_id}:{base64.urlsafe_b64encode(raw).decode()}"
        for key_id, raw in sealed.items()
    ]


def unseal(text: str, *, bound_to: str) -> str:
    """Of either kind. Raises Unreadable."""
    shape = SEALED.fullmatch(text)
    if shape is None:
        raise Unreadable
    mark, key_id, encoded = shape.groups()
    try:
        raw = base64.urlsafe_b64decode(encoded)
    except ValueError as error:
        raise Unreadable from error
    if mark == ALIKE_MARK:
        return data_keys().decrypt_alike(raw, bound_to=bound_to, key_id=key_id).decode()
    return data_keys().decrypt(raw, bound_to=bound_to, key_ids=[key_id]).decode()


def sealed_length(characters: int) -> int:
    """How long a text of so many characters may become."""
    size = NONCE_BYTES + TAG_BYTES + characters * MOST_BYTES_A_CHARACTER
    return len(MARK) + KEY_ID_CHARS + 1 + 4 * -(-size // 3)
