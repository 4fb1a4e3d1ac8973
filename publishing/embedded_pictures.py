"""Pictures inside HTML: what a paste brought along, and what it only pointed to.

Word, WPS and browsers put a picture's bytes into its address (`data:`). Rich text keeps files of
ours only, so such a picture is stored when the text is saved; one that lies elsewhere (on another
site, on the editor's own disk) cannot be fetched by us and is named to whoever saves.
"""

import base64
import binascii
import re
import uuid
from html import escape, unescape
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from publishing.richtext import own_file

MOST = 20
TOO_MANY = f"正文里粘贴的图片超过 {MOST} 张，请分次粘贴，或用“上传图片”一张张放进来。"
UNREADABLE = "图片数据不完整，请删去它，把图片另存到电脑，再用“上传图片”放进来。"
EMBEDDED = re.compile(
    r"""(?<=[\s"'/])(src\s*=\s*)(?:"\s*(data:[^"]*)"|'\s*(data:[^']*)'|(data:[^\s>"']+))""",
    re.IGNORECASE,
)
# What stands in `src` of a picture that its page loads while the reader scrolls.
PLACEHOLDER = re.compile(
    r"""(?<=[\s"'])src\s*=\s*(?:"\s*data:[^"]*"|'\s*data:[^']*'|data:[^\s>"']+)""", re.IGNORECASE
)
FILE_LINK = re.compile(r"""<a\s[^<>]*?\bhref\s*=\s*["']?\s*(file:[^<>"']*)""", re.IGNORECASE)
MARKED = re.compile(r"/[\w/.-]*embedded-[0-9a-f]{32}-\d+")
PICTURE = re.compile(r"<(?:img|image|v:imagedata)\b([^<>]*)>", re.IGNORECASE)
# Pages that load pictures while the reader scrolls keep the real address beside `src`.
ADDRESS = re.compile(
    r"""(?:^|\s)(data-src|data-original|data-lazy-src|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""",
    re.IGNORECASE,
)


def take_out(html: str) -> tuple[str, dict[str, str]]:
    """The text with a path for every embedded picture, and the data: address of each path."""
    prefix = f"{settings.MEDIA_URL}embedded-{uuid.uuid4().hex}-"
    paths = {}

    def mark(found):
        address = found[2] or found[3] or found[4]
        path = paths.setdefault(address.strip(), f"{prefix}{len(paths)}")
        return f'{found[1]}"{path}"'

    text = EMBEDDED.sub(mark, PICTURE.sub(_without_placeholder, html))
    return text, {path: address for address, path in paths.items()}


def _without_placeholder(picture):
    """Its bytes are no picture that anybody saw; the real one is named where it lies."""
    named = _addresses(picture[1])
    is_lazy = any(address.lower().startswith(("http", "//")) for address in named.values())
    return PLACEHOLDER.sub("", picture[0]) if is_lazy and "src" in named else picture[0]


def _addresses(attributes: str) -> dict[str, str]:
    return {
        m[1].lower(): (m[2] or m[3] or m[4] or "").strip() for m in ADDRESS.finditer(attributes)
    }


def put_back(html: str, addresses: dict[str, str]) -> str:
    """The text with an address for every path that take_out() put there."""
    return MARKED.sub(lambda m: escape(unescape(addresses.get(m[0], m[0]))), html)


def file_of(address: str) -> ContentFile:
    """The bytes of a data: address, whatever they are; ValidationError if it is damaged."""
    header, _, body = address.partition(",")
    data = unquote_to_bytes(unescape(body))
    if "".join(header.lower().split()).endswith(";base64"):
        try:
            data = base64.b64decode(b"".join(data.split()), validate=True)
        except binascii.Error as error:
            raise ValidationError(UNREADABLE) from error
    if not data:
        raise ValidationError(UNREADABLE)
    return ContentFile(data, name="")


def left_behind(html: str) -> list[str]:
    """Addresses of pictures that are neither in the text nor on this site, each once."""
    found = {}
    for picture in PICTURE.finditer(html):
        named = _addresses(picture[1])
        source = named.pop("src", "")
        # A placeholder of one pixel stands in `src` as long as the real one is not loaded.
        real = next((address for address in named.values() if address), source)
        if real and not real.lower().startswith("data:") and not own_file(real):
            found[real] = None
    return list(found)


def where(address: str) -> str:
    """Whose picture that is, for a sentence: the host, or the editor's own disk."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "地址不完整"
    if parts.scheme in {"http", "https"} or (not parts.scheme and host):
        return host
    return "您电脑上的 Word 或 WPS" if parts.scheme == "file" else f"“{address[:40]}”"


def left_behind_sentence(html: str, label: str) -> str:
    """What to tell whoever saves the field; empty if every picture and link came along."""
    return _pictures_sentence(html, label) + _links_sentence(html, label)


def _links_sentence(html, label):
    names = dict.fromkeys(
        re.split(r"[/\\]", unquote(unescape(link)).strip())[-1] for link in FILE_LINK.findall(html)
    )
    if not names:
        return ""
    return (
        f"{label}里有链接指向您电脑上的文件（{'、'.join(names)}），别人打不开，没有保留："
        "请把文件存成 PDF，再用编辑器的“上传图片或 PDF”放进来。"
    )


def _pictures_sentence(html, label):
    addresses = left_behind(html)
    if not addresses:
        return ""
    places = "、".join(dict.fromkeys(map(where, addresses)))
    return (
        f"{label}里有 {len(addresses)} 张图片没有存下来，它们在别处：{places}。"
        "请把图片另存到电脑，再用编辑器的“上传图片或 PDF”放进来。"
    )


def lost_in_import(text: str) -> str:
    """What to tell whoever imports a text with pictures; empty if they all are ours already."""
    html, embedded = take_out(unescape(text))
    lost = len(embedded) + len(left_behind(html))
    if not lost:
        return ""
    return f"这一格里有 {lost} 张图片，导入只带文字：图片请以后在编辑页里用“上传图片或 PDF”放进来。"
