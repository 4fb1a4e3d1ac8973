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
from PIL import Image, ImageCms, ImageOps

from publishing.file_types import HEAD, PDF, PICTURES, refusal, true_name
from publishing.kept_files import KeptFileBoundField, is_stored

MAX_PIXELS = 40_000_000
# Read at a fraction of its size, a plain JPEG takes little however large it is: phones make 50 and
# 64 million. A progressive one is held whole.
MAX_JPEG_PIXELS = 80_000_000
MAX_WEBP_PIXELS = 12_000_000  # its decoder holds five copies: 40 million would take 800 MB
MAX_BYTES = 10 * 1024 * 1024
MAX_REQUEST_BYTES = 64 * 1024 * 1024
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LONGEST_SIDE = 2400
BROKEN = "这不是完好的 JPG、PNG 或 WebP 图片，请换一张，或另存为 JPG 再上传。"
TOO_MANY_PIXELS = "图片像素太多（JPG 超过 8000 万，其他超过 4000 万），请缩小后再上传。"
TOO_MANY_WEBP_PIXELS = "WebP 图片像素太多（超过 1200 万），请缩小，或另存为 JPG 再上传。"
PDF_AMONG_PICTURES = "这是 {0}，这里只收图片。PDF 请放到“附件”里，或用编辑器的“上传图片或 PDF”。"
PICTURE_AMONG_DOCUMENTS = "这是 {0}，这里只收 PDF。图片请放到“图片”里，或打印为 PDF 再上传。"
# A decoded picture takes up to 160 MB: one at a time in each process.
_decoding = threading.BoundedSemaphore(1)


def _spelt(name: bytes) -> bytes:
    """A name of a PDF, of which each letter may be written in hex: #4A for J."""
    return b"".join(b"(?:%c|(?i:#%02x))" % (letter, letter) for letter in name)


PDF_ACTION = re.compile(
    b"/(?:%s)(?![A-Za-z])" % b"|".join(map(_spelt, (b"JavaScript", b"Launch", b"XFA")))
)
LONGEST_ACTION = 40  # bytes, spelt in hex
ENCIPHERED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
NOT_CHECKED = (
    "这个 PDF 加了密（要密码才能打开，或限制了打印、复制），没法检查，读者也可能打不开。"
    "请去掉密码，用“打印为 PDF”另存后再上传。"
)
PDF_END = b"%%EOF"
PDF_LAST = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\Z")
PDF_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# What a PDF of 10 MB may hold unpacked, to be looked through in a second or two; pictures included.
MAX_UNPACKED = 256 * 1024 * 1024
MAX_STREAMS = 10_000
PACKED_PIECE, UNPACKED_PIECE = 4 * 1024, 1024 * 1024
# Objects packed together: actions hide there, where the packing is one that is not looked through.
OBJECT_STREAM = re.compile(b"/%s(?![A-Za-z])" % _spelt(b"ObjStm"))
OTHER_PACKING = re.compile(
    rb"/(?:ASCIIHex|ASCII85|LZW|RunLength|DCT|JPX)Decode|/(?:AHx|A85|LZW|RL)\b|/Predictor|#[0-9A-Fa-f]{2}"
)
LONGEST_DICTIONARY = 1024
TOO_MUCH_TO_CHECK = (
    "这个 PDF 的内容打包得太大或太特别，没法全部检查。请用“打印为 PDF”另存后再上传。"
)
FAR_END = 2048
SRGB = ImageCms.createProfile("sRGB")


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
    _refuse_other(file, PICTURES, PDF_AMONG_PICTURES)
    try:
        with _decoding, Image.open(file, formats=list(FORMATS)) as image:
            if image.width * image.height > _pixel_limit(image):
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


def in_format(picture: ContentFile, ending: str) -> ContentFile:
    """A cleaned picture in the format of another one, which it takes the place of."""
    if picture.name.endswith(f".{ending}"):
        return picture
    kind = next(kind for kind, end in FORMATS.items() if end == ending)
    with Image.open(picture) as image:
        return ContentFile(_encode(image, kind), name=store_name(ending))


def is_animation(file) -> bool:
    """Whether a picture that was taken moved, which the one that is kept does not."""
    file.seek(0)
    try:
        with Image.open(file, formats=["PNG", "WEBP"]) as image:
            return getattr(image, "is_animated", False)
    except (OSError, ValueError, SyntaxError):
        return False


def _refuse_other(file, wanted, otherwise):
    """Raises ValidationError with the file's true name; what nobody recognises passes."""
    file.seek(0)
    name = true_name(file.read(), file.name or "")
    file.seek(0)
    if name and name not in wanted:
        raise ValidationError(refusal(name) or otherwise.format(name))


def _pixel_limit(image):
    is_plain_jpeg = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    return MAX_JPEG_PIXELS if is_plain_jpeg else MAX_PIXELS


