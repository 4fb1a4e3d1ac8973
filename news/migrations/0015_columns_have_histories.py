"""A history of columns, begun with what stands there."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

APP, NAMES = "news", ("Column",)
REASON = "开始留历史时的样子"


def note_what_stands(apps, schema_editor):
    """The first version of each row, so that its next one is told apart from it."""
    now = timezone.now()
    for name in NAMES:
        model, versions = apps.get_model(APP, name), apps.get_model(APP, f"Historical{name}")
        names = [field.attname for field in model._meta.concrete_fields]
        told = {"history_date": now, "history_type": "+", "history_change_reason": REASON}
        rows = model._base_manager.values(*names)
        versions._base_manager.bulk_create(versions(**row, **told) for row in rows)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0014_states_are_checked"),
        ("regions", "0014_rows_of_sites_have_histories"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalColumn",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("slug", models.SlugField(max_length=30, verbose_name="网址标识")),
                ("description", models.CharField(max_length=160, verbose_name="栏目描述")),
                (
                    "keywords",
                    models.CharField(
                        help_text="用英文逗号分开。", max_length=80, verbose_name="栏目关键词"
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("概况信息", "概况信息"),
                            ("工作动态", "工作动态"),
                            ("政策文件", "政策文件"),
                            ("政策解读", "政策解读"),
                            ("办事服务", "办事服务"),
                            ("数据发布", "数据发布"),
                        ],
                        default="工作动态",
                        max_length=10,
                        verbose_name="栏目类别",
                    ),
                ),
                ("is_guide", models.BooleanField(default=False, verbose_name="投资指南栏目")),
                (
                    "max_age_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="动态类 14 天，公告政策类 180 天；不限则留空。",
                        null=True,
                        verbose_name="更新期限（天）",
                    ),
                ),
                (
                    "review_steps",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "一审：一人通过即公开"),
                            (2, "二审：初审、终审"),
                            (3, "三审：初审、复审、终审"),
                        ],
                        db_default=1,
                        default=1,
                        help_text="文章公开前要几个不同的人签字。",
                        verbose_name="几审",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("is_active", models.BooleanField(default=True, verbose_name="显示")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="news.column",
                        verbose_name="上级栏目",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="regions.site",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "栏目历史",
                "verbose_name_plural": "historical 栏目",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(note_what_stands, migrations.RunPython.noop),
    ]
