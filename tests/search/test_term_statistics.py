"""How common words are is told by PostgreSQL, as far as it has looked."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from search.term_statistics import Frequencies
from tests.factories import ListingFactory


@pytest.mark.django_db
def test_without_statistics_no_word_is_common():
    assert Frequencies(lambda: 300).share("厂房") == 0


@pytest.mark.django_db
def test_common_words_have_their_share(site):
    for number in range(20):
        ListingFactory(region=site.region, title="车间" if number % 4 else "冷库")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_searchentry")
    frequencies = Frequencies(lambda: 300)
    assert (frequencies.share("车间"), frequencies.share("冷库")) == (0.75, 0.25)
    assert frequencies.entries == 20


@pytest.mark.django_db
def test_common_days_are_known_as_well(site):
    today = timezone.localdate()
    for days in (0, 0, 0, 9, 12):
        ListingFactory(
            region=site.region, verified_at=timezone.now() - datetime.timedelta(days=days)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_searchentry")
    assert Frequencies(lambda: 300).dates.before(today) == pytest.approx(0.4)
