"""The link of a board paper: 160 bits that the database does not hold.

A digest finds it; the key of this installation makes it again from a random salt, for those who
have shown a right to the enquiry. Neither the database nor the key alone opens anything.
"""

import base64
import hashlib
import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from leads.references import ALPHABET, grouped

NUMBER_LENGTH = 8
TOKEN_BYTES = 20


def number_of() -> str:
    """What a paper is called: random, and nothing of the enquiry's own number. 7K3Q-9XMD."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH)))


def new_salt() -> str:
    return secrets.token_urlsafe(32)


def token_of(salt: str, key: str = "") -> str:
    """32 small letters and digits."""
    secret = key or settings.SECRET_KEY
    digest = salted_hmac("proposals.link", salt, secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().lower()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def known_token(proposal) -> str:
    """As it was given out; "" when its key is gone: then a new paper has to be made."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_of(proposal.salt, key)
        if constant_time_compare(digest_of(token), proposal.link_digest):
            return token
    return ""
