"""Signed marks of forms and links as they were some time ago."""

from django.conf import settings
from django.core import signing
from django.test import Client
from django.utils import timezone

BROWSER = "b" * 32  # the name of the browser that fills in the forms of the tests


def in_browser(client: Client, name=BROWSER) -> Client:
    """The client with the cookie of a form's page."""
    client.cookies[settings.CONSULT_COOKIE_NAME] = name
    return client


def aged(mark, signer, age):
    """The same mark as `signer` signed it that long ago."""
    then = signing.TimestampSigner(salt=signer.salt)
    then.timestamp = lambda: signing.b62_encode(int((timezone.now() - age).timestamp()))
    return then.sign(signer.unsign(mark))
