"""What is measured is a page: an address that leads on would be measured as a cheap redirect."""

import pytest

from bench.synthetic import listings as synthetic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(site, monkeypatch):
    """With places of its own and a province of made-up ones. What is in bench/ runs as a script."""
    monkeypatch.syspath_prepend("bench")
    factories.IndustryFactory(name="盐湖化工")
    factories.IndustryFactory(name="装备制造", slug="equipment")
    synthetic.make_listings(60, batch=30)
    return site


def asked(client, paths):
    return {path: client.get(path).status_code for path in paths}


def test_lists_maps_and_questions_are_asked_as_they_are_answered(client, site):
    import listings

    measured = listings.addresses()
    first = {next(paths) for name, paths in measured.items() if "1,000" not in name}  # of sixty
    assert len(first) > 10
    assert set(asked(client, first).values()) == {200}


def test_readers_of_a_crowd_are_answered_at_once(client, site):
    import crowd

    answers = asked(client, (f"/{site.slug}/{each}" for each in crowd.FILTERS))
    assert set(answers.values()) == {200}


def test_what_fills_the_memory_is_drawn(client, site):
    import memory

    answers = asked(client, (f"/{site.slug}/{each.format(n=100)}" for each in memory.MIXED))
    assert set(answers.values()) == {200}
