"""Who asks: sealed in the database, and found there by keyed digests alone."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from core.mail_addresses import normalise_mail_address
from core.phones import dialable, without_extension
from core.sealed_fields import SealedLookupCharField, SealedLookupEmailField, is_unread
from leads.masking import mask_email, mask_phone
from leads.models.judged import UNSAID
from leads.name_marks import marks_of_name, name_key, wanted_marks
from leads.name_sounds import name_sound
from leads.phone_keys import mail_key, mail_keys, phone_key, phone_keys
from search.bigrams import Bigrams, holding

# What is kept in step with what: the digests of each of these.
DIGESTS = {
    "contact_name": ("name_marks", "name_sound"),
    "company": ("search_text",),
    "phone": ("phone_key",),
    "email": ("mail_key",),
}


class AskerQuerySet(models.QuerySet):
    def with_phone(self, phone):
        """Of this number in its stored form; where it names no extension, whatever that is."""
        found = self.filter(phone_key__in=phone_keys(phone))
        return found if phone == without_extension(phone) else found.filter(phone=phone)

    def with_mail(self, address):
        """Of this address, in capitals or not."""
        return self.filter(mail_key__in=mail_keys(normalise_mail_address(address)))

    def named(self, word):
        """Whose name or firm, or whose reference, holds the word in any spelling."""
        found = holding(word, "reference")
        if key := name_key(word):
            found |= part_of_name(key)
        return self.filter(found)


def part_of_name(key) -> Q:
    """Rows whose name or firm holds the key."""
    found = holding(key, "search_text")
    for marks in wanted_marks(key):
        found |= Q(name_marks__contains=marks)
    return found


class Asker(models.Model):
    """A person, perhaps of a company, and how to reach them."""

    contact_name = SealedLookupCharField("称呼", max_length=40, blank=True)
    company = models.CharField("单位", max_length=80, blank=True)
    phone = SealedLookupCharField("电话", max_length=20, blank=True)
    phone_key = models.CharField(
        "电话的摘要",
        max_length=64,
        blank=True,
        editable=False,
        help_text="带密钥，看不出号码。",
        **UNSAID,
    )
    email = SealedLookupEmailField("邮箱", blank=True)
    mail_key = models.CharField(
        "邮箱的摘要",
        max_length=64,
        blank=True,
        editable=False,
        help_text="带密钥，看不出地址。",
        **UNSAID,
    )
    search_text = models.TextField(
        "查找用的写法", blank=True, editable=False, help_text="单位的统一写法。", **UNSAID
    )
    name_marks = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=[],
        blank=True,
        editable=False,
        verbose_name="称呼的摘要",
        help_text="称呼里每一段字的带密钥摘要，供工作人员查找，看不出称呼。",
    )
    name_sound = SealedLookupCharField(
        "称呼的读音",
        max_length=80,
        blank=True,
        editable=False,
        help_text="不带声调的拼音。",
        **UNSAID,
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["phone_key"], name="leads_lead_phone_key"),
            models.Index(
                fields=["mail_key"], condition=~Q(mail_key=""), name="leads_lead_mail_key"
            ),
            models.Index(
                fields=["name_sound"],
                condition=~Q(name_sound=""),
                name="leads_lead_name_sound",
            ),
            # Any part of a firm (search.bigrams), and of a name.
            GinIndex(Bigrams("search_text"), name="leads_lead_parts"),
            GinIndex(fields=["name_marks"], name="leads_lead_name_marks"),
        ]

    def save(self, *, update_fields=None, **kwargs):
        """Keeps what names, phones and addresses are looked for by in step with them."""
        changed = [name for name in DIGESTS if update_fields is None or name in update_fields]
        digests = self.digests(changed)
        for name, digest in digests.items():
            setattr(self, name, digest)
        if update_fields is not None:
            update_fields = {*update_fields, *digests}
        super().save(update_fields=update_fields, **kwargs)

    def digests(self, names=DIGESTS) -> dict:
        """Of what can be read: what cannot keeps those that it has."""
        made = {
            "name_marks": lambda: marks_of_name(self.contact_name),
            "name_sound": lambda: name_sound(self.contact_name),
            "search_text": lambda: name_key(self.company),
            "phone_key": lambda: phone_key(self.phone),
            "mail_key": lambda: mail_key(self.email),
        }
        read = [name for name in names if not is_unread(self, name)]
        return {digest: made[digest]() for name in read for digest in DIGESTS[name]}

    @property
    def masked_phone(self):
        return mask_phone(self.phone, is_tail_shown=self.has_code)

    @property
    def dialable_phone(self):
        return dialable(self.phone)

    @property
    def masked_email(self):
        return mask_email(self.email, is_start_shown=self.has_code)
