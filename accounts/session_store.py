"""Sessions in the database that know their account and end after half a day at the latest.

Django's way to add columns to sessions. Whatever saves a session goes through here, so none lives
longer than SESSION_LONGEST, however often somebody works on.
"""

import datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

from accounts.models import DeskSession

SIGNED_IN_AT, ADDRESS, BROWSER = "signed_in_at", "address", "browser"


class SessionStore(DatabaseSessionStore):
    @classmethod
    def get_model_class(cls):
        return DeskSession

    def create_model_instance(self, data):
        if SESSION_KEY not in data:
            return super().create_model_instance(data)
        now = timezone.now()
        begun = data.setdefault(SIGNED_IN_AT, now.timestamp())
        row = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY])
        row.signed_in_at = datetime.datetime.fromtimestamp(begun, datetime.UTC)
        row.address = data.get(ADDRESS)
        row.browser = data.get(BROWSER, "")
        row.expire_date = min(row.expire_date, row.signed_in_at + settings.SESSION_LONGEST)
        return row

    def idle_seconds(self) -> int:
        """How long it lasts if nobody works from now on."""
        begun = self.get(SIGNED_IN_AT)
        left = settings.SESSION_LONGEST.total_seconds()
        if begun is not None:
            left -= timezone.now().timestamp() - begun
        return max(0, min(self.get_expiry_age(), int(left)))
