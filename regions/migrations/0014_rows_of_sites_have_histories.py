"""Histories of what hangs on a site, each begun with what stands there."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

APP, NAMES = "regions", ("MenuItem", "ServiceTile", "FriendLink", "Redirect")
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
        ("regions", "0013_footer_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalFriendLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("url", models.URLField(blank=True, verbose_name="外部地址")),
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
                (
                    "to_site",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="regions.site",
                        verbose_name="指向本网站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "友情链接历史",
                "verbose_name_plural": "historical 友情链接",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMenuItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[("main", "主菜单"), ("footer", "页脚“关于本站”")],
                        default="main",
                        max_length=6,
                        verbose_name="放在哪里",
                    ),
                ),
                ("title", models.CharField(max_length=10, verbose_name="名称")),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("land", "土地列表"),
                            ("factories", "厂房仓库列表"),
                            ("offices", "写字楼列表"),
                            ("enterprise", "企业政策"),
                            ("funding", "资金扶持"),
                            ("talent", "人才政策"),
                            ("listings", "全部土地与空间"),
                            ("warehouses", "仓库列表"),
                            ("map", "地图找地"),
                            ("parks", "园区列表"),
                            ("policies", "全部政策"),
                            ("news", "动态"),
                            ("guide", "投资指南"),
                            ("fit", "五个问题找空间"),
                            ("column", "一个栏目"),
                            ("page", "一个固定页面"),
                            ("address", "别的网址"),
                        ],
                        max_length=20,
                        verbose_name="通往",
                    ),
                ),
                (
                    "target_key",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="别的网址"
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
                "verbose_name": "菜单历史",
                "verbose_name_plural": "historical 菜单",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRedirect",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("old_path", models.CharField(max_length=300, verbose_name="旧网址")),
                ("target", models.CharField(max_length=300, verbose_name="转到")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="备注")),
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
                "verbose_name": "转址历史",
                "verbose_name_plural": "historical 转址",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalServiceTile",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=20, verbose_name="标题")),
                ("summary", models.CharField(max_length=60, verbose_name="一句话说明")),
                ("icon", models.CharField(default="land", max_length=20, verbose_name="图标")),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("land", "土地列表"),
                            ("factories", "厂房仓库列表"),
                            ("offices", "写字楼列表"),
                            ("enterprise", "企业政策"),
                            ("funding", "资金扶持"),
                            ("talent", "人才政策"),
                            ("listings", "全部土地与空间"),
                            ("warehouses", "仓库列表"),
                            ("map", "地图找地"),
                            ("parks", "园区列表"),
                            ("policies", "全部政策"),
                            ("news", "动态"),
                            ("guide", "投资指南"),
                            ("fit", "五个问题找空间"),
                            ("column", "一个栏目"),
                            ("page", "一个固定页面"),
                            ("address", "别的网址"),
                        ],
                        max_length=20,
                        verbose_name="通往",
                    ),
                ),
                (
                    "target_key",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="别的网址",
                    ),
                ),
                (
                    "topic_slug",
                    models.SlugField(
                        default="other",
                        help_text="“立即咨询”预选的主题。",
                        max_length=20,
                        verbose_name="咨询主题标识",
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
                "verbose_name": "投资入口历史",
                "verbose_name_plural": "historical 投资入口",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(note_what_stands, migrations.RunPython.noop),
    ]
