"""manage.py reindex: the index says again what the tables say."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from search.models import SearchEntry
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
    assert "完成；删除无主条目 0 条。" in capsys.readouterr().out
