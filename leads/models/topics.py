"""What an enquiry may be about; editors keep the list."""

from django.db import models

from regions.models import FormerAddress


class TopicQuerySet(models.QuerySet):
    def active(self):
        """Topics offered to visitors, in the order the office wants."""
        return self.filter(is_active=True).order_by("position", "pk")

    def present_slug(self, slug) -> str:
        """The slug of the topic that a link names, also by a former slug; else what it names."""
        slug = slug.replace("\0", "")  # PostgreSQL takes none, and a link may hold anything
        if not slug or self.filter(slug=slug).exists():
            return slug
        owner = FormerAddress.objects.owner_of(self.model, slug)
        return self.filter(pk=owner).values_list("slug", flat=True).first() or slug


class Topic(models.Model):
    """One of the consultation topics; its slug is part of links all over the site."""

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField(
        "标识",
        max_length=20,
        unique=True,
        help_text="出现在网址里；改了以后，旧网址自动转到新网址。",
    )
    hint = models.CharField(
        "填写提示", max_length=120, blank=True, help_text="显示在“想了解什么”下面。"
    )
    routing_email = models.EmailField(
        "备用收件邮箱",
        blank=True,
        help_text="站点没有带邮箱的招商专员时，新咨询提醒发到这里。",
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "咨询主题"

    def __str__(self):
        return self.name
