"""Which browser a form was drawn for: a random name in a cookie that only the form's page sets."""

import re

from django.conf import settings
from django.middleware.csrf import get_token

from leads.tokens import FORM_LIVES, new_nonce

NAME = re.compile(r"[A-Za-z0-9_-]{32}")


def browser_of(request) -> str:
    """The name this browser has; "" if no form was drawn for it, or it takes no cookies."""
    name = request.COOKIES.get(settings.CONSULT_COOKIE_NAME, "")
    return name if NAME.fullmatch(name) else ""


def new_browser() -> str:
    return new_nonce()


def csrf_secret(request) -> str:
    """What tells this browser apart on pages whose form carries a mark against forgery.

    No cookie but the one that such a page sets anyhow.
    """
    get_token(request)
    return request.META["CSRF_COOKIE"]


def remember_browser(response, browser):
    """For as long as the form is good; a program in the page cannot read it."""
    response.set_cookie(
        settings.CONSULT_COOKIE_NAME,
        browser,
        max_age=FORM_LIVES,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
