"""The machine-readable description of the API, asked for by strangers."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("version", ["2", "a%0d%0aX-Evil: 1", "%00", "é"])
def test_schema_takes_no_words_from_the_address_into_headers(client, version):
    plain = client.get(reverse("api_schema"))
    asked = client.get(f"{reverse('api_schema')}?version={version}")
    assert (asked.status_code, asked.content) == (200, plain.content)
    assert asked.headers["Content-Disposition"] == plain.headers["Content-Disposition"]
