"""What a block is asked, and what only the database can be asked."""

import pytest
from django.db.models import F, Q

from finding.snapshot import layout
from finding.snapshot.columns import count
from finding.snapshot.conditions import Asker, NotInSnapshot

ROWS = [(1, "approved", 10, None), (2, "draft", 20, 30), (3, None, None, None)]


@pytest.fixture
def asker():
    return Asker(layout.parks().block(ROWS), layout.parks())


@pytest.mark.parametrize(
    ("condition", "number"),
    [
        (Q(), 3),
        (Q(pk__in=()), 0),
        (Q(pk__gt=0), 3),
        (Q(status="approved"), 1),
        (~Q(status="approved"), 2),
        (Q(status="never"), 0),
        (Q(status__in=[]), 0),
        (Q(expire_at__isnull=True), 2),
        (Q(expire_at__isnull=False) | Q(status="approved"), 2),
        (~(Q(status="approved") & Q(expire_at__isnull=True)), 2),
        (Q(status="approved") ^ Q(expire_at__isnull=True), 1),
    ],
)
def test_conditions_hold_as_in_the_database(asker, condition, number):
    assert count(asker.mask(condition)) == number


@pytest.mark.parametrize(
    "condition",
    [
        Q(status__startswith="a"),
        Q(status=F("status")),
        Q(status__in=[F("status")]),
        Q(pk=1),
        Q(unheard_of=1),
    ],
)
def test_what_columns_cannot_tell_is_refused(asker, condition):
    with pytest.raises(NotInSnapshot):
        asker.mask(condition)
