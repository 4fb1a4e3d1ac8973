"""The page as a whole: its headline, its groups, and what it costs."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.models import ClockMark
from portal.start_page import grouped, headline_of
from portal.todo_lines import Todo
from tests import factories
from tests.world import whole_world

START = reverse("admin:index")
MOST_QUERIES = 20
MOST_BYTES = 35 * 1024


@pytest.mark.parametrize(
    ("todos", "headline"),
    [
        ([("bad", 2), ("warn", 3), ("bad", 1)], "今天先办标红的 3 件"),
        ([("", 4), ("warn", 3)], "今天有 3 件等您办"),
        ([("", 4)], "今天没有等您办的事"),
        ([], "今天没有等您办的事"),
    ],
)
def test_headline_says_what_is_due(todos, headline):
    lines = [Todo("事", count, "/", tone) for tone, count in todos]
    assert headline_of(grouped(lines)) == headline


def test_groups_come_by_urgency_and_keep_the_order_within():
    lines = [Todo(name, 1, "/", tone) for name, tone in (("甲", ""), ("乙", "bad"), ("丙", ""))]
    found = [(group.title, [todo.title for todo in group.todos]) for group in grouped(lines)]
    assert found == [("先办：已逾期，或出了错", ["乙"]), ("有空再看", ["甲", "丙"])]


@pytest.fixture
def world(db, settings, tmp_path, site, other_site):
    settings.MEDIA_ROOT = tmp_path / "media"
    return whole_world(site, other_site)


@pytest.fixture
def open_start(client, db):
    """open_start(user) → (page, number of queries), in the middle of a day, nothing remembered."""
    ClockMark.objects.create(pk=ClockMark.ONLY, trusted_at=timezone.now())

    def get(user):
        client.force_login(user)
        client.get(START)
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(START)
        statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
        return page, len(statements)

    return get


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer", "manager", "auditor", "boss"])
def test_page_is_cheap_and_small_for_everybody(open_start, staff, world, prefecture, role):
    user = factories.UserFactory(is_superuser=True) if role == "boss" else staff(role, prefecture)
    if role in {"editor", "manager"}:
        factories.ArticleFactory(column=world.column, status="draft", created_by=user)
    page, queries = open_start(user)
    assert page.status_code == 200
    assert (queries <= MOST_QUERIES, len(page.content) <= MOST_BYTES) == (True, True), (
        queries,
        len(page.content),
    )


def test_account_without_a_grant_is_told_whom_to_ask(open_start):
    page, _ = open_start(factories.UserFactory())
    assert page.text.count("您的账号还没有任何地区的权限") == 1
    assert page.text.count("去处理") == 0
