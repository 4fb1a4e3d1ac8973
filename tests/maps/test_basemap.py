"""The drawn base of a map page: what lies in the frame, cut to the sheet."""

from maps import basemap
from maps.basemap import HEIGHT, WIDTH, BaseMap, clipped
from maps.bbox import BoundingBox


def test_area_is_cut_to_the_sheet():
    ring = clipped([(-500.0, -500.0), (5000.0, -500.0), (5000.0, 5000.0), (-500.0, 5000.0)])
    edge = basemap.BLEED
    corners = {(-edge, -edge), (WIDTH + edge, -edge), (WIDTH + edge, HEIGHT + edge)}
    assert set(ring) == corners | {(-edge, HEIGHT + edge)}
    assert clipped([(-90.0, -90.0), (-80.0, -90.0), (-80.0, -80.0)]) == []


def test_sheet_puts_the_frame_in_the_middle(site):
    sheet = BaseMap(site.region, BoundingBox(94, 36, 96, 37))
    x, _ = sheet.place(36.5, 95)
    assert x == WIDTH / 2
    assert (sheet.shows(36.5, 95), sheet.shows(36.5, 99)) == (True, False)
    assert [path.kind for path in sheet.paths] == ["here"]


def test_sheet_of_a_prefecture_shows_its_neighbours(prefecture):
    kinds = {path.kind for path in BaseMap(prefecture, BoundingBox(90, 34, 100, 40)).paths}
    assert kinds == {"here", "own", "around", "lake", "river"}


def test_unknown_province_has_no_base(db):
    assert basemap.outline("00") == ()
