"""What a hold is made of; the digest knows its end. Negotiations without a hold stay as they are."""

from django.db import migrations, models
from django.db.models import Q

HALF_HOLDS = """
UPDATE parks_listing SET held_until_on = NULL, hold_reason = ''
WHERE (held_until_on IS NULL AND hold_reason <> '')
    OR (held_until_on IS NOT NULL AND (hold_reason = '' OR status_of_offer <> 'negotiating'))
"""
DIGESTS = """
UPDATE parks_listingdigest d SET held_until_on = l.held_until_on
FROM parks_listing l WHERE l.id = d.listing_id AND l.held_until_on IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("parks", "0005_fill_finding")]
    operations = [
        migrations.AddField(
            model_name="listingdigest",
            name="held_until_on",
            field=models.DateField(null=True, verbose_name="意向锁定到"),
        ),
        migrations.RunSQL([HALF_HOLDS, DIGESTS], migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=Q(held_until_on__isnull=True, hold_reason="")
                | (
                    Q(held_until_on__isnull=False, status_of_offer="negotiating")
                    & ~Q(hold_reason="")
                ),
                name="parks_listing_hold_complete",
                violation_error_message="锁定要写到期日和原因，并且状态是洽谈中。",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=Q(status="approved"), fields=["stale_at"], name="parks_listing_due"
            ),
        ),
    ]
