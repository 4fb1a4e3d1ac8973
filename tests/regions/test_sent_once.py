"""A form for a new row that is sent twice stores one row; one that lost its files says so."""

import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse

from news.models import Article
from tests import factories
from tests.world import picture

ADD = reverse("admin:news_article_add")


def fields(column, **changes):
    return {
        "column": column.pk,
        "title": "园区通气",
        "source": "园区管委会",
        "body": "<p>园区供气开通。</p>",
        "publish_at_0": "2026/11/29",
        "publish_at_1": "09:00",
        "_save": "1",
    } | changes


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def test_the_same_words_are_stored_once(client, editor, column):
    client.post(ADD, fields(column))
    again = client.post(ADD, fields(column, csrfmiddlewaretoken="another"))
    article = Article.objects.get()
    assert again["Location"] == reverse("admin:news_article_change", args=[article.pk])
    assert said(again)[-1] == (
        f"“{article}”刚才已经保存，没有再存一份。接着要改、要提交，请在这里做。"
    )


def test_another_button_is_no_other_row(client, editor, column):
    client.post(ADD, fields(column))
    client.post(ADD, fields(column, _submit="1"))
    assert Article.objects.count() == 1


def test_other_words_are_another_row(client, editor, column):
    client.post(ADD, fields(column))
    client.post(ADD, fields(column, title="园区通水"))
    assert Article.objects.count() == 2


def test_words_of_a_row_that_was_deleted_are_stored_again(client, editor, column):
    client.post(ADD, fields(column))
    Article.objects.all().delete()
    client.post(ADD, fields(column))
    assert Article.objects.count() == 1


def test_somebody_else_may_write_the_same(client, editor, column, staff, site):
    client.post(ADD, fields(column))
    client.force_login(staff("editor", site.region, username="other"))
    client.post(ADD, fields(column))
    assert Article.objects.count() == 2


def test_a_refused_form_may_be_sent_again(client, editor, column):
    client.post(ADD, fields(column, title=""))
    assert client.post(ADD, fields(column, title="")).status_code == 200
    client.post(ADD, fields(column))
    assert Article.objects.count() == 1


def test_the_history_reads_as_before(client, editor, column):
    client.post(ADD, fields(column))
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["新增了。"]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_store_one_row(staff, site, column):
    user = staff("editor", site.region)
    barrier = threading.Barrier(2)
    answers = []

    def click():
        browser = Client()
        browser.force_login(user)
        barrier.wait()
        answers.append(browser.post(ADD, fields(column)).status_code)
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert answers == [302, 302]
    assert Article.objects.count() == 1


def test_a_refused_form_names_the_files_it_lost(client, editor, column):
    cover = picture(kind="JPEG")
    cover.name = "通气现场.jpg"
    response = client.post(ADD, fields(column, title="", cover=cover))
    assert "选好的文件（通气现场.jpg）没有存下来：改正之后请重新选一次，再保存。" in said(response)
    assert said(client.post(ADD, fields(column, title=""))) == []
