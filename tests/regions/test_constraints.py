"""What the database itself refuses about regions, sites, links and grants."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regions.models import (
    FormerAddress,
    MenuItem,
    Redirect,
    RegionAlias,
    RegionSpelling,
    ServiceTile,
)
from tests import factories


def refused(constraint, create, /, **fields):
    """The database refuses the row, and by the constraint that is meant."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("regions_region_adcode_six_digits", {"adcode": "6328"}),
        ("regions_region_path_ends_in_adcode", {"adcode": "632802", "path": "632801/"}),
    ],
)
def test_region_refuses(db, name, fields):
    refused(name, factories.RegionFactory, **fields)


def test_site_refuses_a_scene_that_nobody_drew(site):
    site.scene = "snow"
    refused("regions_site_known_scene", site.save)


def test_region_code_and_alias_are_given_once(site, other_site):
    refused("adcode", factories.RegionFactory._meta.model.objects.create, **same_code(site.region))
    RegionAlias.objects.create(region=site.region, name="冷湖行委")
    refused("name_once", RegionAlias.objects.create, region=site.region, name="冷湖行委")
    RegionAlias.objects.create(region=other_site.region, name="冷湖行委")  # of several


def test_spelling_is_kept_once(site):
    (key, *_) = site.region.spellings.values_list("key", flat=True)
    refused("key_once", RegionSpelling.objects.create, region=site.region, key=key)


def same_code(region):
    return {"adcode": region.adcode, "path": f"9/{region.adcode}/", "level": 3, "name": "又一个"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("regions_site_accent_in_range", {"hue": 360}),
        ("regions_site_accent_in_range", {"warm": 360}),
        ("regions_site_accent_in_range", {"stone": 360}),
        ("regions_site_accent_in_range", {"chroma": "0.121"}),
        ("regions_site_accent_in_range", {"chroma": "-0.001"}),
        ("regions_site_code_only_for_government", {"site_code": "6328010001"}),
    ],
)
def test_site_refuses(db, name, fields):
    refused(name, factories.SiteFactory, **fields)


def test_site_of_a_government_may_carry_a_code(db):
    site = factories.SiteFactory(profile="government", site_code="6328010001", is_live=False)
    assert site.is_government


def test_network_has_one_home_and_a_region_one_site(site):
    factories.SiteFactory(is_home=True)
    refused("regions_site_one_home", factories.SiteFactory, is_home=True)
    refused("region_id", factories.SiteFactory, region=site.region)


def test_tile_title_stands_once_on_a_site(site, other_site):
    factories.TileFactory(site=site, title="工业用地")
    factories.TileFactory(site=other_site, title="工业用地")
    name = "regions_servicetile_title_once_a_site"
    refused(name, factories.TileFactory, site=site, title="工业用地")


def test_tile_says_which_column_page_or_address(site):
    name = "regions_servicetile_key_where_needed"
    for target in ServiceTile.KEYED:
        refused(name, factories.TileFactory, site=site, target=target)
    refused(name, factories.TileFactory, site=site, target="land", target_key="about")


def test_friend_link_has_exactly_one_target(site, other_site):
    name = "regions_friendlink_one_target"
    refused(name, factories.FriendLinkFactory, site=site, url="")
    refused(name, factories.FriendLinkFactory, site=site, to_site=other_site)


def test_menu_names_each_entry_once_and_where_it_leads(site):
    make = MenuItem.objects.create
    make(site=site, title="园区", target="parks")
    make(site=site, title="园区", target="parks", place="footer")
    refused("regions_menuitem_title_once", make, site=site, title="园区", target="news")
    name = "regions_menuitem_key_where_needed"
    refused(name, make, site=site, title="栏目", target="column")
    refused("regions_menuitem_known_place", make, site=site, title="x", target="news", place="top")


def test_old_address_leads_on_once_a_site_and_stays_there(site, other_site):
    make = Redirect.objects.create
    make(site=site, old_path="/a.html", target="/news/")
    make(site=other_site, old_path="/a.html", target="/news/")
    refused("regions_redirect_once_a_site", make, site=site, old_path="/a.html", target="/parks/")
    for paths in (("//a", "/news/"), ("a", "/news/"), ("/b", "//x"), ("/b", "https://x.cn/")):
        values = dict(zip(("old_path", "target"), paths, strict=True))
        refused("regions_redirect_paths_of_the_site", make, site=site, **values)


def test_role_is_granted_once_a_region(site, staff):
    user = staff("editor", site.region)
    refused(
        "regions_membership_once",
        factories.MembershipFactory,
        user=user,
        region=site.region,
        role="editor",
    )


@pytest.mark.parametrize("held", ["editor", "reviewer", "officer", "manager"])
def test_who_audits_holds_no_other_role_anywhere(site, other_site, staff, held):
    name = "regions_membership_auditor_is_apart"
    for first, second in ((held, "auditor"), ("auditor", held)):
        user = staff(first, site.region)
        place = {"user": user, "region": other_site.region}
        refused(name, factories.MembershipFactory, **place, role=second)
        factories.MembershipFactory(**place, role=first)
        grant = user.memberships.first()
        grant.role = second
        refused(name, grant.save)


def test_former_address_leads_to_one_row(db):
    kept = {"label": "news.Column", "scope": 1, "object_id": 1, "changed_at": timezone.now()}
    FormerAddress.objects.create(key="trends", **kept)
    refused("regions_formeraddress_one_owner", FormerAddress.objects.create, key="trends", **kept)
    refused("regions_formeraddress_has_a_key", FormerAddress.objects.create, key="", **kept)
