"""What stands in braces in a reply template, and what it becomes in an answer."""

import re

from core.person_names import person_name

VALUES = {
    "称呼": lambda lead, by: lead.contact_name or "您",
    "编号": lambda lead, by: lead.reference,
    "专员": lambda lead, by: person_name(by),
    "电话": lambda lead, by: lead.site.hotline,
    "站点": lambda lead, by: lead.site.name,
    "主题": lambda lead, by: lead.topic.name,
}
NAMES = " ".join(f"{{{name}}}" for name in VALUES)
IN_BRACES = re.compile(r"\{([^{}]*)\}")


def wrong_in(body) -> str:
    """What is to be put right before a template is kept; "" if nothing."""
    unknown = [name for name in IN_BRACES.findall(body) if name not in VALUES]
    if unknown:
        named = "、".join(f"{{{name}}}" for name in dict.fromkeys(unknown))
        return f"不认识 {named}，可以用的是 {NAMES}"
    if set("{}") & set(IN_BRACES.sub("", body)):
        return f"花括号不成对，可以用的是 {NAMES}"
    return ""


def filled(body, lead, by) -> str:
    """Once: what a value itself holds in braces stays as it is."""
    return IN_BRACES.sub(lambda found: _value(found, lead, by), body)


def _value(found, lead, by):
    return VALUES[found[1]](lead, by) if found[1] in VALUES else found[0]
