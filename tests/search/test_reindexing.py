"""manage.py reindex: the index says again what the tables say."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, transaction

from parks.models import Listing
from search.models import ReindexProgress, SearchEntry, SearchTerm
from search.reindexing import Rebuilding
from tests.factories import (
    ArticleFactory,
    ListingFactory,
    ParkFactory,
    PolicyFactory,
    SitePageFactory,
)

pytestmark = pytest.mark.django_db


def index():
    return sorted(SearchEntry.objects.values_list("type", "object_id", "title", "vector"))


def test_reindex_restores_removes_and_repeats(capsys):
    kept = [factory() for factory in (ListingFactory, ParkFactory, PolicyFactory, ArticleFactory)]
    page, draft = SitePageFactory(), PolicyFactory(status="draft")
    before = index()
    orphan = SearchEntry.objects.get(type="article")
    orphan.pk, orphan.object_id = None, 10**9
    orphan.save()
    stray = SearchEntry.objects.get(type="page")
    stray.pk, stray.content_type = None, ContentType.objects.get_for_model(SearchEntry)
    stray.save()
    SearchEntry.objects.filter(type="listing").delete()
    SearchEntry.objects.filter(type="policy").update(title="旧的", vector=None, object_id=draft.pk)
    for _ in range(2):
        call_command("reindex")
        assert index() == before
    assert len(before) == len(kept) + len([page])
    assert "；删除无主条目 0 条。" in capsys.readouterr().out


def test_reindex_goes_on_where_it_was_killed(capsys):
    ListingFactory.create_batch(5)
    SearchEntry.objects.update(title="旧的")
    killed = Rebuilding(batch=2).index(Listing)
    assert [next(killed), next(killed)] == [2, 2]
    assert SearchEntry.objects.filter(title="旧的").count() == 1
    call_command("reindex")
    assert SearchEntry.objects.filter(title="旧的").count() == 0
    assert "接着上次中断的地方继续" in capsys.readouterr().out
    assert ReindexProgress.objects.count() == 0


def test_reindex_counts_words_and_forgets_those_that_are_gone():
    ListingFactory.create_batch(2, title="盐湖厂房")
    SearchTerm.objects.learn(["早就没有"])
    call_command("reindex", restart=True)
    assert SearchTerm.objects.get(word="盐湖").entries == 2
    assert not SearchTerm.objects.filter(word="早就没有").exists()


def test_progress_of_a_model_is_one_row():
    ReindexProgress.objects.create(label="parks.Listing")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReindexProgress.objects.create(label="parks.Listing")
