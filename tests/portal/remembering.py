"""A client of a portal that keeps pages, with editions that a test turns by itself."""

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.test import Client

from portal.page_memory import PageMemory


class Editions:
    """edition_of(slug): what a test says it is, else 1; None for a site that is unknown."""

    def __init__(self):
        self.numbers = {}

    def __call__(self, slug):
        return self.numbers.get(slug, 1)


class Remembering(Client):
    """One process with its middleware and its memory. `drawn` counts what came past the memory."""

    def __init__(self, editions, **kwargs):
        super().__init__(HTTP_HOST="testserver", **kwargs)
        self.handler.load_middleware()
        self.inner = self.handler._middleware_chain
        self.drawn = []
        self.memory = PageMemory(self._draw, editions)
        self.handler._middleware_chain = convert_exception_to_response(self.memory)

    def _draw(self, request):
        self.drawn.append(request.get_full_path())
        return self.inner(request)


def switch_on(settings_of_test, megabytes=8):
    settings_of_test.PAGE_MEMORY_BYTES = megabytes * 1024 * 1024
    return settings.PAGE_MEMORY_BYTES
