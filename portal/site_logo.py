"""The pictures of a site: its logo and its icon, small and drawn anew, and what it opens with."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

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
ICON_SIDE = 96  # pixels: twice what a full bar of tabs shows
ICON_HELP = "浏览器标签页上的小图，方的最好；不上传就用小山。"
LEAST_HERO_WIDTH = 1200
HERO_HELP = (
    "首页最上面的横图，至少宽 1200 像素，可以是照片；上面的标语压着图，留一片安静的天空。"
    "上传后不再用上面选的场景。"
)
NOT_WIDE = "首页大图要横的，至少宽 {} 像素；这张是 {}×{}。"
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


class IconInput(PictureInput):
    picture_height = 32
    clear_words = "不要这个图标了，用回小山"


class IconFormField(PictureFormField):
    """Drawn anew as a small square; what is not square gets empty edges."""

    widget = IconInput

    def to_python(self, data):
        picture = super().to_python(data)
        return picture and _square(picture)


def _square(picture) -> ContentFile:
    with Image.open(picture) as image:
        image = ImageOps.pad(image.convert("RGBA"), (ICON_SIDE, ICON_SIDE), color=(0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name=store_name("png"))


class HeroInput(PictureInput):
    clear_words = "不要这张图了，用回上面选的场景"


class HeroFormField(PictureFormField):
    """A wide picture: phones cut its sides off, screens its top and bottom."""

    widget = HeroInput

    def cleaned(self, data):
        picture = super().cleaned(data)
        with Image.open(picture) as image:
            width, height = image.size
        if width < LEAST_HERO_WIDTH or height > width:
            raise ValidationError(NOT_WIDE.format(LEAST_HERO_WIDTH, width, height))
        picture.seek(0)
        return picture


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
