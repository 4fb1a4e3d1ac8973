"""The drawn base: small, whole, and made so that neighbours keep one border."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from maps.outlines import decoded_rings, deltas, inside, simplified

GEO = settings.BASE_DIR / "static" / "geo"
PROVINCES = [
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64"),
    *("65", "71", "81", "82"),
]


def test_every_province_has_a_small_file():
    files = {path.stem: path.stat().st_size for path in GEO.glob("*.json")}
    assert sorted(files) == PROVINCES
    assert max(files.values()) < 100 * 1024


@pytest.mark.parametrize(
    ("province", "name", "code"), [("71", "台湾", "710000"), ("46", "三沙市", "460300")]
)
def test_taiwan_and_the_south_sea_islands_are_drawn(province, name, code):
    own = json.loads((GEO / f"{province}.json").read_text())["own"]
    (area,) = (row for row in own if row["name"] == name)
    assert area["code"] == code
    assert len(area["rings"]) > 5


def test_compressed_and_plain_rings_are_read():
    plain = {"geometry": {"type": "Polygon", "coordinates": [[[1.0, 2.0], [1.5, 2.0], [1, 3]]]}}
    assert decoded_rings(plain) == [[(1000, 2000), (1500, 2000), (1000, 3000)]]
    letters = "".join(chr(64 + (n << 1)) for n in (512, 0, 0, 512))
    packed = {"type": "Polygon", "coordinates": [letters], "encodeOffsets": [[1024, 2048]]}
    assert decoded_rings({"geometry": packed}) == [[(1500, 2000), (1500, 2500)]]


def test_shared_border_stays_shared():
    """Two squares with a wobbly border between them: both sides lose the same points."""
    wobble = [(100, y) if y % 20 else (101, y) for y in range(10, 100, 10)]
    left = [(0, 0), (100, 0), *wobble, (100, 100), (0, 100)]
    right = [(100, 0), (200, 0), (200, 100), (100, 100), *wobble[::-1]]
    one, other = simplified([left, right], 5)
    assert set(one) & set(other) == {(100, 0), (100, 100)}
    assert set(one) - {(0, 0), (0, 100)} == {(100, 0), (100, 100)}


def test_a_speck_is_dropped():
    assert simplified([[(0, 0), (1, 1)]], 5) == [[]]


def test_line_is_cut_to_the_window():
    line = [(0, 0), (10, 0), (20, 0), (30, 0), (20, 5), (10, 5)]
    assert inside(line, (0, 0, 12, 12)) == [[(0, 0), (10, 0), (20, 0)], [(20, 5), (10, 5)]]
    assert deltas([(5, 7), (6, 9), (4, 9)]) == [5, 7, 1, 2, -2, 0]


def test_outlines_want_the_folder_of_the_package(tmp_path):
    with pytest.raises(CommandError, match=r"没有 china\.json"):
        call_command("make_outlines", tmp_path)
