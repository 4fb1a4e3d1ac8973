"""Which phones and mailboxes have shown to be somebody's; by their digest, not by themselves."""

import datetime

from django.db import connection, models
from django.db.models import Q
from django.utils.crypto import salted_hmac

RECEIPT_EVERY = datetime.timedelta(days=1)
KNOWN_FOR = datetime.timedelta(days=365)
CLOCKS_DIFFER = datetime.timedelta(minutes=1)  # what lies further ahead was no time of ours
# One statement, so that of two enquiries at once one takes the turn.
TAKE_TURN = """
    INSERT INTO leads_contact (digest, receipt_owed_at) VALUES (%s, %s)
    ON CONFLICT (digest) DO UPDATE SET receipt_owed_at = EXCLUDED.receipt_owed_at
    WHERE leads_contact.confirmed_at IS NOT NULL OR leads_contact.receipt_owed_at IS NULL
        OR leads_contact.receipt_owed_at <= EXCLUDED.receipt_owed_at - %s
        OR leads_contact.receipt_owed_at > EXCLUDED.receipt_owed_at + %s
    RETURNING digest
"""


def contact_digest(contact: str) -> str:
    """Of a stored phone or mail address; zhao+1@… and Zhao@… are one mailbox."""
    name, at, domain = contact.casefold().rpartition("@")
    plain = f"{name.partition('+')[0]}@{domain}" if at else contact
    return salted_hmac("leads.contact", plain, algorithm="sha256").hexdigest()


class ContactQuerySet(models.QuerySet):
    def take_receipt_turn(self, address, now) -> bool:
        """Whether a receipt may go there now: as often as it likes to a mailbox that has shown to
        be the visitor's, once a day to any other."""
        with connection.cursor() as cursor:
            cursor.execute(TAKE_TURN, [contact_digest(address), now, RECEIPT_EVERY, CLOCKS_DIFFER])
            return cursor.fetchone() is not None

    def confirm(self, *contacts, now):
        """They have shown to be the visitor's; empty ones are passed over."""
        self.bulk_create(
            [Contact(digest=contact_digest(one), confirmed_at=now) for one in contacts if one],
            update_conflicts=True,
            unique_fields=["digest"],
            update_fields=["confirmed_at"],
        )

    def of(self, *contacts):
        return self.filter(digest__in=[contact_digest(one) for one in contacts if one])

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def put_back(self, now):
        """Of a clock that was ahead: what is dated later than now was at most now."""
        for name in ("receipt_owed_at", "confirmed_at"):
            self.filter(**{f"{name}__gt": now + CLOCKS_DIFFER}).update(**{name: now})

    def stale(self, now):
        return self.filter(
            Q(confirmed_at__isnull=True, receipt_owed_at__lt=now - RECEIPT_EVERY)
            | Q(confirmed_at__lt=now - KNOWN_FOR)
        )


class Contact(models.Model):
    """A phone or a mailbox, and what we know of it: never the number or address itself."""

    digest = models.CharField("电话或邮箱的带密钥摘要", max_length=64, unique=True)
    receipt_owed_at = models.DateTimeField("最近一次回执", null=True, blank=True)
    confirmed_at = models.DateTimeField("证实时间", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联系方式的证实"
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt_owed_at__isnull=False) | Q(confirmed_at__isnull=False),
                name="%(app_label)s_%(class)s_says_something",
            )
        ]

    def __str__(self):
        return f"联系方式 {self.pk}"
