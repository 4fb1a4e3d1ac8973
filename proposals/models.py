"""选址方案: what an investor hands to his board, behind a link of its own."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from leads.models import Lead
from proposals.links import digest_of, new_salt, number_of, token_of

STAFF = settings.AUTH_USER_MODEL


class ProposalQuerySet(models.QuerySet):
    def live(self, today):
        """Whose link still opens."""
        return self.filter(stopped_at__isnull=True, expires_on__gte=today)

    def behind(self, site, token):
        """The one that a link leads to, live or not; None of nothing."""
        rows = self.filter(lead__site=site, link_digest=digest_of(token))
        return rows.select_related("lead").first()

    def told_with(self, leads):
        """Leads with their proposals as `proposals_told`, in the order of time."""
        people = {name: f"by__{name}" for name in ("username", "first_name", "last_name")}
        names = ("pk", "title", "created_at", "stopped_at", "expires_on")
        told = JSONObject(**{name: name for name in names}, **people)
        rows = self.filter(lead=OuterRef("pk")).order_by("created_at", "pk")
        return leads.annotate(proposals_told=ArraySubquery(rows.values(told=told)))


class Proposal(models.Model):
    """One paper as it was sent: `sent` holds its figures, so that what has changed can be shown.

    Nothing of a person is in it. The link is kept as its digest; whoever has shown a right to the
    enquiry gets it anew from `salt` and the key of this installation (proposals.links).
    """

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="proposals", verbose_name="线索")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name="编制人")
    number = models.CharField("方案号", max_length=9, unique=True, default=number_of)
    title = models.CharField("标题", max_length=60)
    sentence = models.CharField("一句话", max_length=300)
    steps = models.JSONField("接下来", default=list)
    sent = models.JSONField("发出时的数字")
    salt = models.CharField("链接的盐", max_length=43, default=new_salt)
    link_digest = models.CharField("链接的摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("发出时间", default=timezone.now)
    expires_on = models.DateField("有效至")
    stopped_at = models.DateTimeField("停用时间", null=True, blank=True)
    stopped_by = models.ForeignKey(
        STAFF,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="停用人",
        help_text="空着的是访客自己停用的。",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选址方案"
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(sentence=""),
                name="%(app_label)s_%(class)s_says_something",
            ),
            models.CheckConstraint(
                condition=Q(link_digest__regex=r"^[0-9a-f]{64}$"),
                name="%(app_label)s_%(class)s_link_is_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True)
                | Q(stopped_at__gte=F("created_at")),
                name="%(app_label)s_%(class)s_times_in_order",
            ),
        ]

    def __str__(self):
        return f"选址方案 {self.pk}"

    def save(self, **kwargs):
        self.link_digest = self.link_digest or digest_of(token_of(self.salt))
        super().save(**kwargs)

    def is_live(self, today):
        return self.stopped_at is None and self.expires_on >= today
