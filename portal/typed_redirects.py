"""Redirects that an office types in: checked when they are saved, followed when a page is missing.

They never leave the site: what is stored are paths below it, and the page they lead to is looked
for anew each time, under its present name. What is gone leads nowhere.
"""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri

from core.public_url import path_on_this_site
from portal import entrances, former_addresses
from regions.models import Redirect, Site

MOST_HOPS = 5  # of redirects whose pages have gone since
SHAPE = "旧网址要写全：以 / 开头的路径，或者从浏览器地址栏复制来的整个网址。"
FOREIGN = "这个网址不是“{}”的：旧网址要在 /{}/ 下面{}。"
OWN_DOMAIN = "，或者在 {} 上"
IS_PAGE = "这个网址现在有页面，读者直接就看到，不会转走。"
TARGET_SHAPE = "只能转到“{}”自己的页面，网址以 /{}/ 开头。"
HOME_IS_NO_OLD = "站点首页不能转走。"


def old_path_of(text: str, site) -> str:
    """As it is stored; ValidationError in words."""
    text = text.strip()
    key = _below(site, text)
    if key is None:
        try:
            parts = urlsplit(text)
        except ValueError as error:
            raise ValidationError(SHAPE) from error
        if "\\" in text or not text.isprintable() or not (parts.path or "").startswith("/"):
            raise ValidationError(SHAPE)
        if not site.domain or (parts.netloc and parts.hostname != site.domain.lower()):
            raise ValidationError(_foreign(site))
        if not parts.netloc and _is_slug(parts.path):
            raise ValidationError(_foreign(site))
        key = _key(parts.path, parts.query)
    if not key.isprintable():
        raise ValidationError(SHAPE)
    if key == "/":
        raise ValidationError(HOME_IS_NO_OLD)
    if former_addresses.is_there(f"/{site.slug}{key.partition('?')[0]}"):
        raise ValidationError(IS_PAGE)
    return key


def target_of(text: str, site) -> str:
    """As it is stored, without the site; ValidationError in words."""
    address = entrances.checked_address(text)
    path = path_on_this_site(address)
    start = f"/{site.slug}/"
    if path is None or not path.startswith(start):
        raise ValidationError(TARGET_SHAPE.format(site.name, site.slug))
    return address[address.index(start) + len(start) - 1 :]


def typed_addresses(get_response):
    """Middleware: 301 where an office has written down where a missing page is now.

    Asked before `moved_addresses`, which knows what was renamed: who typed it knew better.
    """

    def middleware(request):
        response = get_response(request)
        is_asked = response.status_code == former_addresses.MISSING
        if not is_asked or request.method not in former_addresses.READING:
            return response
        target = typed_target(request)
        return former_addresses.moved_to(iri_to_uri(target)) if target else response

    return middleware


def typed_target(request) -> str:
    """Where an office sends whoever asks for this address; "" for nowhere."""
    match, path = request.resolver_match, request.path_info
    query = request.META["QUERY_STRING"]
    is_foreign = match is not None and not former_addresses.is_public(path, match)
    if is_foreign or not unquote(path + query).isprintable():
        return ""
    site, path = _asked(request)
    seen = set()
    for _ in range(MOST_HOPS if site else 0):
        target = Redirect.objects.leading_from(site, _keys(path, query))
        if not target or target in seen:
            return ""
        seen.add(target)
        path, _, query = target.partition("?")
        if found := former_addresses.path_of(f"/{site.slug}{path}"):
            return f"{found}?{query}" if query else found
    return ""


def _asked(request):
    """The site that is asked, by the first part of the path or by the name of the host."""
    slug, _, rest = request.path_info[1:].partition("/")
    if site := request.site or former_addresses.site_called(slug):
        return site, f"/{rest}"
    host = request.get_host().partition(":")[0].lower()
    return Site.objects.live().filter(domain__iexact=host).first(), request.path_info


def _keys(path, query):
    """The address with its query first, then without."""
    keys = [_key(path, query)] if query else []
    return [*keys, _key(path, "")]


def _key(path, query):
    path = unquote(path)
    path = path.rstrip("/") or "/"
    return f"{path}?{unquote(query)}" if query else path


def _below(site, text):
    """The key of an address below the site; None of any other."""
    path = path_on_this_site(text)
    start = f"/{site.slug}/"
    if path is None or not f"{path}/".startswith(start):
        return None
    return _key(path[len(start) - 1 :] or "/", urlsplit(text).query)


def _is_slug(path):
    """Whether a bare path lies below some site."""
    return Site.objects.filter(slug=path.split("/")[1]).exists()


def _foreign(site):
    own = OWN_DOMAIN.format(site.domain) if site.domain else ""
    return FOREIGN.format(site.name, site.slug, own)
