"""Views that close doors of Django's own admin."""

from django.http import Http404


def admin_shortcut(request, target):
    """Django's /admin/r/ tells every member of staff the address of any row of any region."""
    raise Http404("没有这个页面")
