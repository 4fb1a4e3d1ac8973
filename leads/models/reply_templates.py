"""常用回复: texts for answers that come again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from leads.models.topics import Topic
from regions.models import Region


class ReplyTemplateQuerySet(models.QuerySet):
    def for_lead(self, lead, user):
        """The own, and those that the chiefs of its region and of those above share."""
        region = lead.site.region
        shared = Q(is_shared=True, region__adcode__in=region.lineage())
        return self.filter(shared | Q(owner=user, is_shared=False))


class ReplyTemplate(models.Model):
    """A text with {称呼} and the like (leads.placeholders); shared, it serves its region and those
    below."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="reply_templates",
        verbose_name="谁写的",
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="reply_templates", verbose_name="地区"
    )
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reply_templates",
        verbose_name="咨询主题",
    )
    title = models.CharField("名称", max_length=40)
    body = models.TextField("内容")
    is_shared = models.BooleanField("给本地区的同事一起用", default=False)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用回复"
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body=""),
                name="%(app_label)s_%(class)s_says_something",
            )
        ]

    def __str__(self):
        return f"{self.title}（{self.pk}）"
