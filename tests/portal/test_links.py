"""Every link of every public page leads somewhere: none is dead, and every #part is there."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from tests.world import whole_world

pytestmark = pytest.mark.sweep
HOME = "http://127.0.0.1:8000"
MOST = 2000  # pages; a circle without end is a finding, too
NOT_READ = ("/static/", "/media/", "/admin/", "/api/docs/")


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return whole_world(site, other_site)


def links_of(page, address):
    """(address, #part) of all links of a page, those to other hosts as well."""
    for link in page.xpath("//a[@href] | //link[@rel='alternate' or @rel='canonical'][@href]"):
        href = link.get("href").strip()
        if not href.startswith(("mailto:", "tel:", "javascript:")):
            yield urldefrag(urljoin(address, href))


def crawl(client, start):
    """The addresses asked, {those that do not answer 200: where they stood}, and missing parts."""
    waiting, seen, parts, dead, wanted = [(start, "")], {start}, {}, {}, []
    while waiting:
        address, found_on = waiting.pop()
        response = client.get(address.removeprefix(HOME), follow=True)
        if response.status_code != 200:
            dead[address] = (response.status_code, found_on)
            continue
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = html.fromstring(response.content)
        parts[address] = set(page.xpath("//@id"))
        if urlsplit(address).query:
            continue  # filters upon filters: each is asked, none is followed
        for target, part in links_of(page, address):
            if urlsplit(target).netloc != urlsplit(HOME).netloc:
                continue
            if part:
                wanted.append((target, part, address))
            if target not in seen and not urlsplit(target).path.startswith(NOT_READ):
                seen.add(target)
                waiting.append((target, address))
        assert len(seen) < MOST
    missing = [row for row in wanted if row[0] in parts and row[1] not in parts[row[0]]]
    return seen, dead, missing


@pytest.mark.walk
def test_no_link_is_dead_and_every_part_is_there(client, world):
    seen, dead, missing = crawl(client, f"{HOME}/")
    assert (dead, missing) == ({}, [])
    assert {f"{HOME}/golmud/", f"{HOME}{world.listing.get_absolute_url()}"} <= seen
    assert len(seen) > 100
