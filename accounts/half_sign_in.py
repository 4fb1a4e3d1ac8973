"""The password was right, the second factor is owed: nobody is signed in yet.

Not a session with fewer rights but none: request.user stays anonymous, so that no page of the desk
has to ask whether the second step was taken. A page that forgot to could not open.
"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import constant_time_compare

KEY = "half_sign_in"
LASTS_SECONDS = 10 * 60
MOST_WRONG = 5  # codes; then the password is asked for again


@dataclass(frozen=True)
class HalfSignIn:
    """Whose password was right, and where they wanted to go."""

    user: object
    next_page: str
    wrong: int = 0

    @property
    def tries_left(self) -> int:
        return MOST_WRONG - self.wrong


def begin(request, user, next_page: str):
    """Whoever was signed in here before is not any more."""
    request.session.flush()
    request.session[KEY] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "at": timezone.now().timestamp(),
        "next": next_page,
        "wrong": 0,
    }


def current(request) -> HalfSignIn | None:
    """None: too long ago, another password since, or never."""
    kept = request.session.get(KEY)
    if not kept or timezone.now().timestamp() - kept["at"] > LASTS_SECONDS:
        return None
    user = get_user_model().objects.filter(pk=kept["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(kept["password"], user.get_session_auth_hash()):
        return None
    return HalfSignIn(user, kept["next"], kept["wrong"])


def count_wrong(request) -> int:
    """One more wrong code; how many there were. After MOST_WRONG it is over."""
    kept = request.session[KEY] | {"wrong": request.session[KEY]["wrong"] + 1}
    if kept["wrong"] >= MOST_WRONG:
        request.session.flush()
    else:
        request.session[KEY] = kept
    return kept["wrong"]
