"""Messages have the shape and the signature that each chat asks for, and go to named hosts only.

The signatures below are openssl's: `printf … | openssl dgst -sha256 -hmac key`.
"""

import json

import pytest
from django.db import IntegrityError, transaction

from core.sealing import Unreadable
from leads.models import NoticeChannel
from leads.notifications.webhooks import (
    ChannelRefused,
    HostNotAllowed,
    is_allowed,
    post,
    request_for,
)
from tests.leads.factories import NoticeChannelFactory

WORDS = {"text": "【格尔木招商网】新咨询 2 条", "url": "https://x/", "counts": {"new_lead": 2}}
NOW = 1_764_403_200.5


@pytest.mark.parametrize(
    ("shape", "key", "address", "body"),
    [
        ("wecom", "", "https://h/s?k=1", {"msgtype": "text", "text": {"content": WORDS["text"]}}),
        (
            *("dingtalk", "SECkey"),
            "https://h/s?k=1&timestamp=1764403200500"
            "&sign=uSjypczr7p4qVnD%2Fck0UNuyR6ncqu2qAHcAiZwzcKzs%3D",
            {"msgtype": "text", "text": {"content": WORDS["text"]}},
        ),
        (
            *("feishu", "SECkey", "https://h/s?k=1"),
            {
                "timestamp": "1764403200",
                "sign": "TFJjakYC5DqCwjfcdxY/5yx8JgE2E5MkLDOSnHRAd3o=",
                "msg_type": "text",
                "content": {"text": WORDS["text"]},
            },
        ),
        (
            *("feishu", "", "https://h/s?k=1"),
            {"msg_type": "text", "content": {"text": WORDS["text"]}},
        ),
        ("generic", "", "https://h/s?k=1", WORDS),
    ],
)
def test_message_has_the_shape_of_its_chat(shape, key, address, body):
    found, headers, content = request_for(shape, "https://h/s?k=1", key, WORDS, NOW)
    assert (found, json.loads(content)) == (address, body)
    assert headers == {"Content-Type": "application/json; charset=utf-8"}


def test_own_system_can_tell_that_the_message_is_ours():
    _, headers, body = request_for("generic", "https://h/", "key", WORDS, NOW)
    assert headers["X-Portal-Timestamp"] == "1764403200"
    assert headers["X-Portal-Signature"] == (
        "sha256=71c3af33fafd64bbccf21660873c5cf84b721bf96e0a3357bc32ccdf37830a89"
    )


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", True),
        ("https://QYAPI.weixin.qq.com/x", True),
        ("http://qyapi.weixin.qq.com/x", False),  # not named without encryption
        ("https://qyapi.weixin.qq.com:8443/x", False),
        ("https://qyapi.weixin.qq.com.example.com/x", False),
        ("https://qyapi.weixin.qq.com@169.254.169.254/x", False),
        ("https://169.254.169.254/latest", False),
        ("http://10.1.2.3:8080/in", True),
        ("http://10.1.2.3/in", False),
        ("https://10.1.2.3:8080/in", False),
        ("https://[::1", False),
        ("https://h:port/", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_hosts_that_the_operator_names(settings, address, allowed):
    settings.NOTICE_HOSTS = ["qyapi.weixin.qq.com", "http://10.1.2.3:8080"]
    assert is_allowed(address) is allowed


@pytest.mark.parametrize(
    ("shape", "status", "answer", "error"),
    [
        ("wecom", 200, {"errcode": 0}, None),
        ("feishu", 200, {"code": 0, "msg": "success"}, None),
        ("feishu", 200, {"StatusCode": 0}, None),
        ("generic", 204, {}, None),
        ("wecom", 200, {"errcode": 93000, "errmsg": "canary"}, "HTTP 200 93000"),
        ("dingtalk", 200, {"errcode": 310000}, "HTTP 200 310000"),
        ("feishu", 200, {"code": 19021}, "HTTP 200 19021"),
        ("wecom", 200, ["no"], "HTTP 200"),
        ("generic", 500, {"errcode": 0}, "HTTP 500"),
    ],
)
def test_answer_is_a_yes_or_a_number(webhook, shape, status, answer, error):
    webhook.status, webhook.answer = status, answer
    channel = NoticeChannelFactory(shape=shape, address=f"{webhook.host}/in")
    if error is None:
        post(channel, WORDS)
    else:
        with pytest.raises(ChannelRefused) as caught:
            post(channel, WORDS)
        assert str(caught.value) == error
    assert len(webhook.posted) == 1


def test_redirect_is_not_followed(webhook):
    webhook.status, webhook.headers = 307, {"Location": f"{webhook.host}/elsewhere"}
    with pytest.raises(ChannelRefused):
        post(NoticeChannelFactory(address=f"{webhook.host}/in"), WORDS)
    assert [path for path, *_ in webhook.posted] == ["/in"]


def test_host_that_is_named_no_more_hears_nothing(webhook, settings):
    channel = NoticeChannelFactory(address=f"{webhook.host}/in")
    settings.NOTICE_HOSTS = []
    with pytest.raises(HostNotAllowed):
        post(channel, WORDS)
    assert webhook.posted == []


def test_address_and_key_lie_sealed(webhook, settings):
    channel = NoticeChannelFactory(address=f"{webhook.host}/canary", key="canary-key")
    row = NoticeChannel.objects.values().get()
    assert "canary" not in str(row)
    assert (row["host"], channel.address, channel.key) == (
        "127.0.0.1",
        f"{webhook.host}/canary",
        "canary-key",
    )
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(Unreadable):
        post(channel, WORDS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"shape": "sms"}, "leads_noticechannel_known_shape"),
        ({"name": "群"}, "leads_noticechannel_named_once"),
    ],
)
def test_channel_is_named_once_and_of_a_known_shape(site, wrong, constraint):
    NoticeChannelFactory(site=site, name="群")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        NoticeChannelFactory(**({"site": site, "name": "另一个"} | wrong))
