"""A site added in the admin starts complete."""

from django.urls import reverse

from portal.site_defaults import furnish
from regions.models import Site
from tests import factories

COLUMNS = ["trends", "notices", "guide", "industry"]
TILES = ["工业用地", "企业政策", "厂房仓库", "写字楼租售", "资金扶持", "人才政策"]


def names(site):
    return (
        list(site.columns.order_by("position").values_list("slug", flat=True)),
        list(site.tiles.order_by("position").values_list("title", flat=True)),
    )


def test_furnish_gives_columns_and_tiles_once(site):
    furnish(site)
    furnish(site)
    assert names(site) == (COLUMNS, TILES)


def test_furnish_leaves_the_tiles_a_site_chose(site):
    factories.TileFactory(site=site, title="自己的入口")
    furnish(site)
    assert names(site) == (COLUMNS, ["自己的入口"])


def test_site_added_in_the_admin_is_furnished(client, superuser, prefecture):
    client.force_login(superuser)
    region = factories.RegionFactory(adcode="632822", parent=prefecture, name="都兰县")
    url = reverse("admin:regions_site_add")
    form = client.get(url).context["adminform"].form
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    data |= {
        "region": region.pk,
        "slug": "dulan",
        "short_name": "都兰",
        "platform_name": "都兰平台",
        "slogan": "把项目建在|柴达木",
        "introduction": "一处查清。",
        "hotline": "0977-8231234",
        "organiser": "示例单位",
    }
    for prefix in ("tiles", "friend_links"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = client.post(url, data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert names(Site.objects.get(slug="dulan")) == (COLUMNS, TILES)
