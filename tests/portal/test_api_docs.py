"""Swagger's page: works under the content security policy and leaves readers without a cookie."""

import re

from django.urls import reverse


def test_documentation_has_no_inline_script_and_sets_no_cookie(client):
    page = client.get(reverse("api_docs"))
    assert re.findall(r"<script(?![^>]* src=)[^>]*>", page.text) == []
    address = re.search(r'<script src="([^"]*[?]script=[^"]*)"', page.text)[1]
    script = client.get(address)
    assert (page.status_code, script.status_code) == (200, 200)
    assert script.headers["Content-Type"].startswith("application/javascript")
    assert reverse("api_schema") in script.text
    assert not client.cookies


def test_documentation_has_no_inline_style_and_a_policy_wider_by_data_pictures_alone(client):
    page, other = client.get(reverse("api_docs")), client.get(reverse("healthz"))
    assert "<style" not in page.text
    policy, usual = (r.headers["Content-Security-Policy"] for r in (page, other))
    assert policy == usual.replace("img-src 'self'", "img-src 'self' data:")
