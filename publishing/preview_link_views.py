"""What a preview link opens: one version as readers would see it, or why it opens nothing."""

import copy
import re
from urllib.parse import unquote

from django.conf import settings
from django.contrib import admin
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from publishing.models import PreviewLink
from publishing.preview import Granted, finish
from publishing.public_page import page_of
from publishing.renditions import original_of
from publishing.version_rows import chosen_then

UNTIL = "链接 {:%Y-%m-%d %H:%M} 到期"
STORED = "这一页还没有公开，只给收到链接的人看，请不要转发。{}，内容一改就失效。"
CHANGE = "这是还没有公开的一份改动，只给收到链接的人看，请不要转发。{}，改动处理了也会失效。"
EARLIER = "这是 {:%Y-%m-%d %H:%M} 存下的旧版本，只给收到链接的人看，请不要转发。{}。"
NOWHERE = "这一版现在显示不出来：显示它的站点还没有上线，或者后来又改过"
MEDIA = re.compile(rf"{re.escape(settings.MEDIA_URL)}([^\s\"'<>?#)&]+)".encode())
KEPT_SECONDS = 15
PARAMETER = "preview"  # carries a mark to each file that the page shows


@require_safe
def preview_link_open(request, token):
    """For whoever has the link, signed in or not; nobody on the way keeps it (preview.finish)."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        raise Http404("没有这个预览链接")
    request.is_preview = True
    obj = link.target()
    ended = link.ended(obj)
    is_of_stored = link.change_id is None and link.history_id is None
    if not ended and is_of_stored and obj.is_published() and (address := obj.get_absolute_url()):
        return redirect(address)
    if ended:
        return _over(request, ended)
    if is_of_stored or request.user.is_authenticated:
        content = _page(request, link, obj)
    else:
        content = _kept_page(request, link, obj)
    if content is None:
        return _over(request, NOWHERE)
    return finish(request, HttpResponse(content))


def _kept_page(request, link, obj):
    """The same page for all without an account, drawn but now and then.

    A change is drawn by saving and taking back, and holds the row that long: who asks again and
    again keeps no editor from it.
    """
    key = f"preview-link:{link.token}:{link.created_at.isoformat()}"
    content = cache.get(key)
    if content is None:
        asked = copy.copy(request)
        asked.COOKIES = {}
        content = _page(asked, link, obj)
        if content is not None:
            cache.set(key, content, KEPT_SECONDS)
    return content


def _page(request, link, obj) -> bytes | None:
    """None where the version cannot be shown as things are now."""
    try:
        page = _drawn(request, link, obj, UNTIL.format(localtime(link.expires_at)))
        return page and MEDIA.sub(lambda found: _marked(link, found), page.content)
    except (Http404, ObjectDoesNotExist):  # its site, column or category is another by now, or gone
        return None


def _drawn(request, link, obj, until):
    desk = admin.site.get_model_admin(type(obj))
    if link.change is not None:
        return desk.page_of_change(request, link, obj, Granted(CHANGE.format(until)))
    if link.history_id is None:
        return page_of(request, obj, Granted(STORED.format(until)))
    words = EARLIER.format(localtime(link.version_at), until)
    if obj.checked_rows:
        return desk.page_of_earlier(request, link, obj, Granted(words))
    earlier = link.earlier(obj)
    if earlier is None:
        return None
    with chosen_then(obj, link.history_id):
        return page_of(request, obj, Granted(words, earlier))


def _marked(link, found) -> bytes:
    """The address of a file, with what opens it (portal.media_rights)."""
    path = original_of(unquote(found[1].decode()))
    return b"%b?%b=%b" % (found[0], PARAMETER.encode(), link.file_mark(path).encode())


def _over(request, ended):
    """Without the bar above it, for it shows nothing; kept by nobody either."""
    request.is_preview = False
    response = render(request, "publishing/preview_over.html", {"ended": ended}, status=410)
    request.is_preview = True
    return response
