"""A storage whose addresses readers could not open stops the start."""

import pytest

from publishing.checks import uploads_have_addresses_of_ours

PATHLESS = "tests.pathless_storage.PathlessStorage"


@pytest.mark.parametrize(
    ("options", "errors"),
    [({}, []), ({"base_url": "https://bucket.example.com/"}, ["publishing.E001"])],
)
def test_uploads_need_addresses_of_ours(settings, options, errors):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": PATHLESS, "OPTIONS": options}}
    assert [error.id for error in uploads_have_addresses_of_ours(None)] == errors
