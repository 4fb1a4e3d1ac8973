"""Filters by related rows offer what the user's own rows point to, and nothing else."""

import pytest

from regions.used_values import UsedValues
from tests import factories

pytestmark = pytest.mark.django_db


def test_only_values_of_own_rows_are_offered(client, staff, site, other_site):
    for place, name in ((site, "签约"), (site, "会议"), (other_site, "别处")):
        factories.ArticleFactory(
            column=factories.ColumnFactory(site=place, name=f"{name}动态"),
            kind_tag=factories.KindTagFactory(name=name),
        )
    factories.ColumnFactory(site=site, name="从未用过")
    factories.KindTagFactory(name="从未用过")
    client.force_login(staff("editor", site.region))
    specs = client.get("/admin/news/article/").context["cl"].filter_specs
    offered = {
        spec.field_path: sorted(label for _, label in spec.lookup_choices)
        for spec in specs
        if isinstance(spec, UsedValues)
    }
    assert offered == {
        "column": [f"{site.short_name}·会议动态", f"{site.short_name}·签约动态"],
        "kind_tag": ["会议", "签约"],
    }
