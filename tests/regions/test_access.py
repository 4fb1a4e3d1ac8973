"""In which capacity somebody acts who holds several posts."""

import itertools

import pytest

from regions import access
from regions.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


def memberships(user, *posts):
    for region, role in posts:
        factories.MembershipFactory(user=user, region=region, role=Membership.Role(role))


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ({"county": "editor"}, "编辑"),
        ({"county": "officer", "prefecture": "editor"}, "编辑"),
        ({"county": "officer", "prefecture": "reviewer"}, "审核"),
        ({"county": "editor", "prefecture": "manager", "province": "reviewer"}, "编辑"),
        ({"county": "editor manager reviewer officer"}, "负责人"),
        ({"county": "reviewer editor", "prefecture": "manager"}, "审核"),
        ({"neighbour": "manager", "province": "editor"}, "编辑"),
    ],
)
def test_post_is_of_an_editing_role_the_nearest_then_the_most_senior(
    site, other_site, prefecture, posts, expected
):
    regions = {
        "county": site.region,
        "neighbour": other_site.region,
        "prefecture": prefecture,
        "province": prefecture.parent,
    }
    pairs = [(regions[name], role) for name, roles in posts.items() for role in roles.split()]
    for order in itertools.islice(itertools.permutations(pairs), 6):
        user = factories.UserFactory()
        memberships(user, *order)
        assert access.post_of(user, site.region) == expected


def test_who_holds_no_editing_role_there_is_the_administrator(site, other_site, superuser, staff):
    assert access.post_of(superuser, site.region) == "系统管理员"
    memberships(superuser, (site.region, "officer"), (other_site.region, "editor"))
    assert access.post_of(superuser, site.region) == "系统管理员"


def test_home_is_the_widest_region_whatever_was_granted_first(site, other_site, prefecture):
    counties = [(site.region, "editor"), (other_site.region, "editor")]
    homes = set()
    for posts in (counties, counties[::-1]):
        user = factories.UserFactory()
        memberships(user, *posts)
        homes.add(access.home_region(user, access.EDITORS))
    assert homes == {site.region}
    memberships(user, (prefecture, "editor"))
    del user._portal_memberships
    assert access.home_region(user, access.EDITORS) == prefecture
