"""Smaller copies of pictures: their addresses, how pages offer them, how they are made.

`…/a.jpg.w960` is a copy 960 pixels wide, `…/a.jpg.c480` one that is cut to the frame of a card
around the point that matters. In which format it comes the reader's browser decides by what it
accepts; a copy that is not there yet is answered with the picture itself.
"""

import io
import re

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from core import whole_files

WIDTHS = (480, 960, 1600)
CUT_WIDTHS = (480, 960)
WHOLE, CUT = "w", "c"
COPIES = (*((WHOLE, width) for width in WIDTHS), *((CUT, width) for width in CUT_WIDTHS))
PICTURE = re.compile(r"\.(?:jpg|jpeg|png|webp)\Z")
FRAME = (8, 5)  # of cards and covers (static/css/layout.css)
ADDRESS = re.compile(r"(.+\.(?:jpg|jpeg|png|webp))\.(?:w480|w960|w1600|c480|c960)")
# Smallest first: ending → what a browser says that takes it; every browser takes JPEG.
ENDINGS = {"avif": "image/avif", "webp": "image/webp", "jpg": ""}
OPTIONS = {
    "avif": {"quality": 52, "speed": 8},
    "webp": {"quality": 78},
    "jpg": {"quality": 80, "progressive": True},
}
OF_TEXT = "(min-width: 60em) 46rem, 100vw"
OF_CARD = "(min-width: 60em) 24rem, 100vw"
OF_COVER = "(min-width: 60em) 60rem, 100vw"


def original_of(path: str) -> str:
    """The picture of which this is the address of a copy; else what was asked for."""
    found = ADDRESS.fullmatch(path)
    return found[1] if found else path


def is_ours(url: str) -> bool:
    """Whether this is the address of an uploaded picture, of which there are copies."""
    return url.startswith(settings.MEDIA_URL) and bool(PICTURE.search(url))


def srcset(url: str, kind: str = WHOLE, natural_width: int | None = None) -> str:
    """Copies of one of our pictures by their widths; "" where none would be smaller."""
    widths = WIDTHS if kind == WHOLE else CUT_WIDTHS
    if natural_width is not None:
        widths = [width for width in widths if width < natural_width]
    offered = [f"{url}.{kind}{width} {width}w" for width in widths]
    if natural_width and offered and natural_width <= WIDTHS[-1]:
        offered.append(f"{url} {natural_width}w")
    return ", ".join(offered)


def stored_for(path: str, accepted: str) -> str:
    """The name in storage of what answers for this address in a format that is accepted."""
    original = original_of(path)
    if original == path:
        return path
    for ending, kind in ENDINGS.items():
        if kind in accepted and default_storage.exists(f"{path}.{ending}"):
            return f"{path}.{ending}"
    return original


def names_of(path: str) -> list[str]:
    """All that may be stored beside a picture."""
    return [f"{path}.{kind}{width}.{end}" for kind, width in COPIES for end in ENDINGS]


class NoPictureError(ValueError):
    """The file can be read, but it shows nothing."""


def make(path: str, focus: tuple[float, float]):
    """All copies anew, in place of what was there. NoPictureError; OSError of the storage.

    `focus`: across and down, 0 to 1.
    """
    with default_storage.open(path) as file:
        data = file.read()
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            whole = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPictureError from error
    cut = _cut(whole, focus)
    for kind, width in COPIES:
        copy = (whole if kind == WHOLE else cut).copy()
        copy.thumbnail((width, width * 4))
        _store_all(f"{path}.{kind}{width}", copy)


def drop(path: str):
    """Whatever copies of it are stored."""
    for name in names_of(path):
        default_storage.delete(name)


def _store_all(name, copy):
    """In each format; AVIF only where it is the smaller one: who takes it takes WebP as well."""
    data = {ending: _encoded(copy, ending) for ending in OPTIONS}
    if len(data["avif"]) >= len(data["webp"]):
        data["avif"] = b""
    for ending, content in data.items():
        if content:
            whole_files.replace(default_storage, f"{name}.{ending}", ContentFile(content))
        else:
            default_storage.delete(f"{name}.{ending}")


def _encoded(copy, ending) -> bytes:
    """Nothing where the format cannot hold it: JPEG is not to be seen through."""
    if ending == "jpg" and copy.mode == "RGBA":
        return b""
    out = io.BytesIO()
    copy.save(out, {"jpg": "JPEG"}.get(ending, ending.upper()), **OPTIONS[ending])
    return out.getvalue()


def _cut(image, focus):
    """As much of it as has the shape of the frame, as near to the focus as it can be."""
    across, down = FRAME
    width = min(image.width, round(image.height * across / down))
    height = min(image.height, round(width * down / across))
    left = round((image.width - width) * focus[0])
    top = round((image.height - height) * focus[1])
    return image.crop((left, top, left + max(width, 1), top + max(height, 1)))
