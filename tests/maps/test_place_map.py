"""The desk's drawing around one place."""

import json

import pytest

from maps.place_map import place_map

RING = [[95.25, 36.35], [95.35, 36.35], [95.35, 36.4], [95.25, 36.35]]


@pytest.mark.django_db
def test_the_mark_is_in_the_middle_at_every_span(site):
    drawn = [place_map(site.region, "36.37", "95.3", span) for span in (2, 0.1, 0.005)]
    assert {(one.width // 2 - one.x, abs(one.height // 2 - one.y) < 8) for one in drawn} == {
        (0, True)
    }


@pytest.mark.django_db
def test_a_good_boundary_is_drawn_and_a_bad_one_left_out(site):
    pasted = json.dumps({"type": "Polygon", "coordinates": [RING]})
    drawn = place_map(site.region, "36.37", "95.3", 0.1, pasted)
    assert (drawn.boundary[0], drawn.boundary[-1], drawn.boundary.count("L")) == ("M", "z", 3)
    assert (len(drawn.corners), round(drawn.sqm / 1e6)) == (3, 25)
    assert place_map(site.region, "36.37", "95.3", 0.1, "{").boundary == ""
    assert place_map(site.region, "36.37", "95.3", 0.1, " ").boundary == ""
