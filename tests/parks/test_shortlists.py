import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parks.models import Listing
from parks.shortlists import read_selection
from tests import factories
from tests.floods import flood

DRAFT = {"status": "draft"}
SHORTLIST, COMPARE = "/golmud/shortlist/", "/golmud/compare/"


@pytest.fixture
def make(site):
    def listing(**kwargs):
        return factories.ListingFactory(region=site.region, **kwargs)

    return listing


def address(path, *numbers):
    return f"{path}?{'&'.join(f'listing={n}' for n in numbers)}"


def shown(response):
    return [listing.pk for listing in response.context["selection"].listings]


def read(query, **kwargs):
    return read_selection(QueryDict(query), Listing.objects.published(), **kwargs)


def test_selection_keeps_the_order_and_drops_duplicates(make):
    one, two, three = make().pk, make().pk, make().pk
    found = read(f"listing={three}&listing={one}&listing={three}&listing= {two} ")
    assert found.numbers == [three, one, two]
    assert (found.query, found.status, list(found.notices())) == (
        f"listing={three}&listing={one}&listing={two}",
        200,
        [],
    )
    assert found.query_without(one) == f"listing={three}&listing={two}"


def test_selection_says_what_it_left_out(make):
    rows = [make().pk for _ in range(3)]
    query = "&".join(f"listing={n}" for n in [*rows, "abc", 987654321, "９" * 15, "1" * 16, ""])
    found = read(query, most=2)
    assert found.numbers == rows[:2]
    assert (found.unreadable, found.gone, found.left_out, found.status) == (
        2,
        (987654321, 999999999999999),
        1,
        400,
    )
    assert list(found.notices()) == [
        "地址里有 2 个编号看不懂，已略去。",
        "有 2 处已下架或已租售，不再列出。",
        "一次最多 2 处，还有 1 处没有列出；移出几处再加。",
    ]


def test_selection_reads_full_width_digits(make):
    pk = make().pk
    wide = str(pk).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    assert read(f"listing={wide}").numbers == [pk]


def test_selection_asks_nothing_when_nothing_is_asked_for(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read("listing=&listing=abc&other=1").numbers == []


@pytest.mark.parametrize("path", [SHORTLIST, COMPARE])
def test_drafts_other_regions_and_what_is_gone_never_show(client, make, other_site, path):
    here = make(title="在架的厂房")
    hidden = [
        make(title="机密一", **DRAFT),
        make(title="机密二", status="withdrawn"),
        make(title="机密三", publish_at=timezone.now() + datetime.timedelta(days=1)),
        make(title="机密四", status_of_offer="taken"),
        factories.ListingFactory(region=other_site.region, title="机密五"),
    ]
    response = client.get(address(path, *(row.pk for row in hidden), here.pk))
    assert response.status_code == 200
    assert shown(response) == [here.pk]
    assert "机密" not in response.text
    assert "有 5 处已下架或已租售，不再列出。" in response.text


@pytest.mark.parametrize(("path", "most"), [(SHORTLIST, 20), (COMPARE, 4)])
def test_more_than_fit_are_refused_in_a_sentence_and_the_first_shown(client, make, path, most):
    numbers = [make().pk for _ in range(most + 2)]
    response = client.get(address(path, *numbers))
    assert response.status_code == 400
    assert shown(response) == numbers[:most]
    assert f"一次最多 {most} 处，还有 2 处没有列出" in response.text


@pytest.mark.parametrize("path", [SHORTLIST, COMPARE])
def test_nothing_chosen_explains_how(client, site, path):
    response = client.get(path)
    assert (response.status_code, shown(response)) == (200, [])
    assert "勾选“放入清单”" in response.text
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.text


def test_shortlist_leads_to_one_enquiry_and_can_be_passed_on(client, make):
    one, two = make(title="甲"), make(title="乙")
    html = client.get(address(SHORTLIST, two.pk, one.pk)).text
    both = f"listing={two.pk}&amp;listing={one.pk}"
    assert f'href="/golmud/consult/?topic=space&amp;{both}"' in html
    assert f"/golmud/shortlist/?{both}" in html
    assert f'href="?listing={one.pk}" data-drop="{two.pk}"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert html.index("乙") < html.index("甲")


@pytest.mark.parametrize("path", [SHORTLIST, COMPARE])
def test_chosen_pages_cost_the_same_for_one_and_for_four(
    client, make, site, path, django_assert_num_queries
):
    parks = [factories.ParkFactory(region=site.region) for _ in range(4)]
    rows = [make(park=park) for park in parks]
    client.get(address(path, rows[0].pk))
    expected = {SHORTLIST: 6, COMPARE: 8}[path]
    for count in (1, 4):
        with django_assert_num_queries(expected):
            client.get(address(path, *(row.pk for row in rows[:count])))


def test_compared_listings_stand_side_by_side(client, make):
    one, two = make(title="甲"), make(title="乙")
    response = client.get(address(COMPARE, one.pk, two.pk))
    assert response.status_code == 200
    assert [item["listing"].title for item in response.context["columns"]] == ["甲", "乙"]
    assert f'href="?listing={two.pk}"' in response.text  # the table without the first


def test_only_different_leaves_out_what_is_the_same(client, make):
    one, two = make(address="纬六路"), make(address="纬七路")
    query = address(COMPARE, one.pk, two.pk)
    assert "供应方式" in client.get(query).text
    different = client.get(f"{query}&only=different").text
    assert ("供应方式" in different, "纬六路" in different) == (False, True)


class Nth(int):
    """Stands for the number of the nth listing there is."""


VALUES = st.one_of(
    st.builds(Nth, st.integers(0, 4)), st.integers(), st.floats(), st.text(max_size=30)
)


@pytest.fixture
def five(make):
    return [make().pk for _ in range(5)]


@pytest.mark.parametrize("path", [SHORTLIST, COMPARE, "/golmud/consult/"])
@flood(300)
@given(chosen=st.lists(VALUES, max_size=30), only=st.text(max_size=10))
def test_any_listing_parameters_are_answered(client, five, path, chosen, only):
    numbers = [five[value] if isinstance(value, Nth) else value for value in chosen]
    response = client.get(path, {"listing": numbers, "only": only})
    assert response.status_code in {200, 400}
