"""The list and the page of one policy, as readers get them."""

import datetime
import re

import pytest
from django.utils import timezone

from policies.models import Policy
from tests.factories import IndustryFactory, PolicyCategoryFactory, PolicyFactory

pytestmark = pytest.mark.django_db
LIST = "/golmud/policies/"


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def funding(db):
    return PolicyCategoryFactory(name="资金扶持", slug="funding")


def shown(response):
    return [policy.title for policy in response.context["page_obj"]]


def text_of(response):
    """The words a reader sees in <main>, without markup."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", main))


def test_list_shows_published_current_policies_newest_first(client, site, other_site, funding):
    region = site.region
    PolicyFactory(title="旧的", region=region, issued_on="2024-01-01", category=funding)
    PolicyFactory(title="新的", region=region, issued_on="2026-01-01", category=funding)
    PolicyFactory(title="省里的", region=region.parent.parent, issued_on="2025-01-01")
    PolicyFactory(title="草稿", region=region, status="draft")
    PolicyFactory(title="别县的", region=other_site.region)
    PolicyFactory(title="过期的", region=region, expires_on="2025-06-01")
    PolicyFactory(title="定时的", region=region, publish_at=timezone.now() + timezone.timedelta(1))
    response = client.get(LIST)
    assert (response.status_code, shown(response)) == (200, ["新的", "省里的", "旧的"])
    assert [(c.slug, n) for c, n in response.context["chips"] if c == funding] == [("funding", 2)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["快到期", "长期", "将来"]),
        ("validity=in_force", ["快到期", "长期"]),
        ("validity=expiring", ["快到期"]),
        ("validity=upcoming", ["将来"]),
        ("validity=expired", ["废止", "过期"]),
        ("validity=all", ["快到期", "长期", "将来", "废止", "过期"]),
        ("category=funding", ["长期"]),
        ("level=province", ["快到期"]),
        ("q=租金补贴", ["长期"]),
        ("q=格政办(2025)9", ["快到期"]),
        ("q=%00", ["快到期", "长期", "将来"]),
        ("industry=lithium", ["长期", "将来"]),
        ("category=funding&level=province", []),
        ("page=999", ["快到期", "长期", "将来"]),
        ("page=x", ["快到期", "长期", "将来"]),
    ],
)
def test_list_filters(client, site, funding, query, expected):
    region, solar = site.region, IndustryFactory(slug="solar")
    IndustryFactory(slug="lithium")
    PolicyFactory(title="将来", region=region, issued_on="2026-05-01", effective_on=in_days(9))
    soon = PolicyFactory(
        title="快到期", region=region, issued_on="2026-04-01", expires_on=in_days(40),
        level=Policy.Level.PROVINCE, document_number="格政办〔2025〕9号",
    )  # fmt: skip
    soon.industries.add(solar)
    PolicyFactory(
        title="长期", region=region, issued_on="2026-03-01", category=funding,
        body="<p>标准厂房租金补贴</p>",
    )  # fmt: skip
    PolicyFactory(title="废止", region=region, issued_on="2026-02-01", repealed_on=in_days(0))
    PolicyFactory(title="过期", region=region, issued_on="2026-01-02", expires_on=in_days(-1))
    response = client.get(f"{LIST}?{query}")
    assert (response.status_code, shown(response)) == (200, expected)


def test_list_says_what_is_due_and_what_names_the_industry(client, site):
    salt, region = IndustryFactory(slug="salt", name="盐湖化工"), site.region
    soon = PolicyFactory(region=region, apply_until_on=in_days(9), ceiling_wan=500)
    soon.industries.add(salt)
    PolicyFactory(region=region, apply_until_on=in_days(0))
    PolicyFactory(region=region)
    PolicyFactory(region=region, apply_until_on=in_days(-1), ceiling_wan=70)
    PolicyFactory(region=region, expires_on=in_days(-1))
    words = text_of(client.get(f"{LIST}?industry=salt"))
    heads = ("30 天内截止 2 项", "没有截止日 1 项", "申报已截止 1 项", "已失效的 1 项")
    said = (*heads, "今天截止", "还剩 9 天", "最高 500 万元", "1 项点名这个产业", "2 项不限产业")
    assert [word for word in said if word not in words] == []
    assert "最高 70 万元" not in words
    assert "点名这个产业" not in text_of(client.get(LIST))


def test_list_takes_several_industries(client, site):
    trade = IndustryFactory(slug="chemicals", name="化工")
    salt = IndustryFactory(slug="salt", name="盐湖化工", parent=trade)
    coal = IndustryFactory(slug="coal", name="煤化工", parent=trade)
    food = IndustryFactory(slug="food", name="食品")
    for industry in (salt, coal, food):
        PolicyFactory(title=industry.name, region=site.region).industries.add(industry)
    response = client.get(f"{LIST}?industry=salt&industry=food")
    assert sorted(shown(response)) == ["盐湖化工", "食品"]
    words = text_of(response)
    assert "按我的情况（盐湖化工、食品）：" in words
    assert "2 项点名其中的产业" in words
    assert 'href="/golmud/guide/fit/?industry=salt&amp;industry=food"' in response.content.decode()
    # Of a trade and its branch the branch is meant; a bad value spoils the field alone.
    assert shown(client.get(f"{LIST}?industry=chemicals&industry=coal")) == ["煤化工"]
    assert client.get(f"{LIST}?industry=salt&industry=nothing").status_code == 400


@pytest.mark.parametrize("name", ["category", "validity", "level", "industry"])
def test_bad_filter_value_is_named_and_the_rest_works(client, site, name):
    PolicyFactory(title="在列", region=site.region)
    response = client.get(f"{LIST}?{name}=%3Cx7%3E")
    assert (response.status_code, shown(response)) == (400, ["在列"])
    assert "没有“<x7>”这个选项，请在列表里重新选择。" in text_of(response).replace(
        "&lt;", "<"
    ).replace("&gt;", ">")
    assert "<x7>" not in response.content.decode()


def test_htmx_gets_the_results_alone(client, site):
    PolicyFactory(title="在列", region=site.region)
    response = client.get(LIST, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert ("<html" in page, 'id="results"' in page, "在列" in page) == (False, True, True)
    assert "HX-Request" in response["Vary"]


def test_empty_list_offers_a_way_on(client, site):
    assert "这里还没有公布政策" in text_of(client.get(LIST))
    assert "没有符合条件的政策" in text_of(client.get(f"{LIST}?level=park"))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_queries_do_not_grow(client, site, django_assert_num_queries, rows):
    PolicyFactory.create_batch(rows, region=site.region)
    with django_assert_num_queries(VIEW_QUERIES_LIST):
        client.get(LIST, headers={"HX-Request": "true"})


# Site, chips, their counts, industries, count, page.
VIEW_QUERIES_LIST = 6


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_queries_do_not_grow(client, site, funding, django_assert_max_num_queries, rows):
    policy = PolicyFactory(region=site.region, category=funding)
    PolicyFactory.create_batch(rows, region=site.region, category=funding)
    with django_assert_max_num_queries(12):
        client.get(f"{LIST}{policy.pk}/")


def test_detail_names_industries_in_use_only(client, site):
    policy = PolicyFactory(region=site.region)
    policy.industries.add(
        IndustryFactory(name="盐湖化工"), IndustryFactory(name="旧产业", is_active=False)
    )
    words = text_of(client.get(f"{LIST}{policy.pk}/"))
    assert ("盐湖化工" in words, "旧产业" in words) == (True, False)


def test_detail_leaves_unknown_figures_out(client, site, funding):
    bare = PolicyFactory(region=site.region, category=funding)
    full = PolicyFactory(
        region=site.region, category=funding, ceiling_wan=800, support="设备投资额的 8%",
        apply_until_on=in_days(30), handling_days=30, conditions=["在格尔木登记注册"],
        materials=["申报表"], document_number="格政办[2025]2号",
    )  # fmt: skip
    words = ("能拿多少", "申报截止", "办理时限", "要准备的材料", "发文字号", "在格尔木登记注册")
    pages = [text_of(client.get(f"{LIST}{policy.pk}/")) for policy in (bare, full)]
    assert [[word in page for word in words] for page in pages] == [[False] * 6, [True] * 6]
    assert "最高 800 万元" in pages[1]
    assert "格政办〔2025〕2号" in pages[1]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, "有效"),
        ({"expires_on": 40}, "即将失效，剩 40 天"),
        ({"expires_on": 0}, "即将失效，今天到期"),
        ({"expires_on": -1}, "已失效"),
        ({"repealed_on": -1}, "已废止"),
        ({"effective_on": 5}, "未生效"),
    ],
)
def test_detail_says_validity_in_words(client, site, dates, expected):
    fields = {name: in_days(days) for name, days in dates.items()}
    policy = PolicyFactory(region=site.region, **fields)
    head = text_of(client.get(f"{LIST}{policy.pk}/")).split(policy.title)[1]
    assert expected in head


def test_expired_policy_stays_reachable_marked_and_out_of_search_engines(client, site):
    policy = PolicyFactory(region=site.region, expires_on=in_days(-1))
    response = client.get(f"{LIST}{policy.pk}/")
    assert response.status_code == 200
    assert "这项政策已于" in text_of(response)
    assert response.context["meta"]["is_indexed"] is False


def test_detail_of_what_is_not_for_this_site_is_404(client, site, other_site):
    hidden = [
        PolicyFactory(region=other_site.region),
        PolicyFactory(region=site.region, status="draft"),
        PolicyFactory(region=site.region, status="withdrawn"),
        PolicyFactory(region=site.region, expire_at=timezone.now()),
    ]
    codes = [client.get(f"{LIST}{policy.pk}/").status_code for policy in hidden]
    assert codes == [404, 404, 404, 404]
    assert client.get(f"{LIST}{10**30}/").status_code == 404


def test_editor_previews_a_draft_nobody_else_sees(client, site, other_site, staff):
    draft = PolicyFactory(region=site.region, status="draft")
    client.force_login(staff("editor", site.region))
    response = client.get(f"{LIST}{draft.pk}/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    client.force_login(staff("editor", other_site.region))
    assert client.get(f"{LIST}{draft.pk}/").status_code == 404


def test_detail_related_are_of_the_same_category_and_public(client, site, funding, other_site):
    policy = PolicyFactory(region=site.region, category=funding)
    current = PolicyFactory(region=site.region, category=funding, issued_on="2024-01-01")
    over = PolicyFactory(region=site.region, category=funding, expires_on="2025-06-01")
    PolicyFactory(region=site.region, category=funding, status="draft")
    PolicyFactory(region=other_site.region, category=funding)
    PolicyFactory(region=site.region)
    response = client.get(f"{LIST}{policy.pk}/")
    assert list(response.context["related"]) == [current, over]


@pytest.mark.parametrize(
    ("slug", "topic"), [("funding", "funding"), ("enterprise", "register"), ("talent", "other")]
)
def test_detail_asks_under_the_right_topic(client, site, slug, topic):
    policy = PolicyFactory(region=site.region, category=PolicyCategoryFactory(slug=slug))
    page = client.get(f"{LIST}{policy.pk}/").content.decode()
    assert f'href="/golmud/consult/?policy={policy.pk}&amp;topic={topic}"' in page


def test_reader_pages_set_no_cookie(client, site):
    policy = PolicyFactory(region=site.region)
    answers = [client.get(LIST), client.get(f"{LIST}{policy.pk}/")]
    assert [dict(answer.cookies) for answer in answers] == [{}, {}]
