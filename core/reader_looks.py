"""Whether a request is a reader's own look: no robot, no prefetching, nobody signed in."""

import re
from functools import lru_cache

from django.conf import settings

ROBOTS = re.compile(
    r"bot|spider|crawl|slurp|scan|monitor|preview|fetch|headless|curl|wget|python|java/|go-http",
    re.IGNORECASE,
)


def is_reader(environ) -> bool:
    """By what a WSGI environment says of who asks; robots that call themselves browsers pass."""
    return (
        settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
        and "prefetch" not in environ.get("HTTP_SEC_PURPOSE", environ.get("HTTP_PURPOSE", ""))
        and _is_person(environ.get("HTTP_USER_AGENT", ""))
    )


@lru_cache(maxsize=2_000)
def _is_person(agent):
    return bool(agent) and not ROBOTS.search(agent)
