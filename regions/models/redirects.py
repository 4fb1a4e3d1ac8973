"""Addresses that an office types in: where a page of its old website is now."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from regions.models.sites import Site


class RedirectQuerySet(models.QuerySet):
    def leading_from(self, site, keys) -> str:
        """Where the site sends whoever asks for the first of these keys that it knows; else ""."""
        found = dict(self.filter(site=site, old_path__in=keys).values_list("old_path", "target"))
        return next((found[key] for key in keys if key in found), "")


class Redirect(models.Model):
    """An old address of one site, which leads to a page of that site.

    Both are paths below the site, so that a site that is renamed keeps them: /art/1.html?id=2.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="redirects", verbose_name="站点")
    old_path = models.CharField("旧网址", max_length=300)
    target = models.CharField("转到", max_length=300)
    note = models.CharField("备注", max_length=100, blank=True)

    objects = RedirectQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="转址历史")

    class Meta:
        verbose_name = verbose_name_plural = "转址"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "old_path"], name="%(app_label)s_%(class)s_once_a_site"
            ),
            models.CheckConstraint(
                condition=Q(old_path__startswith="/", target__startswith="/")
                & ~Q(old_path__startswith="//")
                & ~Q(target__startswith="//"),
                name="%(app_label)s_%(class)s_paths_of_the_site",
            ),
        ]

    def __str__(self):
        return f"{self.old_path}（{self.site_id}）"
