"""A phone or a mail address as it is looked for: by a keyed digest, so that its column tells nobody
which.

Every number has the digest of its main number, whatever the extension. Under a new key rows keep
their digests and are found by the keys before it until `manage.py rotate_data_keys` ran.
"""

from core.phones import without_extension
from core.sealing import keyed_digests

PHONE, MAIL = "leads.phone", "leads.mail"


def phone_key(phone: str) -> str:
    """As it is stored now; "" of none."""
    return keyed_digests(PHONE, without_extension(phone))[0] if phone else ""


def phone_keys(phone: str) -> list[str]:
    """As it may be stored: under the present key and those before it."""
    return keyed_digests(PHONE, without_extension(phone))


def mail_key(address: str) -> str:
    """As it is stored now; capitals make no other mailbox. "" of none."""
    return keyed_digests(MAIL, address.casefold())[0] if address else ""


def mail_keys(address: str) -> list[str]:
    return keyed_digests(MAIL, address.casefold())
