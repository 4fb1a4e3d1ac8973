"""One message to an incoming webhook: shaped and signed as its maker says, posted once.

Only to hosts that the operator names (PORTAL_NOTICE_HOSTS), over https; a plain one has to be
named with its scheme. Redirects are not followed, answers are read up to 64 KiB.
Signatures: 钉钉 and 飞书 “自定义机器人 › 安全设置 › 加签”; 企业微信 has the key in its address.
"""

import base64
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode, urlsplit

import urllib3
from django.conf import settings

from leads.models import NoticeChannel

Shape = NoticeChannel.Shape
TIMEOUT = urllib3.Timeout(connect=5, read=10)
LONGEST_ANSWER = 64 * 1024  # bytes
NOT_ALLOWED = "这台主机不在允许的名单里：请系统管理员把它写进 PORTAL_NOTICE_HOSTS"
POOL = urllib3.PoolManager(num_pools=4, retries=False, timeout=TIMEOUT)


class HostNotAllowed(Exception):
    """The operator has not named this host, or not without encryption."""


class ChannelRefused(Exception):
    """The other side answered, and it was not yes; the text holds a number and no words of it."""


def is_allowed(address: str) -> bool:
    """Whether the operator lets messages go there."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if parts.username or parts.password or not parts.hostname:
        return False
    host = parts.hostname + (f":{port}" if port else "")
    named = host if parts.scheme == "https" else f"{parts.scheme}://{host}"
    return named in settings.NOTICE_HOSTS


def post(channel: NoticeChannel, words: dict, *, now=None):
    """Raises HostNotAllowed, ChannelRefused, or what urllib3 raises where nobody answers.

    `words`: {"text": what people read, "url": where it leads, "counts": {kind: number}}.
    """
    address = channel.address
    if not is_allowed(address):
        raise HostNotAllowed
    status, content = exchange(*request_for(channel.shape, address, channel.key, words, now))
    if not is_yes(channel.shape, status, content):
        raise ChannelRefused(refusal(channel.shape, status, content))


def exchange(address, headers, body) -> tuple[int, bytes]:
    """Status and beginning of the answer to one post."""
    with POOL.request(
        "POST", address, body=body, headers=headers, redirect=False, preload_content=False
    ) as answer:
        return answer.status, answer.read(LONGEST_ANSWER)


def request_for(shape, address, key, words, now=None) -> tuple[str, dict, bytes]:
    """Address, headers and body of one message; `now` in seconds since 1970."""
    now = time.time() if now is None else now
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if shape == Shape.GENERIC:
        body = _json(words)
        if key:
            stamp = str(int(now))
            sign = hmac.digest(key.encode(), stamp.encode() + b"." + body, hashlib.sha256).hex()
            headers |= {"X-Portal-Timestamp": stamp, "X-Portal-Signature": f"sha256={sign}"}
        return address, headers, body
    if shape == Shape.FEISHU:
        message = {"msg_type": "text", "content": {"text": words["text"]}}
        return address, headers, _json(_feishu_signed(key, now) | message)
    if shape == Shape.DINGTALK and key:
        address += ("&" if "?" in address else "?") + urlencode(_dingtalk_signed(key, now))
    return address, headers, _json({"msgtype": "text", "text": {"content": words["text"]}})


def _dingtalk_signed(key, now):
    stamp = str(int(now * 1000))
    return {"timestamp": stamp, "sign": _base64_hmac(key, f"{stamp}\n{key}")}


def _feishu_signed(key, now):
    """The text that is signed is the key, and the message is empty: so their manual."""
    if not key:
        return {}
    stamp = str(int(now))
    return {"timestamp": stamp, "sign": _base64_hmac(f"{stamp}\n{key}", "")}


def _base64_hmac(key, message) -> str:
    return base64.b64encode(hmac.digest(key.encode(), message.encode(), hashlib.sha256)).decode()


def _json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def is_yes(shape, status, content) -> bool:
    if not 200 <= status < 300:
        return False
    return shape == Shape.GENERIC or _number_in(content) == 0


def refusal(shape, status, content) -> str:
    number = None if shape == Shape.GENERIC else _number_in(content)
    return f"HTTP {status}" + (f" {number}" if number else "")


def _number_in(content) -> int | None:
    """The number by which a chat says yes or no; None where there is none."""
    try:
        answer = json.loads(content)
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    found = (answer.get(name) for name in ("errcode", "code", "StatusCode"))
    return next((n for n in found if isinstance(n, int) and not isinstance(n, bool)), None)
