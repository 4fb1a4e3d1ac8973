"""Group chats of the office that hear of what came in, by an incoming webhook."""

from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q

from accounts.encryption import seal, unseal
from leads.models.leads import Lead
from leads.models.owed import Owed, OwedQuerySet, lease
from regions.models import Site


class NoticeChannelQuerySet(models.QuerySet):
    def listening(self, site):
        return self.filter(site=site, is_active=True)


class NoticeChannel(models.Model):
    """One address that a message is posted to. It is a secret, like the key that signs: both are
    stored sealed, and the desk shows the host alone."""

    class Shape(models.TextChoices):
        WECOM = "wecom", "企业微信群机器人"
        DINGTALK = "dingtalk", "钉钉群机器人"
        FEISHU = "feishu", "飞书群机器人"
        GENERIC = "generic", "自己的系统（JSON）"

    site = models.ForeignKey(
        Site, models.CASCADE, related_name="notice_channels", verbose_name="站点"
    )
    name = models.CharField("名称", max_length=40, help_text="如：招商一科工作群。")
    shape = models.CharField("种类", max_length=10, choices=Shape)
    host = models.CharField("主机", max_length=253, editable=False)
    sealed_address = models.TextField("地址（加密）", editable=False)
    sealed_key = models.TextField("签名密钥（加密）", blank=True, editable=False)
    is_active = models.BooleanField("启用", default=True)

    objects = NoticeChannelQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知渠道"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="%(app_label)s_%(class)s_named_once",
                violation_error_message="这个站点已经有同名的通知渠道。",
            ),
            models.CheckConstraint(
                condition=Q(shape__in=["wecom", "dingtalk", "feishu", "generic"]),
                name="%(app_label)s_%(class)s_known_shape",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.get_shape_display()}）"

    @property
    def address(self) -> str:
        """Raises Unreadable where the key of the installation is gone."""
        return unseal(self.sealed_address, owner=self.site_id).decode()

    @address.setter
    def address(self, address: str):
        self.host = urlsplit(address).hostname or ""
        self.sealed_address = seal(address.encode(), owner=self.site_id)

    @property
    def key(self) -> str:
        return unseal(self.sealed_key, owner=self.site_id).decode() if self.sealed_key else ""

    @key.setter
    def key(self, key: str):
        self.sealed_key = seal(key.encode(), owner=self.site_id) if key else ""


class ChannelNoticeQuerySet(OwedQuerySet):
    def fellows_of(self, notice, now):
        """What one message tells with this one; not what another worker is sending."""
        is_sending = Q(claimed_until__range=(now, now + 2 * lease()))
        return self.unsent().filter(channel=notice.channel_id).exclude(is_sending)

    def held_as(self, notices, claimed_until):
        return self.unsent().filter(
            pk__in=[notice.pk for notice in notices], claimed_until=claimed_until
        )


class ChannelNotice(Owed):
    """One event for one channel; all of a channel that are due are told in one message."""

    class Kind(models.TextChoices):
        NEW_LEAD = "new_lead", "新咨询"
        FOLLOW_UP = "follow_up", "追问"
        QUARANTINE = "quarantine", "隔离区新到"

    channel = models.ForeignKey(
        NoticeChannel, models.CASCADE, related_name="notices", verbose_name="渠道"
    )
    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="channel_notices", verbose_name="线索"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind)
    occasion = models.CharField("事由", max_length=43)

    objects = ChannelNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "渠道通知"
        constraints = [
            *Owed.Meta.constraints,
            models.UniqueConstraint(
                fields=["channel", "lead", "occasion"],
                name="%(app_label)s_%(class)s_once_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["new_lead", "follow_up", "quarantine"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="leads_channelnotice_unsent",
            )
        ]

    def __str__(self):
        return f"渠道通知 {self.pk}"
