"""The relevance set against the demo data, loaded once; failures come as one table."""

import tempfile
from itertools import chain

from django.test import TestCase, override_settings

from portal.seeding.run import load_seeds
from regions.models import Site
from search.dictionary import DICTIONARY
from search.place_names import PLACE_NAMES
from search.results import Search
from search.spelling import corrections
from search.suggestions import suggest
from tests.search.relevance import BEGINNINGS, ROWS, TYPOS

READ = 3  # hits a reader looks at before giving up


def first_titles(site, query):
    """Titles in the order a reader meets them, the best type first."""
    groups = Search(site, query).groups()
    return list(chain.from_iterable([e.title for e in group.entries] for group in groups))[:READ]


def is_met(wanted, titles):
    return titles[:1] == [wanted] if isinstance(wanted, str) else wanted <= set(titles)


def judged(rows, answers):
    """(rows that should hold and do not, rows that hold although said to fail), as lines."""
    lines = [(row, answer, fits) for row, (answer, fits) in zip(rows, answers, strict=True)]
    broken = [
        f"{r[0]} · {r.why} · {r.site}: {a}" for r, a, ok in lines if not ok and not r.still_fails
    ]
    mended = [f"{r[0]}: now holds, drop its reason" for r, _, ok in lines if ok and r.still_fails]
    return broken, mended


def forget_words():
    """The next search reads the names of the tables, as a new process does."""
    DICTIONARY.reset()
    PLACE_NAMES.reset()


class RelevanceTests(TestCase):
    """One load of the demo data serves all three tables."""

    @classmethod
    def setUpClass(cls):
        media = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(override_settings(MEDIA_ROOT=media, SEARCH_WORDS_SECONDS=300))
        forget_words()
        cls.addClassCleanup(forget_words)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        load_seeds()
        forget_words()
        cls.sites = {site.slug: site for site in Site.objects.live().with_ancestors()}

    def check(self, rows, answer):
        """`answer(site, row)` gives what came and whether that will do."""
        broken, mended = judged(rows, [answer(self.sites[row.site], row) for row in rows])
        assert (broken, mended) == ([], []), "\n" + "\n".join([*broken, *mended])

    def test_the_set_is_large_enough(self):
        assert len({(row.site, row.query) for row in ROWS}) == len(ROWS) >= 70

    def test_readers_see_what_they_came_for(self):
        def answer(site, row):
            titles = first_titles(site, row.query)
            return f"wanted {row.wanted}, got {titles}", is_met(row.wanted, titles)

        self.check(ROWS, answer)

    def test_slips_are_put_right(self):
        def answer(site, typo):
            offered = corrections(site, typo.query)
            return f"wanted {typo.meant}, got {offered}", offered[:1] == [typo.meant]

        self.check(TYPOS, answer)

    def test_names_come_up_while_typing(self):
        def answer(site, beginning):
            names = [suggestion.text for suggestion in suggest(site, beginning.typed)]
            return f"wanted {beginning.name}, got {names}", beginning.name in names

        self.check(BEGINNINGS, answer)
