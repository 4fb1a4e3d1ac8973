"""What the database refuses of talks, digests and transfers, whoever writes."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import ClaimTransfer, CompanyMark, Talk


@pytest.fixture
def pair(site, other_site, officer, other_officer, talk):
    """The talks of two sites with one company."""
    talk(site, officer)
    talk(other_site, other_officer)
    return list(Talk.objects.order_by("pk"))


def refused(constraint, act):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


def test_a_talk_is_touched_after_it_began(pair):
    early = pair[0].began_at - datetime.timedelta(days=1)
    refused(
        "claims_talk_times_in_order",
        lambda: Talk.objects.filter(pk=pair[0].pk).update(touched_at=early),
    )


def test_a_mark_is_of_one_kind_and_once(pair):
    mark = pair[0].marks.get()
    again = {"talk": pair[0], "scheme": mark.scheme, "digest": mark.digest}
    refused(
        "claims_companymark_once_a_talk",
        lambda: CompanyMark.objects.create(**again),
    )
    refused(
        "claims_companymark_one_is_first",
        lambda: pair[1].marks.update(is_first=True),
    )
    refused(
        "claims_companymark_known_scheme",
        lambda: CompanyMark.objects.create(talk=pair[0], scheme="phone", digest="0" * 64),
    )


def test_a_transfer_is_of_two_asked_once_and_answered_by_somebody(pair, other_officer):
    giver, taker = pair
    words = {"credit": "half", "words": "选址在我们县。", "asked_by": other_officer}

    def create(**changes):
        values = {"giver": giver, "taker": taker} | words | changes
        return ClaimTransfer.objects.create(**values)

    row = create()
    refused("claims_claimtransfer_asked_once", create)
    refused("claims_claimtransfer_of_two", lambda: create(taker=giver))
    refused(
        "claims_claimtransfer_known_credit", lambda: create(giver=taker, taker=giver, credit="")
    )
    rows = ClaimTransfer.objects.filter(pk=row.pk)
    refused("claims_claimtransfer_answered_by_somebody", lambda: rows.update(state="agreed"))
    refused(
        "claims_claimtransfer_answered_by_somebody",
        lambda: rows.update(answered_at=timezone.now(), answered_by=other_officer),
    )
