"""Signed marks of forms and links as they were some time ago."""

from django.core import signing
from django.utils import timezone


def aged(mark, signer, age):
    """The same mark as `signer` signed it that long ago."""
    then = signing.TimestampSigner(salt=signer.salt)
    then.timestamp = lambda: signing.b62_encode(int((timezone.now() - age).timestamp()))
    return then.sign(signer.unsign(mark))
