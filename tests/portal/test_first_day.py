"""The first days' list: by role, ticked off by what was done, gone when it is of no more use."""

import datetime

import pytest
from django.utils import timezone

from core.row_counts import count_each
from portal.first_day import asked_of, steps_for, taken
from portal.models import DeskPreferences
from tests import factories

pytestmark = pytest.mark.django_db


def first_day_of(user, now=None):
    steps = steps_for(user, DeskPreferences.of(user), now or timezone.now())
    return taken(steps, count_each(asked_of(steps, user)))


def labels(user):
    return [step.label for step in first_day_of(user)]


def test_steps_are_those_of_the_role(staff, site, superuser):
    assert labels(staff("editor", site.region)) == [
        "选好字号和深浅",
        "写一篇草稿",
        "提交一篇给审核",
        "登记或核实一处空间",
    ]
    assert labels(staff("officer", site.region)) == [
        "选好字号和深浅",
        "认领一条咨询",
        "答复一位访客",
    ]
    assert labels(staff("auditor", site.region)) == ["选好字号和深浅"]
    assert labels(superuser) == [
        "建第一个站点",
        "给同事建账号",
        "给同事授权，说好谁管哪个地区",
        "选好字号和深浅",
    ]
    assert labels(factories.UserFactory()) == []


def test_what_was_done_is_ticked_off(staff, site):
    editor = staff("editor", site.region)
    column = factories.ColumnFactory(site=site)
    factories.ArticleFactory(column=column, status="draft", created_by=editor)
    factories.ArticleFactory(column=column, status="in_review")
    assert [step.is_done for step in first_day_of(editor)] == [False, True, False, False]


def test_list_goes_when_all_is_done_or_time_is_over_or_it_is_put_away(staff, site):
    auditor, officer = staff("auditor", site.region), staff("officer", site.region)
    DeskPreferences.objects.create(user=auditor)
    assert labels(auditor) == []
    assert first_day_of(officer, timezone.now() + datetime.timedelta(days=31)) == []
    DeskPreferences.objects.create(user=officer, is_first_day_over=True)
    assert labels(officer) == []


def test_every_step_opens(client, staff, site, superuser):
    for user in (staff("manager", site.region), superuser):
        client.force_login(user)
        pages = [client.get(step.url).status_code for step in first_day_of(user)]
        assert pages == [200] * len(pages)
