"""Keeping the files of an answer: checked as every upload is, stored without an address."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from leads.actions.private_files import LONGEST_STEM, keep_private
from leads.models import AnswerFile

MOST_FILES = 5
TOO_MANY = f"一封答复最多附 {MOST_FILES} 个文件。"
GONE = "已经不在这封答复里：没发出的只留一天，也可能在别处去掉或发出了。要带上，请重新附。"


class FilesGone(Exception):
    """What an answer was to go with waits no more; the message says which files."""

    def __init__(self, names):
        super().__init__(gone_words(names))


def gone_words(names) -> str:
    return f"附件{'、'.join(f'“{name}”' for name in names)}{GONE}"


def keep_file(*, lead, by, file, now=None) -> AnswerFile:
    """In the officer's draft, until the answer is sent."""
    return keep_private(AnswerFile(lead=lead, by=by, created_at=now or timezone.now()), file)


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
