"""The records of lists in and out are read by managers and auditors, changed by nobody."""

import pytest
from django.urls import reverse

from parks.models import ExportLog
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["manager", "auditor", "editor"])
def test_records_are_for_managers_and_auditors(client, sign_in, site, rich, role):
    ExportLog.objects.create(
        region=site.region, format="csv", rows=7, filters="q=审计", reason="交统计局"
    )
    sign_in(role)
    page = client.get(reverse("admin:parks_exportlog_changelist"))
    assert page.status_code == (403 if role == "editor" else 200)
    for word in ("q=审计", "交统计局"):
        assert (word in page.text) == (role != "editor")


@pytest.mark.parametrize("is_beyond_a_province", [False, True])
def test_export_over_two_regions_is_told_to_those_of_either(
    client, staff, site, other_site, prefecture, is_beyond_a_province
):
    """Where the account held a grant then; an export of one region is no matter of the other."""
    editor = staff("editor", site.region)
    second = factories.MembershipFactory(user=editor, region=other_site.region, role="editor")
    region = None if is_beyond_a_province else prefecture
    both = ExportLog.objects.create(user=editor, region=region, format="csv", rows=7)
    here = ExportLog.objects.create(user=editor, region=site.region, format="csv", rows=2)
    second.delete()
    later = ExportLog.objects.create(user=editor, region=region, format="csv", rows=1)
    third = factories.RegionFactory(adcode="632822", parent=prefecture)
    seen = {}
    for name, place in (("here", site.region), ("there", other_site.region), ("third", third)):
        for role in ("manager", "auditor"):
            client.force_login(staff(role, place))
            page = client.get(reverse("admin:parks_exportlog_changelist"))
            seen[name, role] = list(page.context["cl"].result_list)
            address = reverse("admin:parks_exportlog_change", args=[both.pk])
            assert client.get(address).status_code == (302 if name == "third" else 200)
    for role in ("manager", "auditor"):
        assert seen["here", role] == [later, here, both]
        assert seen["there", role] == [both]
        assert seen["third", role] == []
