"""The lexemes of an entry and the conditions that ask for them, as PostgreSQL reads them."""

import datetime
from importlib import import_module

import pytest
from django.db import connection

from news.models import Article
from search.documents import SearchDocument
from search.models import SearchEntry
from search.vectors import (
    all_of,
    any_of,
    fact_tokens,
    literal,
    places_of,
    quoted,
    vector_literal,
)
from tests.factories import ArticleFactory, ListingFactory

DAY = datetime.date(2026, 11, 21)


def test_an_entry_is_filed_where_it_is_shown():
    assert places_of(["630000", "632801"], "", reaches_below=False) == [
        "r630000", "r632801", "x632801",
    ]  # fmt: skip
    assert places_of(["630000"], "", reaches_below=True) == ["r630000", "x630000", "v630000"]
    assert places_of(["630000"], "golmud", reaches_below=False) == ["own", "sgolmud"]


def test_facts_name_place_type_and_span_in_one():
    assert fact_tokens("policy", "talent", DAY, ["r63"]) == [
        "@r63/policy/", "@r63/policy/2026-11-21", "@r63/policy/2026-11w3", "@r63/policy/2026-11",
        "@r63/policy/2026q4", "@r63/policy/2026", "@r63//", "#talent",
    ]  # fmt: skip


def test_conditions_repeat_nothing_and_say_no_more_than_needed():
    assert (all_of([]), all_of(["'a'", "", "'a'"])) == ("", "'a'")
    assert any_of(["'a'", all_of(["'b'", "'c'"])]) == "('a' | ('b' & 'c'))"


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["厂房", "^厂", "o'neil", "a\\b", "&|!()", "@r63/policy/2026q4"])
def test_any_token_is_one_lexeme_on_both_sides(token):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT length(%s::tsvector), %s::tsvector @@ %s::tsquery",
            [literal([token]), literal([token]), quoted(token)],
        )
        assert cursor.fetchone() == (1, True)


@pytest.mark.django_db
def test_vector_holds_the_body_its_numbers_and_what_only_titles_hold():
    document = SearchDocument(
        type="listing", region_id=1, title="冷库", path="listings/1/", dated_on=DAY,
        body="电话 0979-841 2345，新鲜直达", codes=("GEM-W-1",),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array(SELECT lexeme FROM unnest(%s::tsvector))",
            [vector_literal(document, ["632801"])],
        )
        found = set(cursor.fetchone()[0])
    assert {"冷库", "^冷", "^冷库", "^gemw1", "gem-w-1", "09798412345", "新鲜"} <= found
    assert {"^新鲜", "新", "冷"} & found == set()
    assert "鲜" in found  # no common character: asked for by itself


@pytest.mark.django_db
@pytest.mark.parametrize(
    "word", ["{0:029d}-{1:029d}", "жжжжжжжжжж{0:06d}-{1:06d}щщщщщщщщщщ"], ids=["digits", "Cyrillic"]
)
def test_a_text_of_too_many_words_is_saved_and_found_by_its_first(site, word):
    """PostgreSQL refuses a vector of a megabyte; codes are filed whole, joined and in parts."""
    texts = [word.format(n, 100_000 + n) for n in range(10_000)]
    ArticleFactory(column__site=site, title="编码表", body=f"<p>{' '.join(texts)}</p>")
    held = [
        SearchEntry.objects.of(Article).holding(quoted(text)).count()
        for text in ("^编码", texts[0], texts[-1])
    ]
    assert held == [1, 1, 0]


@pytest.mark.django_db
def test_entries_from_before_days_were_named_are_given_theirs(site):
    """Those of the last weeks: an upgrade leaves them with the vector that they would get now."""
    ListingFactory(region=site.region, title="冷库")
    with connection.cursor() as cursor:
        cursor.execute("SELECT vector, dated_on::text FROM search_searchentry")
        written, day = cursor.fetchone()
        named = [fact for fact in written.split("'") if fact.endswith(f"/listing/{day}")]
        cursor.execute("UPDATE search_searchentry SET vector = ts_delete(vector, %s)", [named])
        cursor.execute("SELECT vector FROM search_searchentry")
        assert cursor.fetchone() != (written,)
        cursor.execute(import_module("search.migrations.0004_days_in_vectors").NAME_DAYS)
        cursor.execute("SELECT vector FROM search_searchentry")
        assert cursor.fetchone() == (written,)
