"""A place drawn in the boundary of its park."""

import pytest

from maps.park_plan import park_plan
from parks.models import Listing
from tests import factories

RING = [[95.0, 36.0], [95.1, 36.0], [95.1, 36.08], [95.0, 36.08], [95.0, 36.0]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}


@pytest.fixture
def plot(site):
    park = factories.ParkFactory(region=site.region, name="东园", boundary=SQUARE)
    return factories.LandFactory(region=site.region, park=park, code="D-1")


def plan_at(plot, latitude, longitude):
    plot.latitude, plot.longitude = latitude, longitude
    return park_plan(plot)


@pytest.mark.django_db
def test_a_plot_stands_in_its_park_to_scale_and_in_words(plot):
    plan = plan_at(plot, "36.07", "95.09")
    assert plan.words == "这块地在东园东北部"
    x, y = plan.spot
    assert (x > plan.width / 2, y < plan.height / 2) == (True, True)
    # 0.09° to the east at 36° north are 8.1 km.
    west = int(plan.outline.removeprefix("M").split()[0])
    assert plan.scale == "5 km"
    assert 5 * (x - west) / plan.scale_length == pytest.approx(8.1, abs=0.1)
    assert plan_at(plot, "36.04", "95.051").words == "这块地在东园中部"
    assert plan_at(plot, "36.04", "94.98").words == "这块地在东园登记的边界以外，偏西"


@pytest.mark.django_db
def test_what_is_not_known_is_not_drawn(plot):
    plan = plan_at(plot, None, None)
    assert (plan.spot, plan.words) == (None, "这块地还没有自己的坐标，图上只有东园的边界")
    plot.park.boundary = {"type": "Point", "coordinates": [95.0, 36.0]}
    assert plan_at(plot, "36.07", "95.09") is None
    plot.park = None
    assert plan_at(plot, "36.07", "95.09") is None


@pytest.mark.django_db
def test_the_page_of_a_place_draws_it_and_no_draft_of_a_park(client, site, plot):
    Listing.objects.filter(pk=plot.pk).update(latitude="36.07", longitude="95.09")
    address = f"/{site.slug}/listings/{plot.pk}/"
    assert 'aria-label="这块地在东园东北部，北在上"' in client.get(address).text
    plot.park.status = "draft"
    plot.park.save()
    assert "北在上" not in client.get(address).text
