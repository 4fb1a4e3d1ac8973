"""What the visitor sent, word by word, and what they agreed to."""

from django.conf import settings
from django.db import models

from core.sealed_fields import SealedJSONField
from leads.models.leads import Lead


class Submission(models.Model):
    """The visitor's own words. Frozen: a trigger refuses every change but to seal them with another
    key; deletion is erasure only."""

    lead = models.OneToOneField(
        Lead, models.CASCADE, related_name="submission", verbose_name="线索"
    )
    token = models.CharField("表单标记", max_length=43, unique=True)
    payload = SealedJSONField("访客原文")
    ip = models.GenericIPAddressField("来源地址", null=True)
    user_agent_hash = models.CharField("浏览器摘要", max_length=64, blank=True)
    submitted_at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = verbose_name_plural = "访客提交"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(token=""), name="%(app_label)s_%(class)s_has_token"
            )
        ]

    def __str__(self):
        return f"提交 {self.pk}"


class Consent(models.Model):
    """That the visitor agreed, to which words, for what purpose and when.

    By a tick in the form; or told to an officer (`heard_by`), who read the words out.
    """

    class Purpose(models.TextChoices):
        REPLY = "reply", "答复咨询"

    class How(models.TextChoices):
        ORAL = "oral", "口头"
        WRITTEN = "written", "书面（登记表、名片、回函）"

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="consents", verbose_name="线索")
    purpose = models.CharField("目的", max_length=10, choices=Purpose)
    text_version = models.CharField("文本版本", max_length=20)
    text_hash = models.CharField("文本摘要", max_length=64)
    ip = models.GenericIPAddressField("来源地址", null=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="口头同意的记录人",
    )
    how = models.CharField(
        "怎样同意的",
        max_length=10,
        choices=How,
        blank=True,
        db_default="",
        help_text="空着的是在表单上勾选，或当场说给登记人听的。",
    )
    given_at = models.DateTimeField("同意时间")

    class Meta:
        verbose_name = verbose_name_plural = "同意记录"
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "purpose", "text_version", "text_hash"],
                name="%(app_label)s_%(class)s_once_a_text",
            ),
            models.CheckConstraint(
                condition=models.Q(how__in=["", "oral", "written"]),
                name="%(app_label)s_%(class)s_known_how",
            ),
        ]

    def __str__(self):
        return f"同意 {self.pk}：{self.get_purpose_display()}"
