"""The desk of policies."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from policies.models import Policy
from tests.admin_pages import press
from tests.factories import PolicyCategoryFactory, PolicyFactory

pytestmark = pytest.mark.django_db
ADD = reverse("admin:policies_policy_add")


@pytest.fixture
def editor(client, site, staff):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def filled(site, **changes):
    """A whole form as a clerk would send it."""
    return {
        "title": "工业投资若干措施",
        "document_number": "格政办[2025] 2号",
        "issued_on": "2025-01-02",
        "issuer": "示例市政府",
        "level": "county",
        "region": site.region.pk,
        "category": PolicyCategoryFactory().pk,
        "gist": "按设备投资额补助。",
        "audience": "工业企业",
        "conditions": "1. 在格尔木登记注册\n近三年无重大处罚",
        "materials": "申报表",
        "body": "<p>第一条</p>",
        "publish_at_0": "2026-01-01",
        "publish_at_1": "08:00",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"repealed_on": "2026-11-01"}, "approved", "更正：废止日期"),
        ({"expires_on": "2027-03-31"}, "approved", "更正：失效日期"),
        ({"gist": "补助更多。"}, "approved", None),  # it waits beside what is public
    ],
)
def test_end_of_a_policy_is_corrected_at_once(client, editor, site, changes, status, reason):
    policy = PolicyFactory(region=site.region, expires_on="2027-12-31")
    press(client, reverse("admin:policies_policy_change", args=[policy.pk]), **changes)
    policy.refresh_from_db()
    assert (policy.status, policy.history.latest().history_change_reason) == (status, reason)


def warnings_of(response):
    return [str(m) for m in get_messages(response.wsgi_request) if m.level_tag == "warning"]


def test_clerk_adds_a_policy(client, editor, site):
    response = client.post(ADD, filled(site))
    assert response.status_code == 302, response.context["adminform"].form.errors
    policy = Policy.objects.get()
    assert (policy.document_number, policy.conditions, policy.materials, policy.status) == (
        "格政办〔2025〕2号", ["在格尔木登记注册", "近三年无重大处罚"], ["申报表"], "draft",
    )  # fmt: skip
    assert warnings_of(response) == []


def test_doubtful_words_warn_but_do_not_block(client, editor, site):
    response = client.post(ADD, filled(site, gist="实行税收返还。"))
    assert Policy.objects.count() == 1
    assert len(warnings_of(response)) == 1
    assert "“税收返还”" in warnings_of(response)[0]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"document_number": "格政办（2020）7号"}, "__all__", "这个文号已经录入过。"),
        (
            {"issued_on": "0001-01-01"},
            "issued_on",
            "日期应在 1949-10-01 到 2199-12-31 之间，请检查年份。",
        ),
        ({"ceiling_wan": "0"}, "__all__", "金额上限应大于 0；没有就留空。"),
        (
            {"effective_on": "2025-02-01", "expires_on": "2025-01-01"},
            "__all__",
            "失效日期不应早于施行日期。",
        ),
    ],
)
def test_form_says_what_is_wrong(client, editor, site, changes, field, sentence):
    PolicyFactory(document_number="格政办〔2020〕7号")
    response = client.post(ADD, filled(site, **changes))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors[field] == [sentence]


def test_clerk_sees_own_region_only(client, editor, site, other_site):
    mine = PolicyFactory(region=site.region)
    PolicyFactory(region=other_site.region)
    listed = client.get(reverse("admin:policies_policy_changelist"))
    assert list(listed.context["cl"].result_list) == [mine]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("in_force", ["有效"]),
        ("upcoming", ["未生效"]),
        ("expired", ["失效"]),
        ("", ["失效", "未生效", "有效"]),
    ],
)
def test_list_is_filtered_by_validity(client, editor, site, state, expected):
    PolicyFactory(region=site.region, title="有效")
    PolicyFactory(region=site.region, title="失效", expires_on="2025-06-01")
    PolicyFactory(region=site.region, title="未生效", effective_on="2199-01-01")
    url = reverse("admin:policies_policy_changelist")
    listed = client.get(url, {"validity": state} if state else {})
    assert sorted(p.title for p in listed.context["cl"].result_list) == sorted(expected)


def test_categories_are_for_superusers(client, editor, superuser):
    url = reverse("admin:policies_policycategory_add")
    assert client.get(url).status_code == 403
    client.force_login(superuser)
    assert client.get(url).status_code == 200
