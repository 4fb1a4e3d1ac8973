"""A preview link: one thing in one version, for seven days, for whoever has it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.models import PreviewLink, PublishWindow
from publishing.preview_links import CHANGED, EXPIRED, GOOD_FOR, MAKER_GONE, REVOKED
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, status=PublishWindow.Status.DRAFT)


@pytest.fixture
def link(article, staff, site):
    return PreviewLink.objects.make(article, staff("editor", site.region))


def test_a_token_is_signed_with_more_than_128_bits_and_leads_to_its_row(link):
    key, _, signature = link.token.partition(".")
    assert (key, len(signature)) == (str(link.pk), 43)  # 256 bits in base64
    assert PreviewLink.objects.by_token(link.token) == link


@pytest.mark.parametrize("token", ["", "1", "1.", "x.y", "1.AAAA", "\0", "１.x", "9" * 60])
def test_made_up_tokens_lead_nowhere(link, token):
    assert PreviewLink.objects.by_token(token) is None


def test_the_signature_of_another_row_opens_nothing(link):
    _, _, signature = link.token.partition(".")
    assert PreviewLink.objects.by_token(f"{link.pk + 1}.{signature}") is None


def test_a_link_ends_by_time_by_a_change_by_revoking_or_with_its_maker(link, article):
    told = [link.ended(article), link.ended(article, link.expires_at)]
    article.save()
    told.append(link.ended(article))
    link.version_at = article.updated_at
    link.created_by.is_active = False
    told.append(link.ended(article))
    link.revoked_at = timezone.now()
    told.append(link.ended(article))
    assert told == ["", EXPIRED, CHANGED, MAKER_GONE, REVOKED]


def test_what_has_ended_a_month_ago_goes_with_the_next(link, article, staff, site):
    later = link.expires_at + 31 * DAY
    newest = PreviewLink.objects.make(article, staff("editor", site.region), later)
    assert list(PreviewLink.objects.all()) == [newest]


def test_no_link_lasts_longer_than_a_week(link):
    rule = "publishing_previewlink_ends_within_days"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PreviewLink.objects.update(expires_at=link.created_at + GOOD_FOR + DAY)
