"""Uploaded files: type decided by content, pictures re-encoded, names given by us."""

import io
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

MAX_PIXELS = 40_000_000
MAX_BYTES = 10 * 1024 * 1024
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LONGEST_SIDE = 2400


def store_name(extension: str) -> str:
    return f"{uuid.uuid4().hex}.{extension}"


def clean_picture(file) -> ContentFile:
    """A new picture made from the decoded pixels; raises ValidationError with a Chinese sentence."""
    if file.size > MAX_BYTES:
        raise ValidationError("图片超过 10 MB，请压缩后再上传。")
    try:
        file.seek(0)
        image = Image.open(file, formats=list(FORMATS))
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError("图片像素太多（超过 4000 万），请缩小后再上传。")
        kind = image.format
        image = ImageOps.exif_transpose(image)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError("这不是完好的 JPG、PNG 或 WebP 图片。") from error
    return ContentFile(_encode(image, kind), name=store_name(FORMATS[kind]))


def _encode(image, kind: str) -> bytes:
    plain = image.convert("RGBA" if image.mode in {"RGBA", "LA", "P"} and kind != "JPEG" else "RGB")
    out = io.BytesIO()
    plain.save(out, kind, quality=85) if kind != "PNG" else plain.save(out, kind, optimize=True)
    return out.getvalue()


def clean_document(file) -> ContentFile:
    """A PDF by its first bytes; the visitor's file name is never used."""
    if file.size > MAX_BYTES:
        raise ValidationError("文件超过 10 MB，请压缩后再上传。")
    file.seek(0)
    data = file.read()
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise ValidationError("只能上传 PDF 文件，这个文件的内容不是 PDF。")
    return ContentFile(data, name=store_name("pdf"))


class PictureFormField(forms.ImageField):
    def to_python(self, data):
        return None if data in self.empty_values else clean_picture(data)


class DocumentFormField(forms.FileField):
    def to_python(self, data):
        checked = super().to_python(data)
        return clean_document(checked) if checked else None
