"""Every way in which something that can be published is out of readers' sight."""

import datetime

from django.utils import timezone

NOW = timezone.now()
AN_HOUR = datetime.timedelta(hours=1)
HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "in_review"},
    "withdrawn": {"status": "withdrawn"},
    "internal": {"status": "internal"},
    "not yet": {"publish_at": NOW + 24 * AN_HOUR},
    "no longer": {"publish_at": NOW - 2 * AN_HOUR, "expire_at": NOW - AN_HOUR},
}
