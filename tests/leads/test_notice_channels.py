"""A chief sets up a group chat; the address is a secret, and leads to named hosts only."""

import pytest
from django.urls import reverse

from leads.models import NoticeChannel
from tests.leads.factories import NoticeChannelFactory

ADD = reverse("admin:leads_noticechannel_add")
LIST = reverse("admin:leads_noticechannel_changelist")


@pytest.fixture
def chief(client, staff, site):
    user = staff("manager", site.region)
    client.force_login(user)
    return user


def typed(site, address, **values):
    words = {"site": site.pk, "name": "招商一科", "shape": "wecom", "is_active": "on"}
    return words | {"address": address, "key": ""} | values


def change_url(channel):
    return reverse("admin:leads_noticechannel_change", args=[channel.pk])


def test_chief_sets_up_a_chat_and_tries_it_out(client, chief, site, webhook):
    client.post(ADD, typed(site, f"{webhook.host}/canary"))
    channel = NoticeChannel.objects.get()
    shown, form = client.get(LIST).text, client.get(change_url(channel)).text
    assert ("127.0.0.1" in shown, "canary" in shown, "canary" in form) == (True, False, False)
    tried = client.post(LIST, {"action": "try_out", "_selected_action": channel.pk}, follow=True)
    assert [str(m) for m in tried.context["messages"]] == ["“招商一科”已经收下试发的通知。"]
    assert webhook.texts == [f"【{site.name}】这是一条试发的通知，收到说明设置正确。"]
    webhook.answer = {"errcode": 93000}
    tried = client.post(LIST, {"action": "try_out", "_selected_action": channel.pk}, follow=True)
    assert [str(m) for m in tried.context["messages"]] == [
        "“招商一科”没有发出：对方不收：请核对地址、签名密钥和群机器人的安全设置"
        "（ChannelRefused HTTP 200 93000）"
    ]


def test_host_that_nobody_named_is_refused_and_the_form_comes_back_filled(
    client, chief, site, webhook
):
    page = client.post(ADD, typed(site, "https://169.254.169.254/latest"))
    assert (page.status_code, NoticeChannel.objects.count()) == (200, 0)
    assert f"把它写进 PORTAL_NOTICE_HOSTS（现在：{webhook.host}）。要用 https。" in page.text
    assert 'value="https://169.254.169.254/latest"' in page.text


def test_blank_keeps_what_is_sealed_and_new_words_replace_it(client, chief, site, webhook):
    channel = NoticeChannelFactory(site=site, address=f"{webhook.host}/a", key="k")
    seen = client.get(change_url(channel)).context["adminform"].form["seen"].value()
    client.post(change_url(channel), typed(site, "", seen=seen))
    channel.refresh_from_db()
    assert (channel.name, channel.address, channel.key) == ("招商一科", f"{webhook.host}/a", "k")
    seen = client.get(change_url(channel)).context["adminform"].form["seen"].value()
    client.post(change_url(channel), typed(site, f"{webhook.host}/b", key="k2", seen=seen))
    channel.refresh_from_db()
    assert (channel.address, channel.key) == (f"{webhook.host}/b", "k2")


def test_chat_of_another_region_is_out_of_reach(client, chief, other_site, webhook):
    channel = NoticeChannelFactory(site=other_site, address=f"{webhook.host}/a")
    assert client.get(change_url(channel)).status_code == 302
    client.post(LIST, {"action": "try_out", "_selected_action": channel.pk})
    client.post(ADD, typed(other_site, f"{webhook.host}/b"))
    assert (webhook.posted, NoticeChannel.objects.count()) == ([], 1)
