"""Addresses of this installation as others see them."""

from django.conf import settings

# A QR code of a longer address is too fine to be read from paper.
LONGEST_PATH = 300


def absolute(path: str) -> str:
    """The path under PUBLIC_URL, never under the request's Host; whole addresses stay."""
    return path if path.startswith(("http://", "https://")) else f"{settings.PUBLIC_URL}{path}"
