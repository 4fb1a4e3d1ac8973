"""Texts to those who left a mobile phone alone."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0041_four_verdicts"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=60, verbose_name="最近一次错误"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="产生时间"
                    ),
                ),
                (
                    "next_attempt_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="下次发送"
                    ),
                ),
                (
                    "claimed_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="占用到"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                (
                    "given_up_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="放弃时间"),
                ),
                (
                    "occasion",
                    models.CharField(help_text="答复的标记。", max_length=43, verbose_name="事由"),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="标识"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "短信",
                "verbose_name_plural": "短信",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("given_up_at__isnull", True), ("sent_at__isnull", True)
                        ),
                        fields=["next_attempt_at"],
                        name="leads_textmessage_unsent",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            ("given_up_at__isnull", True),
                            _connector="OR",
                        ),
                        name="leads_textmessage_sent_or_given_up",
                    ),
                    models.UniqueConstraint(
                        fields=("lead", "occasion"), name="leads_textmessage_once_an_occasion"
                    ),
                ],
            },
        ),
    ]
