"""What is kept of a place in one edition: shared by all readers, let go with the next edition."""

from dataclasses import dataclass, field

import pytest
from django.core.paginator import Paginator
from django.db import OperationalError
from django.db.models import F

from core.kept_parts import KeptParts, NothingKept, rows_of
from core.outages import LastKnown
from core.page_store import PageStore
from parks.models import Industry
from tests import factories


@dataclass(frozen=True)
class Edition:
    number: int
    is_last_known: bool = field(default=False, compare=False)


@pytest.fixture
def store():
    return PageStore(1_000_000)


class Made:
    """Counts how often it is made."""

    def __init__(self, *values):
        self.values = list(values)

    def __call__(self):
        return self.values.pop(0)


def test_a_value_is_made_once_an_edition_and_place(store):
    made = Made("一", "二", "三")
    first = KeptParts(store, "golmud", Edition(1))
    assert [first.get("tiles", made), first.get("tiles", made)] == ["一", "一"]
    assert KeptParts(store, "wulan", Edition(1)).get("tiles", made) == "二"
    assert KeptParts(store, "golmud", Edition(2)).get("tiles", made) == "三"


def test_an_older_request_does_not_bring_back_what_it_saw(store):
    """Two requests that began in different editions each get what is theirs or newer."""
    old, new = (KeptParts(store, "golmud", Edition(number)) for number in (1, 2))
    assert [new.get("tiles", Made("新")), old.get("tiles", Made("旧"))] == ["新", "旧"]
    assert new.get("tiles", Made("更新")) == "更新"


def test_what_an_outage_had_a_part_in_is_not_kept(store):
    def is_locked():
        raise OperationalError

    known = LastKnown()
    known.get("tiles", lambda: "上次的")
    kept = KeptParts(store, "golmud", Edition(1))
    assert kept.get("tiles", lambda: known.get("tiles", is_locked)) == "上次的"
    assert kept.get("tiles", Made("现在的")) == "现在的"


def test_nothing_is_kept_while_nobody_knows_the_edition(store):
    kept = KeptParts(store, "golmud", Edition(1, is_last_known=True))
    made = Made("一", "二")
    assert [kept.get("tiles", made), kept.get("tiles", made)] == ["一", "二"]


def test_what_is_in_hand_serves_while_the_database_is_away(store):
    KeptParts(store, "golmud", Edition(1)).get("tiles", Made("在手"))
    assert KeptParts(store, "golmud", Edition(1, is_last_known=True)).get("tiles", Made()) == "在手"


def test_the_store_is_bounded(store):
    kept = KeptParts(store, "golmud", Edition(1))
    for number in range(3_000):
        kept.get(number, lambda: "字" * 1_000)
        kept.get(("objects", number), lambda: ["字"] * 100)
    assert store.figures.bytes <= 1_000_000


def test_rows_are_keys_until_somebody_looks(db, store, django_assert_num_queries):
    industries = [factories.IndustryFactory(position=n) for n in range(3)]
    whole = Industry.objects.order_by("-position", "pk")
    page = Paginator(whole, 2).get_page(2)
    for kept in (KeptParts(store, "golmud", Edition(1)), NothingKept()):
        with django_assert_num_queries(1):
            rows = kept.rows(whole, slice(2))
        assert [row.name for row in rows] == [row.name for row in industries[:0:-1]]
        assert [row.pk for row in rows_of(kept, page)] == [industries[0].pk]


def test_the_keys_of_a_list_are_kept_and_its_rows_are_not(store, db, django_assert_num_queries):
    one, two = (factories.IndustryFactory(name=name) for name in ("光伏", "锂电"))
    kept = KeptParts(store, "golmud", Edition(1))
    named = lambda: Industry.objects.annotate(label=F("name")).order_by("-pk")  # noqa: E731
    with django_assert_num_queries(1):
        rows = [
            *kept.list("industries", named, slice(1)),
            *kept.list("industries", named, slice(1)),
        ]
    assert [(row.pk, row.read_along) for row in rows] == [(two.pk, {"label"})] * 2
    with django_assert_num_queries(1):
        assert rows[0].label == "锂电"
    other = KeptParts(store, "wulan", Edition(1))
    assert [row.name for row in other.list("industries", named)] == ["锂电", "光伏"]
    assert [*NothingKept().list("industries", named, slice(2))] == [two, one]
