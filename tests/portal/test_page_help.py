"""Each page that the rail leads to says how it is used, in a few short sentences."""

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from portal.desk_navigation import GROUPS
from portal.page_help import HELP, help_for

MOST_SENTENCES = 5
LONGEST = 60


def test_every_job_of_the_rail_has_help():
    names = {job.key: resolve(job.path()).view_name for group in GROUPS for job in group.jobs}
    assert [key for key, name in names.items() if not help_for(name)] == []


def test_help_is_short():
    for page, sentences in HELP.items():
        assert (page, len(sentences) <= MOST_SENTENCES) == (page, True)
        assert [words for words in sentences if len(words) > LONGEST] == []


def test_help_is_of_pages_that_are_there():
    def is_there(name):
        try:
            return bool(reverse(name.replace("_form", "_add")))
        except NoReverseMatch:
            return False

    assert [name for name in HELP if not is_there(name)] == []


@pytest.mark.parametrize("name", ["admin:news_article_add", "admin:news_article_change"])
def test_adding_and_changing_are_one_page(name):
    assert help_for(name) == HELP["admin:news_article_form"]


@pytest.mark.django_db
def test_page_shows_its_help_closed(client, staff, site):
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:news_article_changelist"))
    (first, *_) = HELP["admin:news_article_changelist"]
    assert [page.text.count(words) for words in (first, '<details class="howto">')] == [1, 1]
    assert client.get(reverse("admin:password_change")).text.count("howto") == 0
