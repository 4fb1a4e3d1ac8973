"""Five questions: each step, what is asked of whom, resuming by address, bad input, no trace."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from finding.needs import BY_NAME, NEEDS
from matching.answers import LONGEST_MESSAGE, LONGEST_SHORT, Answers
from matching.forms import FitForm
from matching.industry_profiles import ANY, BY_INDUSTRY
from matching.questions import LAST, PURPOSES, QUESTIONS, TIMINGS
from tests import factories
from tests.floods import flood

PAGE = "/golmud/guide/fit/"
RESULT = "/golmud/guide/fit/result/"
TODAY = datetime.date(2026, 11, 21)
EVERYTHING = (
    "industry=equipment&purpose=ready&kind=factory&offer=lease&area_min=3000&area_max=9000"
    "&area_unit=sqm&height_min=9&load_min=3&crane_min=10&titled=1&power_min=2000&eia=1&gas=1"
    "&highway_max=10&when=half"
)


@pytest.fixture
def equipment(site):
    return factories.IndustryFactory(name="装备制造", slug="equipment")


def fields(response):
    """Parameters that the page asks for, in order."""
    form = response.context["form"]
    names = [field.name for field in (*form.choices(), *form.figures(), *form.ticks())]
    return (["area_min", "area_max", "area_unit"] if form.question.number == 3 else []) + names


def hidden(response):
    return response.context["form"].carried()


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_each_question_says_why_and_how_far(client, site, number):
    question = QUESTIONS[number - 1]
    response = client.get(f"{PAGE}?step={number}")
    assert response.status_code == 200
    assert response.context["question"] == question
    assert f"第 {number} 题，共 5 题" in response.text
    assert question.why in response.text
    assert question.use in response.text
    assert ("上一题" in response.text) is (number > 1)
    assert ("看结果</button>" in response.text) is (number == LAST)
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.text


def test_the_first_question_opens_without_a_number_and_alone_is_for_search_engines(client, site):
    assert client.get(PAGE).context["question"].number == 1
    assert 'name="robots"' not in client.get(PAGE).text
    assert 'content="noindex"' in client.get(f"{PAGE}?step=2").text
    assert 'content="noindex"' in client.get(RESULT).text


@pytest.mark.parametrize("step", ["0", "6", "-1", "abc", "９", "²", "9" * 500, "\0"])
def test_an_impossible_number_of_a_question_is_the_first(client, site, step):
    response = client.get(PAGE, {"step": step})
    assert (response.status_code, response.context["question"].number) == (200, 1)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("step=1", ["industry"]),
        ("step=2", ["purpose"]),
        ("step=3", ["area_min", "area_max", "area_unit", "offer"]),
        ("step=3&purpose=build", ["area_min", "area_max", "area_unit", "offer", "standard_land"]),
        (
            "step=3&purpose=ready&industry=equipment",
            [
                *("area_min", "area_max", "area_unit", "offer"),
                *("height_min", "load_min", "crane_min", "titled"),
            ],
        ),
        (
            "step=3&kind=office&industry=equipment",
            [
                *("area_min", "area_max", "area_unit", "offer", "delivery"),
                *("height_min", "load_min", "titled", "registrable"),
            ],
        ),
        ("step=3&purpose=lease_first", ["area_min", "area_max", "area_unit"]),
        ("step=4&purpose=build&industry=equipment", ["power_min", "highway_max", "eia", "gas"]),
        ("step=4&purpose=office&industry=equipment", ["power_min"]),
        ("step=4&purpose=office&industry=equipment&dual_power=1", ["power_min", "dual_power"]),
        ("step=5", ["when"]),
    ],
)
def test_only_what_matters_for_the_kind_and_the_industry_is_asked(client, equipment, query, asked):
    assert fields(client.get(f"{PAGE}?{query}")) == asked


def test_answers_travel_in_hidden_fields_and_in_links(client, equipment):
    response = client.get(f"{PAGE}?{EVERYTHING}&step=4")
    before = [pair.split("=") for pair in EVERYTHING.split("&")]
    here = set(QUESTIONS[3].names)
    assert hidden(response) == [(name, value) for name, value in before if name not in here]
    skip = parse_qs(urlsplit(response.context["skip_url"]).query)
    assert skip == {name: [value] for name, value in before if name not in here} | {"step": ["5"]}


def test_resuming_by_address_shows_what_was_said(client, equipment):
    response = client.get(f"{PAGE}?{EVERYTHING}&step=3")
    shown = response.context["form"]
    assert [shown[name].value() for name in ("area_min", "height_min", "titled", "offer")] == [
        "3000",
        "9",
        "1",
        "lease",
    ]
    assert [(q.short, words) for q, words, _ in response.context["lines"]] == [
        ("行业", "装备制造"),
        ("用途", "用现成厂房，尽快投产"),
        ("配套", "供电容量 ≥ 2,000\u00a0kVA，可办环评，天然气，距高速入口 ≤ 10\u00a0km"),
        ("时间", response.context["lines"][3][1]),
    ]


def test_the_purpose_means_a_kind_until_another_is_chosen(client, equipment):
    kinds = {
        (query, client.get(f"{PAGE}?step=3&{query}").context["form"].kind_wanted)
        for query in ("purpose=storage", "purpose=storage&kind=land", "purpose=storage&kind=")
    }
    assert kinds == {
        ("purpose=storage", "warehouse"),
        ("purpose=storage&kind=land", "land"),
        ("purpose=storage&kind=", ""),
    }
    all_kinds = client.get(f"{PAGE}?step=3&purpose=storage").context["kinds"][0]
    assert all_kinds == ("都看看", "purpose=storage&kind=&step=3", False)


def test_what_does_not_concern_the_kind_is_left_out(site):
    form = FitForm(QueryDict("kind=land&height_min=9&load_min=x&power_min=2000"))
    assert form.is_valid()
    assert form.query() == "kind=land&power_min=2000"


def test_usual_values_are_filled_in_only_on_request_and_only_where_nothing_was_said(
    client, equipment
):
    plain = client.get(f"{PAGE}?step=3&purpose=ready&industry=equipment")
    assert [field.value() for field in plain.context["form"].figures()] == [None, None, None]
    assert "同类项目常见 2\u00a0t/㎡上下" in plain.text
    assert "以实际工艺为准" in plain.text
    filled = client.get(f"{PAGE}?use=3&purpose=ready&industry=equipment&load_min=5")
    assert filled.context["question"].number == 3
    assert [field.value() for field in filled.context["form"].figures()] == ["9", "5", "10"]
    assert "填了 2 项" in filled.text
    assert 'name="use"' not in filled.text


def test_usual_values_are_answers_of_the_questions_that_ask_for_them():
    names = {name for question in QUESTIONS for name in question.names}
    for profile in (ANY, *BY_INDUSTRY.values()):
        assert profile.asks - names == set()
        assert set(profile.usual) - names == set()


def test_every_need_asked_is_in_the_table_of_needs():
    own = {"purpose", "kind", "offer", "area_min", "area_max", "area_unit", "water", "when"}
    names = {name for question in QUESTIONS for name in question.names}
    assert names - own - {need.name for need in NEEDS} == set()


@pytest.mark.parametrize(
    ("query", "number", "errors"),
    [
        ("industry=abc", 1, {"industry": ["没有“abc”这个选项，请在列表里重新选择。"]}),
        ("purpose=abc&step=4", 2, {"purpose": ["没有“abc”这个选项，请在列表里重新选择。"]}),
        ("kind=abc&step=5", 3, {"kind": ["没有“abc”这个选项，请在列表里重新选择。"]}),
        ("area_min=abc", 3, {"area_min": ["请填数字，如 50 或 6.5。"]}),
        ("area_min=NaN", 3, {"area_min": ["请填数字，如 50 或 6.5。"]}),
        ("area_min=-1", 3, {"area_min": ["请填不小于 0 的数。"]}),
        ("area_min=9&area_max=1", 3, {"area_max": ["上限比下限小，请把两个数对调或改一个。"]}),
        ("area_min=9&area_unit=ha", 3, {"area_unit": ["没有“ha”这个选项，请在列表里重新选择。"]}),
        ("power_min=9999999999", 4, {"power_min": ["数字太大，请填 9 位以内的数。"]}),
        ("eia=yes", 4, {"eia": ["没有“yes”这个选项，请在列表里重新选择。"]}),
        (
            "kind=factory&fire=abc&fire=jia",
            3,
            {"fire": ["没有“abc”这个选项，请在列表里重新选择。"]},
        ),
        ("when=soon", 5, {"when": ["没有“soon”这个选项，请在列表里重新选择。"]}),
    ],
)
@pytest.mark.parametrize("path", [PAGE, RESULT])
def test_bad_values_lead_back_to_their_question_with_the_rest_kept(
    client, equipment, path, query, number, errors
):
    response = client.get(f"{path}?industry=equipment&{query}&water=20")
    assert response.status_code == 400
    assert response.context["question"].number == number
    assert response.context["form"].errors == errors
    for [message] in errors.values():
        assert response.text.count(message) == 2  # in the summary and at the field
    kept = dict(hidden(response))
    assert ("water" in kept) is (number != 4)


VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "1", "abc", "-1", "NaN", "1e9", "６０", "\0", "9" * 400, "land", "jia"]),
    st.integers().map(str),
)
NAMES = sorted({name for question in QUESTIONS for name in question.names} | {"step", "use"})
PAIRS = st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), VALUES)


@flood(150)
@given(pairs=st.lists(PAIRS, max_size=8), path=st.sampled_from([PAGE, RESULT]))
@example(pairs=[("fire", "jia"), ("fire", ""), ("kind", "factory"), ("use", "3")], path=RESULT)
@example(pairs=[("area_min", "0"), ("area_max", "0"), ("water", "0.0001")], path=RESULT)
def test_any_query_string_is_answered(client, equipment, pairs, path):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    response = client.get(f"{path}?{query.urlencode()}")
    assert response.status_code in {200, 400}
    assert response.cookies == {}


@flood(100)
@given(pairs=st.lists(PAIRS, max_size=8))
def test_an_address_read_back_means_the_same(equipment, pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    query.pop("use", None)
    form = FitForm(query)
    if form.is_valid():
        again = FitForm(QueryDict(form.query()))
        assert again.is_valid()
        assert Answers(again, TODAY).lines() == Answers(form, TODAY).lines()


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
    assert query == {
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


def test_purposes_and_times_are_told_apart():
    assert len({purpose.value for purpose in PURPOSES}) == len(PURPOSES)
    assert [timing.days for timing in TIMINGS] == [91, 183, 365, None]


def test_the_entrances_lead_to_the_first_question(client, site):
    for path in ("/golmud/", "/golmud/guide/", "/golmud/listings/?q=没有"):
        assert f'href="{PAGE}"' in client.get(path).text, path
