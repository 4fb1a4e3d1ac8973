"""The records of lists in and out are read by managers and auditors, changed by nobody."""

import pytest
from django.urls import reverse

from parks.models import ExportLog

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["manager", "auditor", "editor"])
def test_records_are_for_managers_and_auditors(client, sign_in, site, rich, role):
    ExportLog.objects.create(region=site.region, format="csv", rows=7, filters="q=审计")
    sign_in(role)
    page = client.get(reverse("admin:parks_exportlog_changelist"))
    assert page.status_code == (403 if role == "editor" else 200)
    assert ("q=审计" in page.text) == (role != "editor")
