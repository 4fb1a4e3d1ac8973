"""Five questions: each step, what is asked of whom, resuming by address, bad input, no trace."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from matching.answers import Answers
from matching.forms import FitForm
from matching.questions import LAST, QUESTIONS
from tests.floods import flood
from tests.matching.conftest import EVERYTHING, PAGE, RESULT

TODAY = datetime.date(2026, 11, 21)


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


def test_the_entrances_lead_to_the_first_question(client, site):
    for path in ("/golmud/", "/golmud/guide/", "/golmud/listings/?q=没有"):
        assert f'href="{PAGE}"' in client.get(path).text, path
