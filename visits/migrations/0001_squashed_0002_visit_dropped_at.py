"""The tables of 0001 to 0002, made at once where none of them is there yet (ADR 67)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.squashed_migrations import CreateModels
from visits.default_refusals import ensure_refusal_reasons


def make_rows(apps, schema_editor):
    ensure_refusal_reasons(apps.get_model("visits", "RefusalReason"))


class Migration(migrations.Migration):
    replaces = [("visits", "0001_initial"), ("visits", "0002_visit_dropped_at")]

    initial = True

    dependencies = [
        ("leads", "0046_rooms_above_add_choices"),
        ("parks", "0022_columns_have_defaults"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="RefusalReason",
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
                        ("name", models.CharField(max_length=20, unique=True, verbose_name="原因")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
                    ],
                    options={
                        "verbose_name": "不合适的原因",
                        "verbose_name_plural": "不合适的原因",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="visits_refusalreason_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "等对方选时间"),
                                    ("declined", "时间都不行"),
                                    ("agreed", "已约好"),
                                    ("done", "已看过"),
                                    ("cancelled", "已取消"),
                                ],
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "starts_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="集合时间"),
                        ),
                        ("meeting_point", models.CharField(max_length=80, verbose_name="集合地点")),
                        ("guide", models.CharField(max_length=40, verbose_name="带队")),
                        (
                            "guests",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="来几人"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveSmallIntegerField(default=0, verbose_name="第几版"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="安排时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="安排人",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "dropped_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="约好过，又请对方重选的。",
                                null=True,
                                verbose_name="作废的集合时间",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "踏勘",
                        "verbose_name_plural": "踏勘",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "declined", "agreed"])),
                                fields=("lead",),
                                name="visits_visit_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("starts_at__isnull", True),
                                        ("state__in", ["asked", "declined"]),
                                    ),
                                    models.Q(
                                        ("starts_at__isnull", False),
                                        ("state__in", ["agreed", "done"]),
                                    ),
                                    ("state", "cancelled"),
                                    _connector="OR",
                                ),
                                name="visits_visit_time_with_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("meeting_point", ""), _negated=True),
                                    models.Q(("guide", ""), _negated=True),
                                ),
                                name="visits_visit_says_where_and_who",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("guests__isnull", True),
                                    ("guests__range", (1, 200)),
                                    _connector="OR",
                                ),
                                name="visits_visit_number_of_guests",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitEvent",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("offered", "请对方选踏勘时间"),
                                    ("agreed", "约好踏勘"),
                                    ("chosen", "选定踏勘时间"),
                                    ("declined", "踏勘时间都不行"),
                                    ("changed", "改了踏勘日程"),
                                    ("cancelled", "取消踏勘"),
                                    ("results", "踏勘结果"),
                                ],
                                max_length=10,
                                verbose_name="什么事",
                            ),
                        ),
                        ("words", models.TextField(blank=True, verbose_name="内容")),
                        (
                            "proof",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("code", "凭查询口令"),
                                    ("phone", "凭完整电话"),
                                    ("mail", "凭完整邮箱"),
                                    ("tail", "凭手机号后 4 位"),
                                    ("form", "凭同一张表单"),
                                ],
                                max_length=10,
                                verbose_name="访客凭什么",
                            ),
                        ),
                        (
                            "happened_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="visits.visit",
                                verbose_name="踏勘",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "踏勘的经过",
                        "verbose_name_plural": "踏勘的经过",
                        "indexes": [
                            models.Index(
                                fields=["visit", "happened_at"], name="visits_visitevent_story"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "offered",
                                            "agreed",
                                            "chosen",
                                            "declined",
                                            "changed",
                                            "cancelled",
                                            "results",
                                        ],
                                    )
                                ),
                                name="visits_visitevent_known_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitSlot",
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
                        ("starts_at", models.DateTimeField(verbose_name="集合时间")),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="slots",
                                to="visits.visit",
                                verbose_name="踏勘",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "踏勘的备选时间",
                        "verbose_name_plural": "踏勘的备选时间",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("visit", "starts_at"), name="visits_visitslot_offered_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitStop",
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
                        ("label", models.CharField(max_length=160, verbose_name="当时的名称")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                        (
                            "drive_minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="路上几分钟"
                            ),
                        ),
                        (
                            "stay_minutes",
                            models.PositiveSmallIntegerField(default=40, verbose_name="看几分钟"),
                        ),
                        (
                            "questions",
                            models.CharField(blank=True, max_length=200, verbose_name="要问清"),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("good", "满意"),
                                    ("backup", "备选"),
                                    ("unsuitable", "不合适"),
                                ],
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        (
                            "result_note",
                            models.CharField(blank=True, max_length=200, verbose_name="说明"),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="visit_stops",
                                to="parks.listing",
                                verbose_name="载体",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stops",
                                to="visits.visit",
                                verbose_name="踏勘",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "踏勘的地点",
                        "verbose_name_plural": "踏勘的地点",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("visit", "position"), name="visits_visitstop_position_once"
                            ),
                            models.UniqueConstraint(
                                fields=("visit", "listing"), name="visits_visitstop_listing_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result__in", ["", "good", "backup", "unsuitable"])
                                ),
                                name="visits_visitstop_known_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("drive_minutes__isnull", True),
                                    ("drive_minutes__lte", 600),
                                    _connector="OR",
                                ),
                                name="visits_visitstop_drive_of_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stay_minutes__range", (5, 480))),
                                name="visits_visitstop_stay_of_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Refusal",
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
                        ("refused_on", models.DateField(verbose_name="哪天")),
                        (
                            "settled_on",
                            models.DateField(blank=True, null=True, verbose_name="处理完"),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refusals",
                                to="parks.listing",
                                verbose_name="载体",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁处理的",
                            ),
                        ),
                        (
                            "reason",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusals",
                                to="visits.refusalreason",
                                verbose_name="原因",
                            ),
                        ),
                        (
                            "stop",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="refusals",
                                to="visits.visitstop",
                                verbose_name="踏勘的地点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "踏勘中的缺口",
                        "verbose_name_plural": "踏勘中的缺口",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_on__isnull", True)),
                                fields=["reason", "listing"],
                                name="visits_refusal_unsettled",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("stop", "reason"), name="visits_refusal_once_a_stop"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_by__isnull", True), ("settled_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("settled_by__isnull", False), ("settled_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="visits_refusal_settled_by_somebody",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(make_rows, migrations.RunPython.noop),
    ]
