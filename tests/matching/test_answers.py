"""Answers become the needs of a list and the words of an enquiry."""

import datetime
from urllib.parse import parse_qs, urlsplit

from django.http import QueryDict
from django.urls import reverse

from finding.needs import BY_NAME
from matching.answers import LONGEST_MESSAGE, LONGEST_SHORT, Answers
from matching.forms import FitForm
from tests import factories
from tests.matching.conftest import EVERYTHING

TODAY = datetime.date(2026, 11, 21)


def answers(query):
    form = FitForm(QueryDict(query))
    assert form.is_valid(), form.errors
    return Answers(form, TODAY)


def test_the_list_is_asked_the_same_needs(site, equipment):
    url = urlsplit(answers(EVERYTHING + "&water=20").list_url(site))
    assert url.path == reverse("factory_list", args=["golmud"])
    asked = dict(pair.split("=") for pair in EVERYTHING.split("&"))
    gone = {"purpose", "kind", "when"}
    expected = {name: [value] for name, value in asked.items() if name not in gone}
    assert parse_qs(url.query) == expected | {"by": ["2027-05-23"]}


def test_first_renting_asks_the_list_for_rents(site):
    assert answers("purpose=lease_first&offer=sale").list_url(site) == (
        "/golmud/listings/?offer=lease"
    )


def test_the_enquiry_holds_the_needs_in_words(site, equipment):
    url = urlsplit(answers(EVERYTHING).consult_url(site))
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert url.path == reverse("consult", args=["golmud"])
    asked = dict(pair.split("=") for pair in EVERYTHING.split("&"))
    for name in ("purpose", "when", "area_max", "offer"):
        asked.pop(name, None)
    assert query == asked | {
        "by": "2027-05-23",
        "topic": "space",
        "message": (
            "我在“五个问题”里写的需求：行业：装备制造；用途：用现成厂房，尽快投产；"
            "空间：厂房，租，面积 3,000–9,000 ㎡，净高 ≥ 9 m，承重 ≥ 3 t/㎡，"
            "行车 ≥ 10 t，独立产证；"
            "配套：供电容量 ≥ 2,000 kVA，可办环评，天然气，距高速入口 ≤ 10 km；"
            "时间：半年内（2027-05-23 前）。请告诉我有哪些合适的空间。"
        ),
        "area_wanted": "3,000–9,000 ㎡",
        "timing_wanted": "半年内（2027-05-23 前）",
    }


def test_an_enquiry_without_answers_is_empty(site):
    assert answers("").consult_url(site) == "/golmud/consult/?topic=space"


def test_the_longest_enquiry_fits_its_fields(site):
    industry = factories.IndustryFactory(name="名" * 20, slug="long")
    every = "&".join(
        f"{name}=1" for name in BY_NAME if BY_NAME[name].operator in {"at_least", "at_most", "yes"}
    )
    fire = "&fire=jia&fire=yi&fire=bing1&fire=bing2&fire=ding&fire=wu"
    area = "&area_min=123456789.1234&area_max=999999999.1234&area_unit=sqm"
    found = answers(f"industry={industry.slug}&kind=factory{area}{fire}&{every}&water=9&when=year")
    assert len(found.message()) <= LONGEST_MESSAGE
    query = parse_qs(urlsplit(found.consult_url(site)).query)
    assert len(query["area_wanted"][0]) <= LONGEST_SHORT
    assert len(query["timing_wanted"][0]) <= LONGEST_SHORT
