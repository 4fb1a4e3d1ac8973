"""What stands beside an article is read once an edition for all that share it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from core.kept_parts import KeptParts
from core.page_store import PageStore
from news.page_rows import Beside, public_article
from tests import factories


@dataclass(frozen=True)
class Edition:
    number: int
    is_last_known: bool = False


def test_articles_about_the_same_parks_share_what_was_read(site, django_assert_num_queries):
    site.kept = KeptParts(PageStore(1_000_000), site.slug, Edition(1))
    now = timezone.now()
    column = factories.ColumnFactory(site=site)
    shown, hidden = (
        factories.ParkFactory(region=site.region, status=status) for status in ("approved", "draft")
    )
    days = [now - datetime.timedelta(days=number) for number in range(1, 6)]
    items = [factories.ArticleFactory(column=column, publish_at=at) for at in days]
    for item in items:
        item.parks.set([shown, hidden])
    newest, *_, last = (public_article(now=now, site=site.pk, pk=item.pk)[0] for item in items)
    assert seen(Beside(newest, site, now)) == ([shown], items[1:4])
    with django_assert_num_queries(0):
        kept = [row.pk for row in Beside(last, site, now).related]
    assert kept == [item.pk for item in items[:3]]
    assert seen(Beside(last, site, now)) == ([shown], items[:3])


def seen(beside):
    return beside.parks(), [row.whole() for row in beside.related]
