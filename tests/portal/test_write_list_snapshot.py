"""The command for machines without a worker."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests import factories


@pytest.fixture
def said(settings, tmp_path):
    settings.LIST_SNAPSHOT = tmp_path / "snapshot"

    def run(*options):
        out = StringIO()
        call_command("write_list_snapshot", *options, stdout=out)
        return out.getvalue().strip()

    return run


def test_it_writes_the_file_and_tells_its_age(site, said):
    factories.ListingFactory(region=site.region)
    assert said("--age") == "本机没有可用的列表快照，列表由数据库直接计数。"
    assert re.fullmatch(r"已写出列表快照，用时 [\d.]+ 秒。", said())
    assert said("--age") == ("本机的列表快照写于 0 分钟前；此后的改动另行记录，计数包含这些改动。")
