"""What a preview link opens: the page as readers will see it, or why it opens nothing any more."""

import re

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from publishing.models import PreviewLink
from publishing.preview import Granted
from publishing.public_page import page_of

WORDS = (
    "这一页还没有公开，只给收到链接的人看，请不要转发。"
    "链接 {:%Y-%m-%d %H:%M} 到期，内容一改就失效。"
)
NOWHERE = "显示它的站点还没有上线"
MEDIA = re.compile(rf"({re.escape(settings.MEDIA_URL)}[^\s\"'<>?#)&]+)".encode())
PARAMETER = "preview"  # carries the token to the files that the page shows


@require_safe
def preview_link_open(request, token):
    """For whoever has the link, signed in or not; kept by nobody (publishing.preview.finish)."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        raise Http404("没有这个预览链接")
    request.is_preview = True
    obj = link.target()
    ended = link.ended(obj)
    if not ended and obj.is_published() and (address := obj.get_absolute_url()):
        return redirect(address)
    granted = Granted(WORDS.format(localtime(link.expires_at)))
    page = None if ended else page_of(request, obj, granted)
    if page is None:
        return _over(request, ended or NOWHERE)
    page.content = MEDIA.sub(rb"\1?%b=%b" % (PARAMETER.encode(), token.encode()), page.content)
    return page


def _over(request, ended):
    """Without the bar above it, for it shows nothing; kept by nobody either."""
    request.is_preview = False
    response = render(request, "publishing/preview_over.html", {"ended": ended}, status=410)
    request.is_preview = True
    return response
