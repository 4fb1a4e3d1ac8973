"""Mail addresses as people write them, and the one form in which they are kept.

Kept is zhao@example.com: half-width, the domain in lower case and in letters that every mail server
takes (xn--…). What would need guessing is left alone; probable_address() says what may be meant.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

from core.text_folding import fold

LONGEST_TYPED = 400
DOTS = str.maketrans("。．｡", "...")
LABEL = re.compile(r"\A(?:mailto|(?:电子)?(?:邮箱|邮件)(?:地址)?|e-?mail)\s*:\s*", re.IGNORECASE)
NAMED = re.compile(r"\A[^<>@]*<\s*([^<>]+?)\s*>\W*\Z")  # 赵女士 <zhao@example.com>
QUERY = re.compile(r"\?(?:subject|body|cc|bcc)=.*", re.IGNORECASE)
AROUND = " .,;:、!?\"'“”‘’()<>[]{}《》【】\\"
SEVERAL = re.compile(r"[\s,;、/|和或]+")
DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
INSTEAD_OF_DOT = re.compile(r"[,;·、.]+")
# What visitors have in China, and what is often typed instead of it.
PROVIDERS = (
    *("qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "188.com", "139.com", "189.cn"),
    *("wo.cn", "sina.com", "sina.cn", "sohu.com", "aliyun.com", "21cn.com", "tom.com"),
    *("gmail.com", "outlook.com", "hotmail.com", "live.com", "live.cn", "msn.com", "yahoo.com"),
    "icloud.com",
)
# As real as those that they resemble.
ALIKE = {"mail.com", "email.com", "ymail.com", "yahoo.cn", "163.net", "tom.cn", "outlook.cn"}
NO_TOP_LEVEL = {
    **dict.fromkeys(("con", "cmo", "ocm", "comm", "coom", "vom", "xom", "cpm", "cim"), "com"),
    **dict.fromkeys(("ccom", "cpom", "como"), "com"),
    **dict.fromkeys(("nte", "ner", "nett"), "net"),
    "cnn": "cn",
}
# Top levels that exist, but not behind the name of such a provider.
SLIPS = {"com": {"co", "cm", "om", "cn", "net", "c"}, "net": {"com", "ne", "cn"}, "cn": set()}
LOOKS_LIKE_A_DIGIT = str.maketrans("lio", "110")  # l63.com
SHORTEST_GUESSED = 5  # letters: gmial is gmail, but sq is not qq


def normalise_mail_address(raw: str) -> str:
    """The stored form of one address; of anything else what was typed, half-width and trimmed."""
    text = _tidied(raw)
    addresses = {_with_plain_domain(part) for part in SEVERAL.split(text) if part}
    if len(addresses) == 1:
        return addresses.pop()
    name, at, domain = text.rpartition("@")
    return _with_plain_domain(f"{name.rstrip()}{at}{domain.lstrip()}")


def holds_several(address: str) -> bool:
    """Whether what normalise_mail_address() left is more than one address, and nothing else."""
    parts = SEVERAL.split(address)
    return len(parts) > 1 and all("@" in part for part in parts)


def probable_address(address: str) -> str:
    """What a misspelt address was probably meant to be; "" where nothing speaks against it."""
    name, at, domain = "".join(address.split()).rpartition("@")
    name, domain = (INSTEAD_OF_DOT.sub(".", part).strip(".") for part in (name, domain))
    head, dot, top = domain.rpartition(".")
    domain = f"{head}{dot}{NO_TOP_LEVEL.get(top, top)}"
    probable = f"{name}{at}{_provider_meant(domain)}"
    return probable if probable != address and _is_mail_address(probable) else ""


def can_exist(address: str) -> bool:
    """Whether a mail may arrive there: nobody has a mailbox under .con."""
    return address.rpartition(".")[2] not in NO_TOP_LEVEL and _is_mail_address(address)


def _is_mail_address(address):
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _provider_meant(domain):
    """gmial.com, qq.co, 163com: one slip away from a provider that everybody knows."""
    if domain in ALIKE or domain in PROVIDERS:
        return domain
    return next((known for known in PROVIDERS if _is_meant(domain, known)), domain)


def _is_meant(domain, provider):
    name, _, top = provider.partition(".")
    typed = domain.partition(".")[0]
    if domain in {f"{name}{top}", f"www.{provider}"}:
        return True
    if name.isdecimal() and typed != name and typed.translate(LOOKS_LIKE_A_DIGIT) == name:
        return domain.partition(".")[2] == top
    if typed == name:
        return domain.partition(".")[2] in SLIPS[top]
    return len(name) >= SHORTEST_GUESSED and _is_one_slip(domain, provider)


def _is_one_slip(typed, meant):
    """One letter too many, too few, another one, or two neighbours changed over."""
    start = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), 0)
    rest, wanted = typed[start:], meant[start:]
    return (
        rest[1:] in {wanted, wanted[1:]} or rest == wanted[1:] or rest[1::-1] + rest[2:] == wanted
    )


def _tidied(raw):
    """One line, half-width, nothing invisible, without a label, a display name or marks around."""
    if len(raw) > LONGEST_TYPED:
        return raw
    visible = "".join(c for c in raw if fold(c)).translate(DOTS)
    text = "".join(unicodedata.normalize("NFKC", c) for c in visible)
    text = " ".join(text.split())
    if named := NAMED.match(text):
        text = named[1]
    return QUERY.sub("", LABEL.sub("", text.strip(AROUND))).strip(AROUND)


def _with_plain_domain(address):
    """What is no domain stays as it is, for the sentence that says so."""
    name, at, domain = address.rpartition("@")
    if not DOMAIN.fullmatch(domain):
        return address
    try:
        return f"{name}{at}{punycode(domain.lower())}"
    except UnicodeError:
        return address
