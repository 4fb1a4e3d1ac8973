"""Keeping a private file: checked as every upload is, under the name that its sender gave it."""

import re
import unicodedata

from publishing.actions import MAX_BYTES_AN_HOUR, TooMuchThisHour
from publishing.uploads import clean_document, clean_picture, is_pdf

LONGEST_STEM = 100
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


def keep_private(row, file, *, title=""):
    """Store `file` in `row`, a PrivateFile with `by` and `created_at`, named by `title` or itself.

    A PDF as it is or a picture as we make it anew; ValidationError says why neither,
    TooMuchThisHour comes after what one person may keep in an hour.
    """
    if type(row).objects.bytes_of_last_hour(row.by, row.created_at) > MAX_BYTES_AN_HOUR:
        raise TooMuchThisHour
    content = clean_document(file) if is_pdf(file) else clean_picture(file)
    row.kind, row.size_bytes = content.name.rpartition(".")[2], content.size
    row.name = named(f"{title}.{row.kind}" if title else file.name, row.kind)
    row.file.save(content.name, content)
    return row


def named(name, kind) -> str:
    """As the officer called it, without folders and what no system takes, with the true ending."""
    base = re.split(r"[\\/]", name or "")[-1]
    visible = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    stem = re.sub(r"\.\w{1,5}\s*\Z", "", NOT_IN_NAMES.sub(" ", visible))
    return f"{stem.strip(' .')[:LONGEST_STEM] or '文件'}.{kind}"