def _upright(image):
    """The first frame, no larger than we show it, turned as the camera was held."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return ImageOps.exif_transpose(image)


def _encode(image, kind: str) -> bytes:
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    has_alpha = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    profile = image.info.get("icc_profile")
    if has_alpha or image.mode == "P":
        image = image.convert("RGBA")
    mode = "RGBA" if has_alpha and kind != "JPEG" else "RGB"
    plain = _in_srgb(image, profile).convert(mode)
    plain.info = {}  # comments, profiles and positions stay behind
    out = io.BytesIO()
    options = {"optimize": True} if kind == "PNG" else {"quality": 85}
    plain.save(out, kind, **options)
    return out.getvalue()


def _in_srgb(image, profile: bytes | None):
    """The picture in the colours that screens take for granted; a profile nobody can use is none.

    Phones (Display P3), cameras (Adobe RGB) and printers (CMYK) count in others, and the profile
    that says so does not stay with the file.
    """
    if not profile:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, theirs, SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def is_pdf(file) -> bool:
    """Whether the file is meant as a PDF: by its content, else by its name."""
    file.seek(0)
    name = true_name(file.read(HEAD), file.name or "")
    return name == PDF or (not name and (file.name or "").lower().endswith(".pdf"))


def clean_document(file) -> ContentFile:
    """A PDF by its content, without actions; the visitor's file name is never used."""
    if file.size > MAX_BYTES:
        raise ValidationError("文件超过 10 MB，请压缩后再上传。")
    _refuse_other(file, {PDF}, PICTURE_AMONG_DOCUMENTS)
    data = _pdf_in(file.read())
    if ENCIPHERED.search(data):
        raise ValidationError(NOT_CHECKED)
    if _has_action(data):
        raise ValidationError("这个 PDF 里带有脚本或启动程序的命令，请用“打印为 PDF”另存后再上传。")
    return ContentFile(data, name=store_name("pdf"))


def _pdf_in(data: bytes) -> bytes:
    """The PDF itself: what servers and mail programs put before and behind it is cut off.

    Its own addresses count from the mark, so that without the filler they are right again.
    """
    start, end = data.find(b"%PDF-", 0, HEAD), data.rfind(PDF_END)
    if start < 0:
        raise ValidationError("只能上传 PDF 文件，这个文件的内容不是完好的 PDF。请重新导出。")
    whole = data[start : end + len(PDF_END)] if end > start else b""
    tail = data[end + len(PDF_END) :]
    if whole and not tail.strip(b"\0\t\n\r\x1a "):
        return data[start:]
    # The end of a first part is no end: a file that broke off behind it has lost its pages.
    last = PDF_LAST.search(whole)
    if not whole or (last is None and len(tail) > FAR_END) or (last and int(last[1]) == 0):
        raise ValidationError("这个 PDF 不完整，多半是没有下载完。请重新下载或导出后再上传。")
    return whole + b"\n"


def _has_action(data: bytes) -> bool:
    """Whether a script or launch action is named, in plain or within a packed stream."""
    return bool(PDF_ACTION.search(data)) or any(map(PDF_ACTION.search, _unpacked(data)))


def _unpacked(data: bytes):
    """All that is packed, in pieces that overlap; what cannot be looked through is refused."""
    left = MAX_UNPACKED
    for count, found in enumerate(PDF_STREAM.finditer(data)):
        if count == MAX_STREAMS or _is_packed_otherwise(data, found.start()):
            raise ValidationError(TOO_MUCH_TO_CHECK)
        end_of_last = b""
        for piece in _inflated(data, found.end()):
            left -= len(piece)
            if left < 0:
                raise ValidationError(TOO_MUCH_TO_CHECK)
            yield end_of_last + piece
            end_of_last = piece[-LONGEST_ACTION:]


def _is_packed_otherwise(data, start):
    dictionary = data[max(0, start - LONGEST_DICTIONARY) : start].rpartition(b"obj")[2]
    return bool(OBJECT_STREAM.search(dictionary) and OTHER_PACKING.search(dictionary))


def _inflated(data, start):
    """As far as it can be unpacked, which is as far as a reader's program would go."""
    inflate, packed = zlib.decompressobj(), b""
    while not inflate.eof:
        if not packed:
            packed, start = data[start : start + PACKED_PIECE], start + PACKED_PIECE
        if not packed:
            return
        before = inflate.copy()
        try:
            yield inflate.decompress(packed, UNPACKED_PIECE)
        except zlib.error:
            yield _up_to_error(before, packed)
            return
        packed = inflate.unconsumed_tail


def _up_to_error(inflate, packed) -> bytes:
    """An error takes along what was unpacked in the same call: byte by byte it does not."""
    found = b""
    try:
        for n in range(len(packed)):
            found += inflate.decompress(packed[n : n + 1])
    except zlib.error:
        pass
    return found


class KeptFileMixin:
    """Of a form field for files: those of a waiting change were cleaned when they were chosen."""

    def get_bound_field(self, form, field_name):
        return KeptFileBoundField(form, self, field_name)

    def bound_data(self, data, initial):
        return data if is_stored(data) else initial

    def to_python(self, data):
        if data in self.empty_values or is_stored(data):
            return data or None
        return self.cleaned(data)


class PictureFormField(KeptFileMixin, forms.ImageField):
    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def cleaned(self, data):
        return clean_picture(data)


class DocumentFormField(KeptFileMixin, forms.FileField):
    def cleaned(self, data):
        return clean_document(data)
