"""A typed client made from the schema reads every kind of object, lists to their last page."""

import importlib
import sys

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from tests.world import whole_world

KINDS = ("articles", "listings", "parks", "policies", "sites")


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield whole_world(site, other_site)
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def api(world, tmp_path):
    """call("v1_parks_list", page=1) → what the generated client makes of the answer."""
    transport = httpx.WSGITransport(app=get_wsgi_application())
    document = tmp_path / "schema.yaml"
    with httpx.Client(transport=transport) as strangers:
        document.write_bytes(strangers.get("http://127.0.0.1:8000/api/schema/").content)
    config = Config.from_sources(
        ConfigFile(project_name_override="generated", post_hooks=[]),
        MetaType.NONE,
        document,
        "utf-8",
        overwrite=True,
        output_path=tmp_path / "generated",
    )
    assert generate(config=config) == []
    sys.path.insert(0, str(tmp_path))
    generated = importlib.import_module("generated")
    reader = generated.Client(
        "http://127.0.0.1:8000",
        raise_on_unexpected_status=True,
        follow_redirects=False,
        httpx_args={"transport": transport},
    )

    def call(operation, *args, **kwargs):
        (path,) = tmp_path.glob(f"generated/api/*/{operation}.py")
        found = importlib.import_module(f"generated.api.{path.parent.name}.{operation}")
        return found.sync(*args, client=reader, **kwargs)

    yield call
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.split(".")[0] == "generated"]:
        del sys.modules[name]


def test_client_reads_every_kind_to_the_end_and_each_object(api, world):
    read = {}
    for kind in KINDS:
        rows, page = [], 1
        while True:
            answer = api(f"v1_{kind}_list", page=page)
            rows += answer.results
            assert (answer.next_ is None) == (len(rows) == answer.count)
            if answer.next_ is None:
                break
            page += 1
        for row in rows:
            key = row.slug if kind == "sites" else row.id
            one = api(f"v1_{kind}_retrieve", key)
            assert (type(one).__name__, one.url) == (type(row).__name__, row.url) or one.body
        read[kind] = len({row.url for row in rows})
    assert min(read.values()) >= 1
    assert read["articles"] > 20  # more than a page
