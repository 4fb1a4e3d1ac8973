"""What stands in the main menu of a site and beside its standing pages in the footer."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from regions.models.sites import ServiceTile, Site


class MenuItem(models.Model):
    """One entry, chosen as tiles are. A site without any in its main menu has the usual six."""

    class Place(models.TextChoices):
        MAIN = "main", "主菜单"
        FOOTER = "footer", "页脚“关于本站”"

    Target = ServiceTile.Target

    site = models.ForeignKey(Site, models.CASCADE, related_name="menu_items", verbose_name="站点")
    place = models.CharField("放在哪里", max_length=6, choices=Place, default=Place.MAIN)
    title = models.CharField("名称", max_length=10)
    target = models.CharField("通往", max_length=20, choices=ServiceTile.Target)
    target_key = models.CharField("别的网址", max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("显示", default=True)

    history = HistoricalRecords(verbose_name="菜单历史")

    class Meta:
        verbose_name = verbose_name_plural = "菜单"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "place", "title"], name="%(app_label)s_%(class)s_title_once"
            ),
            models.CheckConstraint(
                condition=Q(place__in=["main", "footer"]),
                name="%(app_label)s_%(class)s_known_place",
            ),
            models.CheckConstraint(
                condition=(Q(target__in=["column", "page", "address"]) & ~Q(target_key=""))
                | (~Q(target__in=["column", "page", "address"]) & Q(target_key="")),
                name="%(app_label)s_%(class)s_key_where_needed",
            ),
        ]

    def __str__(self):
        return f"{self.title}（{self.site_id}/{self.place}）"
