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
GONE = "已经不在这封答复里：没发出的只留一天，也可能在别处去掉或发出了。要带上，请重新附。"
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


class FilesGone(Exception):
    """What an answer was to go with waits no more; the message says which files."""

    def __init__(self, names):
        super().__init__(gone_words(names))


def gone_words(names) -> str:
    return f"附件{'、'.join(f'“{name}”' for name in names)}{GONE}"


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
    """((number, name) of all files of a draft, why some of it or of those just chosen are not).

    `kept` are such pairs, as the draft had them; what is somebody else's is left out of it.
    """
    owners = dict(lead.answer_files.filter(pk__in=dict(kept)).values_list("pk", "by"))
    waiting = [(pk, name) for pk, name in kept if owners.get(pk) == by.pk]
    gone = [name for pk, name in kept if pk not in owners]
    refused = [gone_words(gone)] if gone else []
    for file in files:
        if len(waiting) >= MOST_FILES:
            refused.append(TOO_MANY)
            break
        try:
            row = keep_file(lead=lead, by=by, file=file)
            waiting.append((row.pk, row.name))
        except ValidationError as error:
            refused += [f"{shown(file.name)}：{message}" for message in error.messages]
    return waiting, refused


def shown(name) -> str:
    return "".join(c for c in name or "" if c.isprintable())[:LONGEST_STEM]


def attach(message, files):
    """What waits in this officer's draft goes with the answer, all of it; else FilesGone.

    `files` are (number, name). In the answer's transaction.
    """
    drafts = AnswerFile.objects.drafts_of(message.lead, message.by, dict(files))
    waiting = set(drafts.held().values_list("pk", flat=True))
    gone = [name for pk, name in files if pk not in waiting]
    if gone:
        raise FilesGone(gone)
    AnswerFile.objects.filter(pk__in=waiting).update(message=message)
