"""An address asks what it says: what was left empty is no part of it."""

from functools import wraps

from django.http import HttpResponseRedirect, QueryDict
from django_htmx.http import push_url

from core.htmx import wants_part


def without_blanks(data):
    """A copy that can be changed; boxes and fields left empty ask nothing."""
    given = QueryDict(mutable=True)
    for name, values in data.lists():
        if kept := [value for value in values if value]:
            given.setlist(name, kept)
    return given


def led_to(tidied):
    """A decorator: readers are led (302) to `tidied(data, **what the path says)`.

    A part of a page is answered as it was asked for, and the reader's address becomes the tidied
    one unless the view says another.
    """

    def decorate(view):
        @wraps(view)
        def led(request, *args, **kwargs):
            given = tidied(request.GET, **kwargs)
            if dict(given.lists()) == dict(request.GET.lists()):
                return view(request, *args, **kwargs)
            query = given.urlencode(safe=",")
            address = f"{request.path}?{query}" if query else request.path
            if not wants_part(request):
                return HttpResponseRedirect(address)
            response = view(request, *args, **kwargs)
            return response if "HX-Push-Url" in response else push_url(response, address)

        return led

    return decorate


drop_blanks = led_to(lambda data, **_: without_blanks(data))
