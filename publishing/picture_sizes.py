"""Pictures in a text get their size when it is saved, so that a page keeps their place free."""

import re
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from PIL import Image

from publishing.richtext import each_picture

ATTRIBUTE = re.compile(r' (src|width|height)="([^"]*)"')


def with_picture_sizes(html: str) -> str:
    """The cleaned HTML with width and height of each picture of ours that lacks one of them."""
    return each_picture(html, _sized)


def _sized(tag):
    told = dict(ATTRIBUTE.findall(tag))
    if {"width", "height"} <= told.keys() or not (size := _size_of(told.get("src", ""))):
        return tag
    width, height = size
    if "width" in told:
        shown = int(told["width"]), round(int(told["width"]) * height / width)
    elif "height" in told:
        shown = round(int(told["height"]) * width / height), int(told["height"])
    else:
        shown = size
    bare = ATTRIBUTE.sub(lambda found: found[0] if found[1] == "src" else "", tag)
    return f'{bare[:-1]} width="{shown[0]}" height="{shown[1]}">'


def with_new_size(html: str, address: str, before: tuple, after: tuple) -> str:
    """Cleaned HTML in which a picture that was replaced has the shape of the new one.

    `before` and `after` are (width, height). Shown as large as it was, it is shown as large as it
    is; made narrower by hand, it stays as narrow, as far as the new one reaches.
    """

    def change(tag):
        told = dict(ATTRIBUTE.findall(tag))
        if told.get("src") != address or not told.get("width", "").isdigit():
            return tag
        shown = int(told["width"])
        width = after[0] if shown == before[0] else min(shown, after[0])
        sizes = {"width": width, "height": max(1, round(width * after[1] / after[0]))}
        return ATTRIBUTE.sub(
            lambda found: f' {found[1]}="{sizes[found[1]]}"' if found[1] in sizes else found[0], tag
        )

    return each_picture(html, change)


def _size_of(address):
    """(width, height) in pixels from the head of the file; None where there is none to be read."""
    if not address.startswith(settings.MEDIA_URL):
        return None
    name = unquote(address.removeprefix(settings.MEDIA_URL))
    try:
        with default_storage.open(name) as file:
            size = picture_size(file)
    except (OSError, ValueError, SuspiciousFileOperation):
        return None
    return None if None in size else size


def picture_size(file) -> tuple[int | None, int | None]:
    """Width and height in pixels from the head of an open file; (None, None) of no picture."""
    try:
        with Image.open(file) as image:
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None, None
