"""Sites with their tiles, friend links and columns; vocabularies that all sites share."""

from core.drawn_geometry import drawn_geometry
from maps.models import MapFeature, shape_of
from news.default_columns import ensure_default_columns
from news.models import KindTag, SitePage
from parks.models import Industry
from policies.models import PolicyCategory
from portal.seeding.paragraphs import to_html
from regions.models import FriendLink, ServiceTile, Site

DEMO_SINCE = "2026-03-02 09:00"


def load_vocabularies(loader):
    """Industries, policy categories and kind tags, in the order of their files."""
    for name, model in [
        ("industries", Industry),
        ("categories", PolicyCategory),
        ("tags", KindTag),
    ]:
        for row in loader.rows(name):
            above = {}
            if "parent" in row.data:
                above["parent"] = loader.one(row, model.objects, "产业", name=row.take("parent"))
            key = {"name": row.take("name")}
            loader.put(row, model, key, position=row.number * 10, **above)


def load_sites(loader):
    """All sites first, because friend links point from one to another."""
    written = []
    for row in loader.rows("sites"):
        tiles, links = row.take_list("tiles"), row.take_list("friend_links")
        key = {"slug": row.take("slug")}
        site, is_new = loader.put(row, Site, key, region=loader.region(row), is_demo=True)
        if is_new:
            written.append((row, site, tiles, links))
    for row, site, tiles, links in written:
        ensure_default_columns(site)
        _replace_tiles(loader, row, site, tiles)
        _replace_links(loader, row, site, links)


def load_map_features(loader):
    """What is drawn on the maps of the demo's sites, by hand."""
    for row in loader.rows("map_features"):
        key = {"region": loader.region(row), "kind": row.take("kind"), "name": row.take("name")}
        places = row.take("places").replace(" ", "\n")
        try:
            geometry = drawn_geometry(places, shape_of(key["kind"]))
        except ValueError as error:
            raise row.error(str(error)) from error
        loader.put(row, MapFeature, key, geometry=geometry, is_demo=True)


def _replace_tiles(loader, row, site, tiles):
    site.tiles.all().delete()
    for position, data in enumerate(tiles):
        loader.add(row.child(data, "tiles"), ServiceTile, site=site, position=position)


def _replace_links(loader, row, site, links):
    site.friend_links.all().delete()
    for position, data in enumerate(links):
        link = row.child(data, "friend_links")
        to_site = link.data.pop("to", None)
        if to_site is not None:
            to_site = loader.one(link, Site.objects, "站点", slug=to_site)
        loader.add(link, FriendLink, site=site, to_site=to_site, position=position)


def load_pages(loader):
    """关于本站, 隐私说明 …: one text for all demo sites, filled in for each."""
    for site in demo_sites():
        for row in loader.rows("pages"):
            lines = filled(row, row.take_list("body"), site)
            loader.put(
                row,
                SitePage,
                {"site": site, "slug": row.take("slug")},
                body=to_html(lines),
                status=SitePage.Status.APPROVED,
                publish_at=DEMO_SINCE,
                position=row.number * 10,
            )


def demo_sites():
    return Site.objects.live().filter(is_demo=True).select_related("region").order_by("pk")


def filled(row, lines, site):
    """The lines with {site}, {region}, {organiser} … replaced by the site's own words."""
    words = {
        "site": site.name,
        "region": site.short_name,
        "platform": site.platform_name,
        "organiser": site.organiser,
        "hotline": site.hotline,
        "hours": site.hotline_hours,
        "address": site.address,
        "days": site.reply_working_days,
    }
    try:
        return [line.format_map(words) for line in lines]
    except (KeyError, ValueError, IndexError) as error:
        raise row.error(f"正文里的占位符不对：{error}。") from error
