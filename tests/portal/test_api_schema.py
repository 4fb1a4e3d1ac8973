"""The machine-readable description of the API, asked for by strangers."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("version", ["2", "a%0d%0aX-Evil: 1", "%00", "é"])
def test_schema_takes_no_words_from_the_address_into_headers(client, version):
    plain = client.get(reverse("api_schema"))
    asked = client.get(f"{reverse('api_schema')}?version={version}")
    assert (asked.status_code, asked.content) == (200, plain.content)
    assert asked.headers["Content-Disposition"] == plain.headers["Content-Disposition"]


def test_schema_speaks_chinese(client):
    """Every operation says what it gives; no docstring of ours leaks into it."""
    schema = client.get(reverse("api_schema"), {"format": "json"}).json()
    operations = [one["get"] for path, one in schema["paths"].items()]
    words = [(one["tags"], one["summary"]) for one in operations]
    assert sorted(words) == [
        (["动态"], "一篇文章，含正文（净化过的 HTML）"),
        (["动态"], "文章列表"),
        (["园区"], "一个园区"),
        (["园区"], "园区列表"),
        (["政策"], "一项政策，含全文"),
        (["政策"], "政策列表"),
        (["站点"], "一个站点"),
        (["站点"], "站点列表"),
        (["载体"], "一处载体，不论供应状态"),
        (["载体"], "载体列表"),
        (["载体"], "载体的 GeoJSON"),
    ]
    texts = [one.get("description", "") for one in schema["components"]["schemas"].values()]
    texts += [one.get("description", "") for one in operations]
    assert [text for text in texts if text and not HAN.search(text)] == []
    silent = [
        (path, parameter["name"])
        for path, one in schema["paths"].items()
        for parameter in one["get"].get("parameters", [])
        if parameter["in"] == "query" and not HAN.search(parameter.get("description", ""))
    ]
    assert silent == []
