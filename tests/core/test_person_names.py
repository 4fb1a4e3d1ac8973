"""People are called by their names, in the order in which they are written here."""

import pytest
from django.contrib.auth.models import User

from core.person_names import person_name


@pytest.mark.parametrize(
    ("last_name", "first_name", "name"),
    [
        ("周", "示例", "周示例"),
        ("周示例", "", "周示例"),
        ("", "示例", "示例"),
        ("Zhou", "Shili", "Shili Zhou"),
        (" ", "", "zhou"),
        ("", "", "zhou"),
    ],
)
def test_name_is_the_one_that_colleagues_use(last_name, first_name, name):
    user = User(username="zhou", last_name=last_name, first_name=first_name)
    assert person_name(user) == name
