"""The words a visitor agrees to, and which of them a form showed.

A published version never changes: new words get a new version here, and the old one stays, to be
read beside the proofs that name it.
"""

import hashlib
from dataclasses import dataclass

from leads import tokens

# Personal Information Protection Law, articles 14, 17 and 44-47.
FIRST = (
    ("谁处理", "{organiser}（{name}主办单位），联系电话 {hotline}。"),
    ("为了什么", "只为答复本次咨询：联系您、说明情况、安排踏勘。不作营销外呼，不转给中介。"),
    (
        "处理哪些信息",
        "您填写的称呼、单位、电话、邮箱和咨询内容，以及提交时间与网络地址（用于防止滥用）。"
        "请不要填写身份证号、银行卡号。",
    ),
    (
        "怎么处理",
        "信息只保存在本平台，由负责本地区的招商专员查看；电话默认遮盖，每次查看都有记录。"
        "提醒邮件里不含您的信息。",
    ),
    (
        "保存多久",
        "办结满 12 个月后删除；被判为垃圾信息的满 6 个月后删除；"
        "一直没有办结的，自收到之日起最长保存 3 年。",
    ),
    (
        "您的权利",
        "您可以查阅、复制、更正、补充、删除这些信息，也可以撤回同意：拨打上面的电话并报查询编号即可。"
        "撤回不影响此前的处理；不同意将无法在线咨询，您仍可以打电话。",
    ),
)
VERSIONS = {
    "2026-11": FIRST,
    # The same words; what one may do oneself is new.
    "2026-11-30": (
        *FIRST[:-1],
        (
            "您的权利",
            "您可以查阅、复制、更正、补充、删除这些信息，也可以撤回同意：查阅、复制、撤回、删除在查询进度页的"
            "“我的数据”里自己办，更正、补充在那里追问时写明；也可以拨打上面的电话，报查询编号。"
            "撤回不影响此前的处理；不同意将无法在线咨询，您仍可以打电话。",
        ),
    ),
}
CURRENT = max(VERSIONS)


@dataclass(frozen=True)
class ShownText:
    """What the proof keeps of the words: their version, and a digest with the site's own names."""

    version: str
    digest: str


@dataclass(frozen=True)
class ConsentText:
    """The notice of one site: `parts` are (heading, sentence) pairs."""

    version: str
    parts: tuple

    @property
    def digest(self):
        return hashlib.sha256(repr(self.parts).encode()).hexdigest()

    @property
    def shown(self):
        return ShownText(self.version, self.digest)


def consent_text(site, version=CURRENT) -> ConsentText:
    names = {"organiser": site.organiser, "name": site.name, "hotline": site.hotline}
    parts = VERSIONS[version]
    return ConsentText(version, tuple((head, text.format(**names)) for head, text in parts))


def consent_mark(site, text: ConsentText) -> str:
    """Goes into the form beside the words, so that the proof names them after any deploy."""
    return tokens.new_consent_mark(site.pk, text.version, text.digest)


def shown_consent(site, mark: str, versions=VERSIONS) -> ShownText | None:
    """What the form showed; None if it was no form of this site, or its words are not kept."""
    site_pk, version, digest = tokens.read_consent_mark(mark) or (None, "", "")
    is_known = site_pk == site.pk and version in versions
    return ShownText(version, digest) if is_known else None
