"""Bombs are refused from their header: quickly, and without memory."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from exchange import upload_checks
from publishing.uploads import MAX_REQUEST_BYTES
from tests.exchange.measured_reading import measured
from tests.exchange.sample_files import bombs

BOMBS = bombs()


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_in_a_second_without_memory(name, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(BOMBS[name])
    answer, seconds, grown = measured(path)
    assert isinstance(answer, str)
    assert "。" in answer
    assert seconds <= 1
    assert grown <= 50


@pytest.mark.parametrize("name", BOMBS)
def test_most_bombs_do_not_even_reach_the_parser(name):
    with pytest.raises(upload_checks.RefusedFile):
        upload_checks.file_kind(io.BytesIO(BOMBS[name]))


def test_proxy_lets_through_what_the_form_promises():
    config = Path(settings.BASE_DIR, "deploy", "nginx.conf").read_text()
    address = reverse("admin:parks_listing_import")
    limit = re.search(
        rf"location = {re.escape(address)} \{{[^}}]*client_max_body_size (\d+)m;", config
    )
    assert limit is not None
    assert upload_checks.MAX_FILE < int(limit[1]) * upload_checks.MB <= MAX_REQUEST_BYTES
