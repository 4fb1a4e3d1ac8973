"""The digests by which names, phones and addresses are found, in step with the present data key."""

from collections.abc import Iterator
from itertools import batched

from django.db import transaction

from core.sealed_fields import is_unread
from leads.models import Lead
from leads.models.askers import DIGESTS

BATCH = 500
KEPT = tuple(name for names in DIGESTS.values() for name in names)


def rekey() -> Iterator[int]:
    """Of a batch after the other how many rows were behind: all that can be read.

    What somebody holds is written by them, with the present key, or has its turn the next time.
    """
    leads = Lead.objects.unerased().only(*DIGESTS, *KEPT).order_by("pk")
    for batch in batched(leads.iterator(chunk_size=BATCH), BATCH):
        yield _rekey([lead.pk for lead in batch if _is_behind(lead)])


@transaction.atomic
def _rekey(keys):
    """Read once more while nobody else can change them; what they are made of is sealed anew."""
    leads = Lead.objects.filter(pk__in=keys).only(*DIGESTS, *KEPT).order_by("pk")
    behind = [lead for lead in leads.locked(skip_locked=True) if _is_behind(lead)]
    for lead in behind:
        read = {name: getattr(lead, name) for name in DIGESTS if not is_unread(lead, name)}
        Lead.objects.filter(pk=lead.pk).update(**read, **lead.digests())
    return len(behind)


def _is_behind(lead):
    return any(
        is_unread(lead, name) or getattr(lead, name) != digest
        for name, digest in lead.digests().items()
    )
