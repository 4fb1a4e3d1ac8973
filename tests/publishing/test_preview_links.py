"""A preview link: one thing in one version, for seven days, for whoever has it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.models import PendingChange, PreviewLink, PublishWindow
from publishing.preview_links import (
    CHANGED,
    EXPIRED,
    GOOD_FOR,
    MAKER_GONE,
    REVOKED,
    SETTLED,
)
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


PATCH = {"fields": {}, "rows": {}, "labels": []}


def test_a_link_to_a_change_ends_with_it(article, staff, site):
    editor = staff("editor", site.region)
    told = []
    for end in ("keep another", "close it", "save the row"):
        change = PendingChange.objects.keep(article, editor, PATCH)
        link = PreviewLink.objects.make(article, editor, change=change)
        told.append(link.ended(article))
        if end == "keep another":
            PendingChange.objects.keep(article, editor, PATCH)
        elif end == "close it":
            change.close(PendingChange.State.DROPPED, editor)
        else:
            article.save()
        told.append(PreviewLink.objects.by_token(link.token).ended(article))
    assert told == ["", SETTLED, "", SETTLED, "", CHANGED]


def test_a_link_to_an_earlier_version_ends_when_the_row_leaves_the_public(article, staff, site):
    first = article.history.get()
    earlier = (first.history_id, first.history_date)
    editor, told = staff("editor", site.region), []
    for leave in (article.withdraw, article.keep_inside):
        link = PreviewLink.objects.make(article, editor, earlier=earlier)
        article.title += "改"
        article.save()
        told.append(link.ended(article))
        leave()
        told.append(PreviewLink.objects.by_token(link.token).ended(article))
    assert told == ["", REVOKED, "", REVOKED]


def test_the_mark_of_a_file_opens_no_other_file(link):
    mark = link.file_mark("news/a.png")
    found = [PreviewLink.objects.by_file_mark(mark, path) for path in ("news/a.png", "news/b.png")]
    assert found == [link, None]


def test_a_mark_takes_no_part_of_a_path_along(link):
    _, _, signature = link.file_mark("news/a.png").partition(".")
    assert PreviewLink.objects.by_file_mark(f"{link.pk}/news.{signature}", "a.png") is None


@pytest.mark.parametrize("mark", ["", "1", "1.", "x.y", "1.AAAA", "\0", "１.图"])
def test_made_up_marks_open_nothing(link, mark):
    assert PreviewLink.objects.by_file_mark(mark, "news/a.png") is None


def test_a_link_leads_to_one_version(link, article):
    link.change = PendingChange.objects.keep(article, link.created_by, PATCH)
    link.history_id = 1
    rule = "publishing_previewlink_one_version"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        link.save()
