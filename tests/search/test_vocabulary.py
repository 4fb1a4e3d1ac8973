"""Words are learnt in the transaction of what holds them, and nobody waits for anybody."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from search.models import PendingWords, ReindexProgress, SearchTerm
from tests.transactions import PATIENCE, uncommitted, without_waiting


def known():
    return sorted(set(SearchTerm.objects.values_list("word", flat=True)))


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_may_learn_the_same_words_in_other_orders():
    both_began = Barrier(2, timeout=PATIENCE)

    def approve(*titles):
        try:
            with transaction.atomic():
                SearchTerm.objects.learn(titles[:1])
                both_began.wait()
                SearchTerm.objects.learn(titles[1:])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(approve, "盐湖", "厂房"), pool.submit(approve, "厂房", "盐湖")
        one.result(PATIENCE)
        other.result(PATIENCE)
    SearchTerm.objects.learn_pending()
    assert (known(), PendingWords.objects.count()) == (["厂房", "盐湖"], 0)


@pytest.mark.django_db(transaction=True)
def test_words_met_while_another_learns_are_left_to_the_worker():
    with uncommitted(lambda: SearchTerm.objects.learn(["盐湖"])), without_waiting():
        SearchTerm.objects.learn(["盐湖", "厂房"])
        SearchTerm.objects.learn_pending()
        assert known() == []
    assert known() == ["盐湖"]
    SearchTerm.objects.learn_pending()
    assert (known(), PendingWords.objects.count()) == (["厂房", "盐湖"], 0)


@pytest.mark.django_db
def test_words_are_known_at_once_where_nobody_else_learns(django_assert_num_queries):
    with django_assert_num_queries(3):  # what is known, whose turn it is, the new ones
        SearchTerm.objects.learn(["盐湖", "", "长" * 25])
    with django_assert_num_queries(1):
        SearchTerm.objects.learn(["盐湖"])
    assert (known(), PendingWords.objects.count()) == (["盐湖"], 0)


@pytest.mark.django_db
def test_word_has_each_reading_once():
    SearchTerm.objects.learn(["重庆"])
    SearchTerm.objects.learn(["重庆"])
    assert list(SearchTerm.objects.values_list("pinyin", flat=True)) == ["chongqing"]
    term = SearchTerm.objects.get()
    term.pk = None
    with (
        pytest.raises(IntegrityError, match="search_searchterm_reading_once"),
        transaction.atomic(),
    ):
        term.save(force_insert=True)
    assert str(ReindexProgress(label="x", last_pk=3)) == "x 3"
