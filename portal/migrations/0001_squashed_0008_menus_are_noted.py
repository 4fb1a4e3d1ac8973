"""The tables of 0001 to 0008, made at once where none of them is there yet (ADR 67)."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from core.squashed_migrations import CreateModels, statements_of

# Whose statements are run here as well.
STEPS = [
    import_module(f"{__package__}.{name}")
    for name in (
        "0002_audit_seals",
        "0003_changes_are_noted",
        "0004_moves_are_noted",
        "0008_menus_are_noted",
    )
]


class Migration(migrations.Migration):
    replaces = [
        ("portal", "0001_initial"),
        ("portal", "0002_audit_seals"),
        ("portal", "0003_changes_are_noted"),
        ("portal", "0004_moves_are_noted"),
        ("portal", "0005_desk_preferences"),
        ("portal", "0006_saved_views"),
        ("portal", "0007_site_in_focus"),
        ("portal", "0008_menus_are_noted"),
    ]

    initial = True

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("leads", "0013_contact_views_have_reasons"),
        ("news", "0005_moments"),
        ("parks", "0009_moments"),
        ("policies", "0004_moments"),
        ("publishing", "0005_moves_are_noted_twice"),
        ("regions", "0012_menus"),
        ("search", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Heartbeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="步骤")),
                        ("succeeded_at", models.DateTimeField(null=True, verbose_name="上次成功")),
                        ("failed_at", models.DateTimeField(null=True, verbose_name="上次出错")),
                        (
                            "error",
                            models.CharField(
                                blank=True,
                                help_text="类名，不含内容。",
                                max_length=60,
                                verbose_name="上次的错误",
                            ),
                        ),
                        (
                            "duration_ms",
                            models.PositiveIntegerField(default=0, verbose_name="用时（毫秒）"),
                        ),
                    ],
                    options={
                        "verbose_name": "后台任务的心跳",
                        "verbose_name_plural": "后台任务的心跳",
                    },
                ),
                migrations.CreateModel(
                    name="ClockMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("trusted_at", models.DateTimeField(verbose_name="时钟可信至")),
                    ],
                    options={
                        "verbose_name": "时钟标记",
                        "verbose_name_plural": "时钟标记",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="portal_clockmark_only_one"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditSeal",
                    fields=[
                        (
                            "number",
                            models.BigIntegerField(
                                primary_key=True, serialize=False, verbose_name="序号"
                            ),
                        ),
                        ("label", models.CharField(max_length=60, verbose_name="记录种类")),
                        ("row_id", models.BigIntegerField(verbose_name="记录编号")),
                        ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                        (
                            "sealed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                verbose_name="加封时间",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "记录封条",
                        "verbose_name_plural": "记录封条",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("label", "row_id"), name="portal_auditseal_once_a_row"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeskPreferences",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "density",
                            models.CharField(
                                blank=True,
                                choices=[("", "舒适（默认）"), ("tight", "紧凑，一屏多看几行")],
                                max_length=5,
                                verbose_name="行距",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "标准（默认）"),
                                    ("care", "大字版：字大四分之一，按钮更大"),
                                ],
                                max_length=4,
                                verbose_name="字号",
                            ),
                        ),
                        (
                            "theme",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "跟随系统（默认）"),
                                    ("light", "浅色"),
                                    ("dark", "深色"),
                                ],
                                max_length=5,
                                verbose_name="深浅",
                            ),
                        ),
                        (
                            "has_single_keys",
                            models.BooleanField(
                                default=True,
                                help_text="如按 / 跳转。用语音输入或容易误触时可以关掉；Ctrl+K 一直可用。",
                                verbose_name="单键快捷键",
                            ),
                        ),
                        (
                            "is_first_day_over",
                            models.BooleanField(default=False, verbose_name="不再显示“第一次用”"),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="desk_preferences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                help_text="列表、角标和开始页只算这个站点所在的地区；不填就是全部。",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="regions.site",
                                verbose_name="只看哪个站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作台偏好",
                        "verbose_name_plural": "工作台偏好",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("density__in", ["", "tight"]),
                                    ("mode__in", ["", "care"]),
                                    ("theme__in", ["", "light", "dark"]),
                                ),
                                name="portal_deskpreferences_known_values",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "list",
                            models.CharField(
                                help_text="如 news.article。", max_length=60, verbose_name="列表"
                            ),
                        ),
                        ("query", models.CharField(max_length=500, verbose_name="筛选条件")),
                        (
                            "name",
                            models.CharField(
                                help_text="如：洽谈中的厂房。不要写人名、电话。",
                                max_length=20,
                                verbose_name="视图名称",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="存下的时间"),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                help_text="这个地区（含下级）的同事都会在这个列表上看到它；各人仍然只看到自己有权看的内容。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to="regions.region",
                                verbose_name="共享给",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "保存的视图",
                        "verbose_name_plural": "保存的视图",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "list", "name"),
                                name="portal_savedview_name_once_a_list",
                                violation_error_message="您在这个列表上已经有一个同名的视图，换个名字。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("query", ""), _negated=True),
                                ),
                                name="portal_savedview_says_something",
                            ),
                        ],
                    },
                ),
            ],
        ),
        *statements_of(*STEPS),
    ]
