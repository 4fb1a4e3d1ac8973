"""Wrong spellings lead to words that do find something, and to nothing else."""

import pytest

from search.models import SearchTerm
from search.spelling import corrections, one_slip_apart
from search.suggestions import suggest
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    ListingFactory,
    PolicyFactory,
)


@pytest.mark.django_db
def test_what_is_not_public_is_neither_suggested_nor_offered(site, other_site):
    column = ColumnFactory(site=site)
    ArticleFactory(column=column, title="机密收储方案", status="draft")
    ArticleFactory(column=ColumnFactory(site=other_site), title="机密收储方案")
    thing = ArticleFactory(column=column, title="机密收储方案")
    asked = ["机密", "jimi", "jmsc", "机蜜收储", "机密收除方案"]
    assert [bool(suggest(site, t) or corrections(site, t)) for t in asked] == [True] * 5
    thing.withdraw()
    assert SearchTerm.objects.filter(word="机密").exists()
    assert [suggest(site, t) + corrections(site, t) for t in asked] == [[]] * 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("革尔木", ["格尔木"]),
        ("查尔汗", ["察尔汗"]),
        ("察尔汉", ["察尔汗"]),
        ("格木", ["格尔木"]),
        ("格尔尔木", ["格尔木"]),
        ("革尔木 盐湖", ["格尔木 盐湖"]),
        ("geermo", ["格尔木"]),
        ("格尔木", []),
        ("完全没有", []),
        ("", []),
        ("\0", []),
        ("的" * 500, []),
    ],
)
def test_corrections(named, typed, first):
    assert corrections(named, typed)[:1] == first


@pytest.mark.django_db
def test_codes_are_corrected(site):
    ListingFactory(region=site.region, title="净地", code="GEM-T-2026-018")
    PolicyFactory(region=site.region, title="办法", document_number="格政办[2025]2号")
    assert corrections(site, "GEM-T-2026-081") == ["gem-t-2026-018"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ab", "ab", False), ("ab", "ac", True), ("ab", "abc", True), ("ab", "b", True),
        ("ab", "ba", True), ("abc", "acb", True), ("abc", "cba", False), ("a", "abc", False),
        ("", "a", True), ("abcd", "badc", False),
    ],
)  # fmt: skip
def test_one_slip_apart(one, other, expected):
    assert one_slip_apart(one, other) is expected
