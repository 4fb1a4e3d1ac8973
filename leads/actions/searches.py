"""Looking for an enquiry by its phone: on record, and so seldom that no mask is undone by it."""

from django.utils import timezone

from leads.models import PhoneSearch, Throttle

MAX_PHONE_SEARCHES = 20  # an hour and account


class TooManySearches(Exception):
    """The message says what to do instead."""


def find_by_phone(leads, phone, *, by, now=None):
    """Those of the leads that have this whole number, in its stored form."""
    now = now or timezone.now()
    if Throttle.objects.hit("phone-search", str(by.pk), now) > MAX_PHONE_SEARCHES:
        raise TooManySearches(
            f"按电话查找一小时最多 {MAX_PHONE_SEARCHES} 次，您已用完。"
            "请用查询编号、称呼或单位查找，或过一小时再试。"
        )
    found = leads.with_phone(phone)
    PhoneSearch.objects.create(by=by, hits=found.count(), searched_at=now)
    return found
