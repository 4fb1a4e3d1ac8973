"""Bombs are refused from their header: quickly, and without memory."""

import io

import pytest

from exchange import upload_checks
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
