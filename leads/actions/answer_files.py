"""Keeping the files of an answer: checked as every upload is, stored without an address."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils import timezone

from leads.models import AnswerFile
from publishing.actions import MAX_BYTES_AN_HOUR, TooMuchThisHour
from publishing.uploads import clean_document, clean_picture, is_pdf

MOST_FILES = 5
TOO_MANY = f"一封答复最多附 {MOST_FILES} 个文件。"
LONGEST_STEM = 100
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


def keep_file(*, lead, by, file, now=None) -> AnswerFile:
    """A PDF as it is or a picture as we make it anew; ValidationError says why neither."""
    now = now or timezone.now()
    if AnswerFile.objects.bytes_of_last_hour(by, now) > MAX_BYTES_AN_HOUR:
        raise TooMuchThisHour
    content = clean_document(file) if is_pdf(file) else clean_picture(file)
    kind = content.name.rpartition(".")[2]
    row = AnswerFile(lead=lead, by=by, kind=kind, size_bytes=content.size, created_at=now)
    row.name = named(file.name, kind)
    row.file.save(content.name, content)
    return row


def named(name, kind) -> str:
    """As the officer called it, without folders and what no system takes, with the true ending."""
    base = re.split(r"[\\/]", name or "")[-1]
    visible = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    stem = re.sub(r"\.\w{1,5}\s*\Z", "", NOT_IN_NAMES.sub(" ", visible))
    return f"{stem.strip(' .')[:LONGEST_STEM] or '文件'}.{kind}"


def take_files(*, lead, by, files, kept):
    """(numbers of all files of a draft, why some of those just chosen are not among them)."""
    pks, refused = list(kept), []
    for file in files:
        if len(pks) >= MOST_FILES:
            refused.append(TOO_MANY)
            break
        try:
            pks.append(keep_file(lead=lead, by=by, file=file).pk)
        except ValidationError as error:
            refused += [f"{shown(file.name)}：{message}" for message in error.messages]
    return pks, refused


def shown(name) -> str:
    return "".join(c for c in name or "" if c.isprintable())[:LONGEST_STEM]


def attach(message, pks):
    """What waited in this officer's draft of this enquiry goes with the answer."""
    drafts = AnswerFile.objects.drafts_of(message.lead, message.by, pks[:MOST_FILES])
    drafts.update(message=message)
