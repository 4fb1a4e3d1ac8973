"""常用回复: own and shared, filled with live values, kept by whom they belong to."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from leads.models import ReplyTemplate
from leads.placeholders import filled, wrong_in
from tests.leads.factories import LeadFactory, TopicFactory

ADD = reverse("admin:leads_replytemplate_add")
LIST = reverse("admin:leads_replytemplate_changelist")


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李")


def template(owner, region, **values):
    words = {"title": "收到", "body": "{称呼}，编号 {编号}。"}
    return ReplyTemplate.objects.create(owner=owner, region=region, **words | values)


def change_of(row):
    return reverse("admin:leads_replytemplate_change", args=[row.pk])


def rows_in(page):
    return list(page.context["cl"].result_list)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("{称呼}您好，编号 {编号}，{专员} {电话} {站点} {主题}", ""),
        ("没有花括号", ""),
        ("{称乎}{价格}{称乎}", "不认识 {称乎}、{价格}"),
        ("{}", "不认识 {}"),
        ("{称呼", "花括号不成对"),
        ("}{", "花括号不成对"),
        ("{{称呼}}", "花括号不成对"),
    ],
)
def test_placeholders_are_checked(body, wrong):
    assert wrong_in(body)[: len(wrong) or None] == wrong


def test_template_is_filled_once(officer, site):
    lead = LeadFactory(
        site=site, contact_name="{编号}", topic=TopicFactory(slug="own", name="用地")
    )
    said = filled("{称呼}，{专员} {电话}，{主题}，{站点}", lead, officer)
    assert said == f"{{编号}}，小李 {site.hotline}，用地，{site.name}"


def test_own_ones_and_shared_ones_come_by_topic(client, officer, staff, site, other_site, lead):
    chief = staff("manager", site.region)
    far = staff("manager", other_site.region)
    prefecture = site.region.parent
    own = template(officer, site.region, title="丙", topic=lead.topic)
    shared = template(chief, prefecture, title="乙", is_shared=True)
    other = template(chief, site.region, title="甲", topic=TopicFactory(slug="b"), is_shared=True)
    template(chief, site.region, title="别人自己的")
    template(far, other_site.region, title="别处的", is_shared=True)
    client.force_login(officer)
    step = reverse("admin:leads_lead_step", args=[lead.pk, "answer"])
    page = client.post(step, {"_choose": "1"})
    assert page.context["templates"] == [own, shared, other]
    greeting = "您好，感谢咨询格尔木招商网。"
    page = client.post(step, {"body": greeting, "nonce": "n", "_insert": f"template-{own.pk}"})
    words = f"赵女士，编号 {lead.reference}。"
    assert page.context["steps"]["answer"]["body"].value() == words
    page = client.post(step, {"body": "写了", "nonce": "n", "_insert": f"template-{own.pk}"})
    assert page.context["steps"]["answer"]["body"].value() == f"写了\n{words}"


def test_officer_keeps_own_ones_and_reads_shared_ones(client, officer, staff, site):
    chief = staff("manager", site.region)
    shared = template(chief, site.region, is_shared=True)
    above = template(chief, site.region.parent, title="A 州里的", is_shared=True)
    secret = template(chief, site.region, title="负责人自己的")
    client.force_login(officer)
    words = {"title": "我的", "topic": "", "body": "{称呼}您好", "is_shared": "on"}
    client.post(ADD, words | {"region": chief.pk})
    own = ReplyTemplate.objects.get(title="我的")
    assert (own.owner, own.region, own.is_shared) == (officer, site.region, False)
    assert rows_in(client.get(LIST)) == [above, shared, own]
    assert client.post(change_of(own), words | {"title": "改了"}).status_code == 302
    assert client.post(change_of(shared), words).status_code == 403
    assert client.post(change_of(above), words).status_code == 403
    assert client.get(change_of(above)).status_code == 200
    assert client.get(change_of(secret)).status_code == 302  # as if it never was
    page = client.post(ADD, words | {"body": "{姓名}", "title": ""})
    assert "不认识 {姓名}，可以用的是 {称呼}" in page.text
    assert ReplyTemplate.objects.count() == 4
    client.post(reverse("admin:leads_replytemplate_delete", args=[own.pk]), {"post": "yes"})
    assert not ReplyTemplate.objects.filter(pk=own.pk).exists()


def test_chief_shares_where_the_chief_is_one(client, staff, site, other_site):
    chief = staff("manager", site.region)
    chief.memberships.create(region=other_site.region, role="officer")
    client.force_login(chief)
    words = {"title": "共用的", "topic": "", "body": "您好", "is_shared": "on"}
    page = client.post(ADD, words | {"region": other_site.region.pk})
    assert "只有该地区的负责人可以给同事共用" in page.text
    client.post(ADD, words | {"region": site.region.pk})
    row = ReplyTemplate.objects.get()
    assert (row.owner, row.region, row.is_shared) == (chief, site.region, True)


@pytest.mark.parametrize("wrong", [{"title": ""}, {"body": ""}])
def test_template_says_something(officer, site, wrong):
    rule = "leads_replytemplate_says_something"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        template(officer, site.region, **wrong)
