"""A phone as it is looked for: by a keyed digest, so that its column tells nobody a number.

Every number has the digest of its main number, whatever the extension. Under a new SECRET_KEY the
rows keep their digests and are found by SECRET_KEY_FALLBACKS until `manage.py rekey_phones` ran.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

from core.phones import without_extension


def phone_key(phone: str) -> str:
    """As it is stored now; "" of none."""
    return _digest(phone, settings.SECRET_KEY) if phone else ""


def phone_keys(phone: str) -> list[str]:
    """As it may be stored: under the present key and those before it."""
    return [_digest(phone, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(phone, key):
    number = without_extension(phone)
    return salted_hmac("leads.phone", number, secret=key, algorithm="sha256").hexdigest()
