"""Whatever stands behind the question mark: 200 or 400, never 500."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.models import SearchEntry
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    ListingFactory,
    ParkFactory,
    PolicyFactory,
)
from tests.floods import flood

pytestmark = pytest.mark.django_db
NAMES = st.sampled_from(["q", "type", "facet", "scope", "since", "until", "order", "page", "x"])
SPECIAL = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "厂房",
        "盐湖 OR 1=1",
        "格政办〔2025〕2号",
        "geermu",
        "gem-t-2026-018",
        "400-000-6801",
        "a:*&!|()<->",
        "'\\",
        "%00",
        "\u202e",
        "盐" * 3000,
        "a\u0301" * 500,
        *SearchEntry.Type.values,
        *("site", "subtree", "all", "newest", "relevance", "land", "trends"),
        *(
            "2026-01-31",
            "２０２６年1月31日",
            "0001-01-01",
            "9999-12-31",
            "2026-02-30",
            "0000-00-00",
        ),
        *("1", "0", "-1", "99999999999999999999", "9" * 5000, "٣", "²", "1e9", "NaN", "inf"),
    ]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUE = st.one_of(SPECIAL, TEXT)
PAIRS = st.lists(st.tuples(NAMES, VALUE), max_size=8)
# What is not UTF-8 at all: lone surrogates, cut sequences, any byte.
BYTES = st.one_of(
    st.binary(max_size=30), st.sampled_from([b"\xed\xa0\x80", b"\xff\xfe", b"\xe5\x8e"])
)

PATHS = st.sampled_from(["", "suggest/"])
IS_PART = st.sampled_from([True] * 9 + [False])  # what stands around the part costs most


@pytest.fixture
def ask(client, site):
    """ask("suggest/", "q=盐湖") fails on any answer but 200 and 400."""
    ListingFactory.create_batch(3, region=site.region, title="盐湖厂房")
    ParkFactory(region=site.region, name="盐湖园区")
    PolicyFactory(region=site.region, title="盐湖办法", document_number="格政办〔2025〕2号")
    ArticleFactory(column=ColumnFactory(site=site, slug="trends"), title="盐湖动态")

    def answers(path, query, *, is_part=True):
        headers = {"HX-Request": "true"} if is_part else {}
        response = client.get(f"/golmud/search/{path}?{query}", headers=headers, follow=True)
        assert response.status_code in {200, 400}, query
        assert dict(response.cookies) == {}

    return answers


@flood(700)
@given(PAIRS, IS_PART)
def test_search_answers_any_pairs(ask, pairs, is_part):
    ask("", urlencode(pairs), is_part=is_part)


@flood(400)
@given(VALUE, IS_PART)
def test_suggestions_answer_any_text(ask, text, is_part):
    ask("suggest/", urlencode({"q": text}), is_part=is_part)


@flood(400)
@given(PATHS, NAMES, BYTES)
def test_both_answer_any_bytes(ask, path, name, raw):
    ask(path, f"q=盐湖&{name}={quote(raw)}")


@flood(100)
@given(PATHS, st.text("?&=%;+#a盐[]", max_size=30))
def test_both_answer_any_query_string(ask, path, query):
    ask(path, quote(query, safe="?&=%;+"))
