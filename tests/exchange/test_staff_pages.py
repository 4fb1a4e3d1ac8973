"""Who may open the pages of imports and exports."""

import pytest
from django.test import Client

from parks.models import ExportLog, ImportJob
from tests.exchange.pages import EXPORT, IMPORT, upload
from tests.exchange.sample_files import ROW, csv_bytes

pytestmark = pytest.mark.django_db

MAY = {"editor": 200, "reviewer": 200, "manager": 200, "officer": 403, "auditor": 403}


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("path", [IMPORT, EXPORT, f"{IMPORT}template/land/"])
def test_pages_are_for_editors(client, sign_in, role, path):
    sign_in(role)
    assert client.get(path).status_code == MAY[role]
    assert client.delete(path).status_code == 405


@pytest.mark.parametrize("path", [IMPORT, EXPORT, f"{IMPORT}template/land/", f"{IMPORT}1/"])
def test_strangers_are_sent_to_the_login(client, path):
    response = client.get(path)
    assert (response.status_code, "/admin/login/" in response["Location"]) == (302, True)


def test_posts_need_the_token(site, staff, store):
    """The desk leads back to the form, where everything is still to be done."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff("editor", site.region))
    assert upload(strict, site, csv_bytes([ROW])).status_code == 403
    assert strict.post(EXPORT, {"format": "csv"}).status_code == 403
    assert list(ImportJob.objects.all()) == list(ExportLog.objects.all()) == []
