"""Errors of the API are JSON in Chinese, whoever found them."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
MISSING = {"detail": "未找到。"}


@pytest.mark.parametrize(
    "path",
    [
        "sites/nowhere/", "sites/a.b/", "parks/0/", "parks/-1/", "parks/1.5/", "parks/%D9%A3/",
        "listings/99999999999999999999/", "articles/x/", "policies/a/b/", "nothing/",
        "sites/?format=xml", "sites/?page=9", "sites/?page=x", "sites/?page=%EF%BC%92",
    ],
)  # fmt: skip
def test_what_is_missing_is_told_in_one_form(client, site, path):
    response = client.get(f"/api/v1/{path}")
    kind, told = response.headers["Content-Type"], response.json()
    assert (response.status_code, kind) == (404, "application/json")
    assert told in (MISSING, {"detail": "无效页面。"})


def test_other_methods_and_formats_are_told(client, site):
    wrong_method = client.post("/api/v1/sites/")
    assert (wrong_method.status_code, wrong_method.json()) == (
        405,
        {"detail": "方法 “POST” 不被允许。"},
    )
    assert wrong_method.headers["Allow"] == "GET, HEAD, OPTIONS"
    wrong_format = client.get("/api/v1/sites/", headers={"Accept": "application/xml"})
    assert (wrong_format.status_code, list(wrong_format.json())) == (406, ["detail"])


@pytest.mark.parametrize("query", ["kind=a%00", "park=a%00", "industry=%00", "bbox=%00", "q=%00"])
def test_nul_is_refused_with_a_sentence(client, site, query):
    factories.ListingFactory(region=site.region)
    response = client.get(f"/api/v1/listings.geojson?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/json")
    assert list(response.json()) == [query.split("=")[0]]


def test_too_many_parameters_are_refused_as_json(client, site, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    response = client.get("/api/v1/listings/?kind=land&kind=land&kind=land&kind=land")
    assert response.status_code == 400
    assert response.json() == {"detail": ["请求无法识别：参数太多，或有不该有的字符。"]}
