"""Who is known already, by number, mail, firm or the sound of a name."""

import pytest

from leads.actions.searches import MAX_PHONE_SEARCHES
from leads.doubles import doubles_of
from leads.models import PhoneSearch
from tests.leads.factories import LeadFactory


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


@pytest.fixture
def known(site):
    return LeadFactory(
        site=site,
        contact_name="张伟",
        company="青海示例锂业有限公司",
        phone="13800001234",
        email="zhang@example.com",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"phone": "138 0000 1234"}, "同一电话"),
        ({"phone": "+86-13800001234"}, "同一电话"),
        ({"email": "ZHANG@example.com "}, "同一邮箱"),
        ({"company": "示例锂业"}, "单位相同或相近"),
        ({"contact_name": "章玮"}, "称呼读音相同"),
        ({"phone": "13800001234", "contact_name": "张伟"}, "同一电话"),
    ],
)
def test_is_found_by(officer, known, typed, why):
    assert [(double.lead, double.why) for double in doubles_of(officer, **typed)] == [(known, why)]


@pytest.mark.parametrize(
    "typed",
    [{}, {"phone": "138"}, {"phone": "13900001234"}, {"company": "锂业"}, {"contact_name": "张"}],
)
def test_is_not_found_by(officer, known, typed):
    assert doubles_of(officer, **typed) == []


def test_nothing_is_told_of_another_region(staff, other_site, known):
    stranger = staff("officer", other_site.region)
    assert doubles_of(stranger, phone="13800001234", contact_name="张伟") == []


def test_same_number_typed_again_uses_up_one_search(officer, known):
    for _ in range(3):
        assert doubles_of(officer, phone="13800001234")
    assert PhoneSearch.objects.filter(by=officer).count() == 1


def test_numbers_cannot_be_tried_one_by_one(officer, known):
    for number in range(MAX_PHONE_SEARCHES):
        doubles_of(officer, phone=f"1390000{number:04}")
    assert doubles_of(officer, phone="13800001234") == []
    assert PhoneSearch.objects.filter(by=officer).count() == MAX_PHONE_SEARCHES
