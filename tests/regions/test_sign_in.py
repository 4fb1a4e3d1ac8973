"""Signing in with an account that lacks something, and making one that does not."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.urls import reverse

from regions.models import Membership
from regions.sign_in import NOT_STAFF
from tests import factories

PASSWORD = "Kunlun-2026-shan"


@pytest.fixture
def clerk(db):
    user = factories.UserFactory(username="clerk", is_staff=False)
    user.set_password(PASSWORD)
    user.save()
    return user


def errors(client, password):
    words = {"username": "clerk", "password": password}
    page = client.post(reverse("admin:login"), words)
    return page.context["form"].non_field_errors()


def test_login_says_what_an_account_lacks_and_does_not_blame_the_password(client, clerk):
    assert errors(client, PASSWORD) == [NOT_STAFF]


def test_wrong_password_tells_nothing_of_the_account(client, clerk):
    assert NOT_STAFF not in errors(client, "wrong")


def test_granting_to_an_account_that_cannot_sign_in_says_so(client, superuser, site, clerk):
    client.force_login(superuser)
    words = {"user": clerk.pk, "region": site.region.pk, "role": "editor"}
    reply = client.post(reverse("admin:regions_membership_add"), words)
    assert Membership.objects.filter(user=clerk).count() == 1
    told = [str(message) for message in get_messages(reply.wsgi_request)]
    assert [text for text in told if "还不能登录" in text] == [
        f"授权已保存，但账号“{clerk}”还不能登录：请系统管理员在“用户”里勾选“有效”和“工作人员状态”。"
    ]


@pytest.mark.parametrize("box", [{"is_staff": "on"}, {}])
def test_new_account_is_for_work_unless_the_box_is_cleared(client, superuser, box):
    client.force_login(superuser)
    address = reverse("admin:auth_user_add")
    assert client.get(address).context["adminform"].form["is_staff"].value() is True
    words = {"username": "new", "usable_password": "true"}
    words |= {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(address, words | box).status_code == 302
    assert get_user_model().objects.get(username="new").is_staff is bool(box)
