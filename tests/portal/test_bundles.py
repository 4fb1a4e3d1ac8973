"""One style sheet and one script a page, made of the files that we write."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal.bundles import BUNDLES, BundleFinder, joined
from portal.templatetags.portal_ui import addends

STATIC = django_settings.BASE_DIR / "static"


@pytest.fixture
def finder(tmp_path):
    return BundleFinder(folder=tmp_path)


def test_a_bundle_holds_its_sources_in_their_order(finder):
    made = Path(finder.find("css/site.css")).read_text()
    assert re.findall(r"^/\* (\w+\.css) ·", made, re.MULTILINE) == [
        *("tokens.css", "accents.css", "base.css", "layout.css", "blocks.css", "home.css"),
        *("listings.css", "finding.css", "needs.css", "compare.css", "reading.css", "leads.css"),
        *("matching.css", "policies.css", "utilities.css", "print.css"),
    ]


def test_a_bundle_is_made_anew_when_a_source_has_changed(finder, tmp_path):
    place = tmp_path / "js" / "site.js"
    finder.find("js/site.js")
    place.write_text("of yesterday")
    assert finder.find("js/site.js") == str(place)
    assert place.read_bytes() == joined(BUNDLES["js/site.js"])
    assert list(place.parent.iterdir()) == [place]


def test_the_finder_offers_bundles_and_nothing_else(finder):
    assert [path for path, _ in finder.list([])] == list(BUNDLES)
    assert (finder.find("css/base.css"), finder.find("css/base.css", find_all=True)) == ([], [])
    assert finder.find("css/site.css", find_all=True) == [finder.storage.path("css/site.css")]


def test_bundles_are_found_like_all_static_files():
    assert [name for name in BUNDLES if not finders.find(name)] == []


def test_collected_bundles_are_named_by_their_content_and_packed(finder, tmp_path):
    storage = CompressedManifestStaticFilesStorage(tmp_path / "collected", "/static/")
    [(path, source)] = [row for row in finder.list([]) if row[0] == "css/site.css"]
    with source.open(path) as file:
        storage.save(path, file)
    kept = [str(name) for _, name, _ in storage.post_process({path: (source, path)})]
    assert re.fullmatch(r"css/site\.[0-9a-f]{12}\.css", kept[0])
    assert (tmp_path / "collected" / f"{kept[0]}.gz").exists()


def test_every_sheet_and_script_of_readers_is_in_a_bundle():
    bundled = {STATIC / source for sources in BUNDLES.values() for source in sources}
    assert {*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")} - bundled == set()


@pytest.mark.parametrize(
    ("value", "said"),
    [(245, "200 40 5"), (58, "50 8"), (0, ""), (Decimal("0.078"), "0.07 0.008"), ("0.100", "0.1")],
)
def test_a_number_is_told_as_what_its_figures_stand_for(value, said):
    assert addends(value) == said


def test_the_accents_add_up_to_every_number_that_a_site_may_have():
    rules = re.findall(
        r'\[data-(\w+)~="([\d.]+)"\] \{ --\1-(\d+): ([\d.]+); \}',
        (STATIC / "css" / "accents.css").read_text(),
    )
    known = {(name, said): (place, Decimal(value)) for name, said, place, value in rules}
    hues = [(name, Decimal(number)) for name in ("hue", "warm", "stone") for number in range(360)]
    chromas = [("chroma", Decimal(number).scaleb(-3)) for number in range(121)]
    for name, number in hues + chromas:
        found = [known[name, said] for said in addends(number).split()]
        assert sum(value for _, value in found) == number
        assert len({place for place, _ in found}) == len(found)
