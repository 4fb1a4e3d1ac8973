"""What readers are told of an attached file beside its link: what it is, its size, its pages."""

import re

from django.conf import settings

from publishing.models import Asset
from publishing.richtext import CLEANED_TAG

KINDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "pptx": "PPT"}
NO_BREAK_SPACE = "\u00a0"
MB = 1024 * 1024
HREF = re.compile(rf' href="{re.escape(settings.MEDIA_URL)}([^"?#]+\.(?:{"|".join(KINDS)}))[?#"]')
LINK, END_OF_LINK = "<a ", "</a>"


def size_words(size: int | None) -> str:
    """640 KB, 1.2 MB; nothing when the file is gone."""
    if not size:
        return ""
    if size < MB:
        return f"{max(1, round(size / 1024))}{NO_BREAK_SPACE}KB"
    return f"{size / MB:.1f}{NO_BREAK_SPACE}MB"


def with_file_facts(html: str) -> str:
    """Cleaned HTML with a few words behind each link to a file of the library.

    One query for all of them; none for a text that links to no file.
    """
    ends = list(_ends_of_links(html)) if settings.MEDIA_URL in html else []
    if not ends:
        return html
    names = {name for _, name in ends}
    assets = Asset.objects.filter(file__in=names).only("file", "size_bytes", "pages")
    words = {asset.file.name: _words_of(asset) for asset in assets}
    pieces, start = [], 0
    for end, name in ends:
        pieces.append(html[start:end])
        if name in words:
            pieces.append(f'<span class="u-meta">（{words[name]}）</span>')
        start = end
    return "".join([*pieces, html[start:]])


def _ends_of_links(html):
    """(place, name in storage) behind each link to a file, read in one walk."""
    name = ""
    for found in CLEANED_TAG.finditer(html):
        tag = found[0]
        if tag.startswith(LINK):
            href = HREF.search(tag)
            name = href[1] if href else ""
        elif tag == END_OF_LINK and name:
            yield found.end(), name
            name = ""


def _words_of(asset):
    kind = KINDS[asset.file.name.rpartition(".")[2]]
    pages = f"{asset.pages}{NO_BREAK_SPACE}页" if asset.pages else ""
    return "，".join(filter(None, (kind, size_words(asset.size_bytes), pages)))
