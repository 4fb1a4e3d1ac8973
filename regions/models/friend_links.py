"""Links in the footer of a site, kept by hand."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from regions.models.sites import Site


class FriendLink(models.Model):
    """A hand-kept link in 友情链接, to another site of the network or to an address outside."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="friend_links", verbose_name="站点")
    to_site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="linked_from",
        verbose_name="指向本网站点",
    )
    name = models.CharField("名称", max_length=40)
    url = models.URLField("外部地址", blank=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("显示", default=True)

    history = HistoricalRecords(verbose_name="友情链接历史")

    class Meta:
        verbose_name = verbose_name_plural = "友情链接"
        constraints = [
            models.CheckConstraint(
                condition=(Q(to_site__isnull=False) & Q(url=""))
                | (Q(to_site__isnull=True) & ~Q(url="")),
                name="%(app_label)s_%(class)s_one_target",
                violation_error_message="请在“本网站点”与“外部地址”中填且只填一个。",
            )
        ]

    def __str__(self):
        return f"{self.name}（{self.site_id}）"
