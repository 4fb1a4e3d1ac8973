"""Clocks of the office beside the first reply, their rules, and pauses."""

import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from leads.default_clocks import ensure_clock_rules


def make_rules(apps, schema_editor):
    ensure_clock_rules(apps.get_model("leads", "ClockRule"))


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0030_eight_stages"),
        ("regions", "0006_tiles_lead_anywhere"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="outbox",
            name="kind",
            field=models.CharField(
                choices=[
                    ("new_lead", "新咨询（致专员）"),
                    ("new_leads", "新咨询合并提醒（致专员）"),
                    ("follow_up", "追问（致专员）"),
                    ("follow_ups", "追问合并提醒（致专员）"),
                    ("quarantine", "隔离区新到（致专员）"),
                    ("assigned", "转给您（致专员）"),
                    ("handed", "移交给您（致专员）"),
                    ("idle", "将退回公海（致专员）"),
                    ("nobody", "没有人负责（致负责人）"),
                    ("late", "过了期限（致专员、负责人）"),
                    ("lates", "过了期限合并提醒（致专员、负责人）"),
                    ("unmasked", "频繁查看联系方式（致负责人）"),
                    ("receipt", "收到咨询（致访客）"),
                    ("answered", "已答复（致访客）"),
                ],
                max_length=10,
                verbose_name="种类",
            ),
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "首次答复（工作日，不超过站点承诺）"),
                            ("assess", "研判（工作日）"),
                            ("feedback", "反馈结论（工作日）"),
                            ("report", "进展汇报（每隔几天）"),
                        ],
                        max_length=10,
                        verbose_name="哪一种期限",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="天数")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="开始")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="期限")),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="完成")),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clocks",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理的钟",
                "verbose_name_plural": "办理的钟",
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False), ("stopped_at__isnull", True)),
                        fields=["due_at"],
                        name="leads_clock_running",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("lead", "kind"), name="leads_clock_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["assess", "feedback", "report"])),
                        name="leads_clock_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_at__isnull", True),
                                ("started_at__isnull", True),
                                ("stopped_at__isnull", True),
                            ),
                            models.Q(("due_at__isnull", False), ("started_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="leads_clock_due_once_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_at__isnull", True),
                                ("due_at__gte", models.F("started_at")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("stopped_at__isnull", True),
                                ("stopped_at__gte", models.F("started_at")),
                                _connector="OR",
                            ),
                        ),
                        name="leads_clock_times_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "首次答复（工作日，不超过站点承诺）"),
                            ("assess", "研判（工作日）"),
                            ("feedback", "反馈结论（工作日）"),
                            ("report", "进展汇报（每隔几天）"),
                        ],
                        max_length=10,
                        verbose_name="哪一种期限",
                    ),
                ),
                (
                    "days",
                    models.SmallIntegerField(
                        help_text="1 至 60。改了以后只对新收到的咨询有效。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="天数",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        help_text="不选就对所有站点有效，只有系统管理员可以。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clock_rules",
                        to="regions.site",
                        verbose_name="站点",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        help_text="不选就对所有主题有效。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clock_rules",
                        to="leads.topic",
                        verbose_name="咨询主题",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理期限",
                "verbose_name_plural": "办理期限",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "topic", "kind"),
                        name="leads_clockrule_once",
                        nulls_distinct=False,
                        violation_error_message="这个站点、主题已有这一种期限，请改已有的那一行。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 60)),
                        name="leads_clockrule_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["reply", "assess", "feedback", "report"])),
                        name="leads_clockrule_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="为什么")),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="开始"),
                ),
                ("resumes_at", models.DateTimeField(verbose_name="到什么时候")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="提前恢复")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="暂停人",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "暂停",
                "verbose_name_plural": "暂停",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="leads_pause_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resumes_at__gt", models.F("started_at")),
                            (
                                "resumes_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("started_at"),
                                    "+",
                                    models.Value(datetime.timedelta(days=92)),
                                ),
                            ),
                        ),
                        name="leads_pause_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="leads_pause_times_in_order",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_rules, migrations.RunPython.noop),
    ]
