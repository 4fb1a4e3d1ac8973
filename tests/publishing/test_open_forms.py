"""Who opens a form is told who has it open already."""

import datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from publishing.models import OpenForm
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(site):
    return factories.ArticleFactory(column=factories.ColumnFactory(site=site), status="draft")


@pytest.fixture
def url(article):
    return reverse("admin:news_article_change", args=[article.pk])


@pytest.fixture
def people(staff, site):
    return staff("editor", site.region), staff("reviewer", site.region)


def also_open(client, user, url):
    client.force_login(user)
    return [row.user for row in client.get(url).context["also_open"]]


def test_the_second_is_told_who_was_first(client, people, url):
    first, second = people
    assert also_open(client, first, url) == []
    assert also_open(client, second, url) == [first]
    assert "起正在改这一条" in client.get(url).text
    assert also_open(client, first, url) == [second]


def test_who_has_saved_is_gone(client, people, url):
    first, second = people
    also_open(client, first, url)
    admin_pages.press(client, url)
    assert also_open(client, second, url) == []


def test_who_stays_at_the_form_is_still_there(client, people, url):
    first, second = people
    also_open(client, first, url)
    admin_pages.press(client, url, "_continue")
    assert also_open(client, second, url) == [first]


def test_after_two_hours_nobody_is_taken_to_be_writing(people, article):
    first, second = people
    now = timezone.now()
    OpenForm.objects.note(article, first, now)
    at = [now + datetime.timedelta(minutes=minutes) for minutes in (119, 121)]
    told = [OpenForm.objects.of_others(article, second, each).count() for each in at]
    assert told == [1, 0]


def test_another_row_is_another_form(people, article):
    other = factories.ArticleFactory(column=article.column)
    OpenForm.objects.note(other, people[0])
    assert not OpenForm.objects.of_others(article, people[1]).exists()


def test_rows_go_after_a_day(people, article):
    first, second = people
    OpenForm.objects.note(article, first, timezone.now() - datetime.timedelta(days=2))
    OpenForm.objects.note(article, second)
    OpenForm.objects.forget_old()
    assert [row.user for row in OpenForm.objects.all()] == [second]


def test_who_may_only_read_is_not_noted(client, staff, site, url):
    client.force_login(staff("auditor", site.region))
    assert client.get(url).status_code == 200
    assert not OpenForm.objects.exists()


def test_a_form_is_noted_once_a_person(people, article):
    OpenForm.objects.note(article, people[0])
    OpenForm.objects.note(article, people[0])
    row = OpenForm.objects.get()
    with pytest.raises(IntegrityError, match="publishing_openform_once_a_user_and_row"):
        OpenForm.objects.create(
            user=row.user, content_type=row.content_type, object_id=row.object_id,
            opened_at=row.opened_at,
        )  # fmt: skip
