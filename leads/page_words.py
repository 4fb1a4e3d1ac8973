"""A page of a site in words, for the desk."""

from django.urls import Resolver404, resolve

PARTS = {
    "site_home": "首页",
    "listing": "空间",
    "land": "空间",
    "factory": "空间",
    "warehouse": "空间",
    "office": "空间",
    "park": "园区",
    "policy": "政策",
    "article": "动态",
    "search": "搜索",
    "shortlist": "候选清单",
    "guide": "投资指南",
}


def page_words(path: str) -> str:
    """空间 /golmud/listings/12/."""
    if not path:
        return ""
    try:
        name = resolve(path).url_name or ""
    except Resolver404:  # there is no such page any more
        return path
    label = PARTS.get(name) or PARTS.get(name.partition("_")[0])
    return f"{label} {path}" if label else path
