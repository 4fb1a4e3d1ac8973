"""The logo of a site: a small picture of our own making, and how well it is seen."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from core.colour_contrast import Colour, contrast
from publishing.uploads import PictureFormField, store_name
from regions.pickers import PictureInput

# Twice what the header shows: sharp on fine screens.
MOST_WIDE, MOST_HIGH = 560, 96
LEAST_CONTRAST = 3  # WCAG 2.2, 1.4.11
PLATE = Colour.hex("#fff")  # what it stands on in the header, in dark, too
LOGO_HELP = (
    "PNG、WebP 或 JPG，透明底的 PNG 最好；高度超过 96 像素的会缩小。"
    "横排、带单位名称的代替页头的站名，方的只代替左边的小山。不上传就用小山。"
)
FAINT = "标志已换上，但在白底上看不太清（对比度约 {:.1f}:1，至少要 3:1）：换一张深色的更好。"


class LogoInput(PictureInput):
    picture_height = 40
    clear_words = "不要标志了，用回小山"


class LogoFormField(PictureFormField):
    """A picture as anywhere (publishing.uploads), drawn anew as small as the header needs it."""

    widget = LogoInput

    def to_python(self, data):
        picture = super().to_python(data)
        return picture and _small(picture)


def _small(picture) -> ContentFile:
    with Image.open(picture) as image:
        image = image.convert("RGBA")
    image.thumbnail((MOST_WIDE, MOST_HIGH))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name=store_name("png"))


def faint_words(file) -> str:
    """What to say of a logo that is hard to see on white; "" of others.

    Measured by the colour of what is drawn, by and large: a light edge does no harm.
    """
    with file.open() as stored, Image.open(stored) as image:
        pixels = image.convert("RGBA").resize((32, 16))
    seen = [pixel[:3] for pixel in pixels.get_flattened_data() if pixel[3] > 127]
    drawn = [Colour.hex("#{:02x}{:02x}{:02x}".format(*pixel)) for pixel in seen]
    best = sorted((contrast(PLATE, colour) for colour in drawn), reverse=True)
    share = best[: max(len(best) // 4, 1)]  # its strongest quarter
    ratio = sum(share) / len(share) if share else 1.0
    return FAINT.format(ratio) if ratio < LEAST_CONTRAST else ""
