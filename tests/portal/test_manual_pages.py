"""The manual at the desk: every text with its pictures, for who has signed in; help leads there."""

import re
from urllib.parse import unquote

import pytest
from django.urls import reverse

from portal.manual_pages import manual_page, texts
from portal.page_help import CHAPTERS, HELP
from tests import factories

FIRST = reverse("desk_manual")


def text_url(name):
    return reverse("desk_manual_text", args=[name])


@pytest.mark.django_db
def test_first_page_leads_to_every_text_and_each_shows_its_pictures(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    first = client.get(FIRST)
    others = [name for name in texts() if name != "README"]
    assert set(re.findall(r'href="(/admin/manual/\w+/)"', first.text)) == {*map(text_url, others)}
    for name in others:
        page = client.get(text_url(name))
        assert page.text.count(f"<h1>{manual_page(name).title}</h1>") == 1
        pictures = re.findall(r'<img src="([^"]+)" alt="[^"]+" loading="lazy">', page.text)
        replies = [client.get(url) for url in pictures]
        assert {(reply.status_code, reply["Content-Type"]) for reply in replies} == {
            (200, "image/png")
        }
        assert {b"".join(reply.streaming_content)[:4] for reply in replies} == {b"\x89PNG"}


@pytest.mark.django_db
def test_what_is_not_in_the_manual_is_not_served(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    missing = [text_url("none"), reverse("desk_manual_picture", args=["none"])]
    missing += ["/admin/manual/images/..%2fclerk.png", "/admin/manual/..%2f..%2fNOTICE/"]
    assert [client.get(url).status_code for url in missing] == [404] * 4
    client.logout()
    pages = (FIRST, text_url("clerk"), reverse("desk_manual_picture", args=["inbox"]))
    assert [client.get(url).status_code for url in pages] == [302] * 3


def test_text_that_looks_like_html_is_text():
    assert "<kbd>" not in manual_page("clerk").body
    assert "<strong>手机丢了</strong>" in manual_page("clerk").body
    assert "<code>/</code>" in manual_page("clerk").body


def test_help_leads_to_chapters_that_there_are():
    for page, address in CHAPTERS.items():
        text, _, chapter = address.partition("#")
        assert (page in HELP, text in texts()) == (True, True)
        assert chapter in manual_page(text).chapters, address


@pytest.mark.django_db
def test_page_leads_to_its_chapter(client, staff, site):
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:news_article_add"))
    [link] = re.findall(r'<a href="([^"]+)">手册：写一篇文章</a>', page.text)
    url, _, chapter = link.partition("#")
    assert f'<h2 id="{unquote(chapter)}">' in client.get(url).text
