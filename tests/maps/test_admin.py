"""Map features at the desk."""

import pytest
from django.urls import reverse

from maps.models import MapFeature
from regions.models import Region

pytestmark = pytest.mark.django_db


def test_an_editor_types_a_line(client, staff, site):
    client.force_login(staff("editor", site.region))
    Region.objects.filter(pk=site.region_id).update(latitude="36.4", longitude="94.9")
    form = {
        "region": site.region_id, "kind": "railway", "name": "专用线", "state": "planned",
        "source": "手工描绘", "sourced_on": "2026-11-01", "geometry": "94.9,36.4\n95.0,36.5",
    }  # fmt: skip
    add = reverse("admin:maps_mapfeature_add")
    for typed, sentence in (
        ("94.9,36.4", "线至少要有两个点。"),
        ("121.4,31.2\n121.5,31.3", "公里，请检查坐标。"),
        ("<b>", "这不是 GeoJSON"),
    ):
        refused = client.post(add, form | {"geometry": typed})
        page = refused.content.decode()
        assert sentence in page, typed
        assert refused.context["adminform"].form["geometry"].value() == typed
    assert client.post(add, form).status_code == 302
    feature = MapFeature.objects.get()
    assert feature.geometry["coordinates"] == [[[94.9, 36.4], [95.0, 36.5]]]
    change = reverse("admin:maps_mapfeature_change", args=[feature.pk])
    assert "看地图" in client.get(reverse("admin:maps_mapfeature_changelist")).content.decode()
    kept = client.get(change).context["adminform"].form["geometry"].value()
    assert client.post(change, form | {"geometry": kept, "kind": "lake"}).status_code == 200
    assert client.post(change, form | {"geometry": kept, "name": "二线"}).status_code == 302
    feature.refresh_from_db()
    assert (feature.name, feature.kind) == ("二线", "railway")
