"""Uploaded files: type decided by content, pictures re-encoded, names given by us."""

import io
import re
import threading
import uuid
import zlib

from django import forms
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadhandler import FileUploadHandler
from PIL import Image, ImageOps

MAX_PIXELS = 40_000_000
MAX_WEBP_PIXELS = 12_000_000  # its decoder holds five copies: 40 million would take 800 MB
MAX_BYTES = 10 * 1024 * 1024
MAX_REQUEST_BYTES = 64 * 1024 * 1024
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LONGEST_SIDE = 2400
BROKEN = "这不是完好的 JPG、PNG 或 WebP 图片，请换一张，或另存为 JPG 再上传。"
TOO_MANY_PIXELS = "图片像素太多（超过 4000 万），请缩小后再上传。"
TOO_MANY_WEBP_PIXELS = "WebP 图片像素太多（超过 1200 万），请缩小，或另存为 JPG 再上传。"
# A decoded picture takes up to 160 MB: one at a time in each process.
_decoding = threading.BoundedSemaphore(1)

PDF_ACTION = re.compile(rb"/(?:JavaScript|Launch|XFA)(?![A-Za-z])")
PDF_STREAM = re.compile(rb"stream\r?\n")
PDF_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
MAX_STREAM = 256 * 1024
MAX_STREAMS = 2000


class RequestSizeHandler(FileUploadHandler):
    """Refuses a body by its declared length, before a byte of it is stored."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 -- Django's name
        if content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig("Upload larger than MAX_REQUEST_BYTES.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None


def store_name(extension: str) -> str:
    return f"{uuid.uuid4().hex}.{extension}"


def clean_picture(file) -> ContentFile:
    """A new picture made from the decoded pixels; a ValidationError says in Chinese why not."""
    if file.size > MAX_BYTES:
        raise ValidationError("图片超过 10 MB，请压缩后再上传。")
    try:
        file.seek(0)
        with _decoding, Image.open(file, formats=list(FORMATS)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(TOO_MANY_PIXELS)
            if image.format == "WEBP" and image.width * image.height > MAX_WEBP_PIXELS:
                raise ValidationError(TOO_MANY_WEBP_PIXELS)
            # Phones write several pictures into one JPEG (MPO); the first is the photo.
            kind = "JPEG" if image.format == "MPO" else image.format
            data = _encode(_upright(image), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, zlib.error) as error:
        raise ValidationError(BROKEN) from error
    return ContentFile(data, name=store_name(FORMATS[kind]))


def _upright(image):
    """The first frame, no larger than we show it, turned as the camera was held."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return ImageOps.exif_transpose(image)


def _encode(image, kind: str) -> bytes:
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    has_alpha = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    plain = image.convert("RGBA" if has_alpha and kind != "JPEG" else "RGB")
    plain.info = {}  # comments, profiles and positions stay behind
    out = io.BytesIO()
    options = {"optimize": True} if kind == "PNG" else {"quality": 85}
    plain.save(out, kind, **options)
    return out.getvalue()


def clean_document(file) -> ContentFile:
    """A PDF by its content, without actions; the visitor's file name is never used."""
    if file.size > MAX_BYTES:
        raise ValidationError("文件超过 10 MB，请压缩后再上传。")
    file.seek(0)
    data = file.read()
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise ValidationError("只能上传 PDF 文件，这个文件的内容不是完好的 PDF。")
    if _has_action(data):
        raise ValidationError("这个 PDF 里带有脚本或启动程序的命令，请用“打印为 PDF”另存后再上传。")
    return ContentFile(data, name=store_name("pdf"))


def _has_action(data: bytes) -> bool:
    """Whether a script or launch action is named, spelt in hex or packed in a stream as well."""
    plain = PDF_HEX.sub(lambda m: bytes([int(m[1], 16)]), data)
    return bool(PDF_ACTION.search(plain)) or any(map(PDF_ACTION.search, _unpacked(data)))


def _unpacked(data: bytes):
    for count, found in enumerate(PDF_STREAM.finditer(data)):
        if count == MAX_STREAMS:
            return
        try:
            raw = data[found.end() : found.end() + MAX_STREAM]
            yield zlib.decompressobj().decompress(raw, MAX_STREAM)
        except zlib.error:
            continue


class PictureFormField(forms.ImageField):
    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def to_python(self, data):
        return None if data in self.empty_values else clean_picture(data)


class DocumentFormField(forms.FileField):
    def to_python(self, data):
        return None if data in self.empty_values else clean_document(data)
