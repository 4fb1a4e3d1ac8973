"""To whom enquiries go by rule, who is away, and what is given back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0023_files_of_those_before"),
        ("regions", "0006_tiles_lead_anywhere"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="idle_told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="将退回公海的提醒时间"),
        ),
        migrations.AddField(
            model_name="lead",
            name="nobody_told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="没人负责的提醒时间"),
        ),
        migrations.AddField(
            model_name="lead",
            name="pooled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="退回公海的时间"),
        ),
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
                    ("unmasked", "频繁查看联系方式（致负责人）"),
                    ("receipt", "收到咨询（致访客）"),
                    ("answered", "已答复（致访客）"),
                ],
                max_length=10,
                verbose_name="种类",
            ),
        ),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("least", "手上最少的先得"), ("turn", "轮流")],
                        default="least",
                        max_length=5,
                        verbose_name="怎样分派",
                    ),
                ),
                (
                    "idle_days",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="3 至 365 天，提前 2 天提醒负责人；空着就不自动退回。",
                        null=True,
                        verbose_name="几天没有动作退回公海",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routing_rules",
                        to="regions.site",
                        verbose_name="站点",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        help_text="空着就是其余所有主题。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routing_rules",
                        to="leads.topic",
                        verbose_name="咨询主题",
                    ),
                ),
            ],
            options={
                "verbose_name": "分派规则",
                "verbose_name_plural": "分派规则",
            },
        ),
        migrations.CreateModel(
            name="RoutingPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_fallback", models.BooleanField(default=False, verbose_name="兜底")),
                (
                    "given_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="上次分到的时间"),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routing_places",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="专员",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="leads.routingrule",
                        verbose_name="规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "分派名单",
                "verbose_name_plural": "分派名单",
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_on", models.DateField(verbose_name="第一天")),
                ("last_on", models.DateField(verbose_name="最后一天")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁不在",
                    ),
                ),
                (
                    "stand_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁代",
                    ),
                ),
            ],
            options={
                "verbose_name": "外出与代办",
                "verbose_name_plural": "外出与代办",
                "indexes": [models.Index(fields=["last_on"], name="leads_absence_last_on")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))),
                        name="leads_absence_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stand_in", None),
                            models.Q(("stand_in", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="leads_absence_by_another",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                fields=("site", "topic"),
                name="leads_routingrule_one_a_topic",
                violation_error_message="这个站点的这个主题已经有一条规则，请改那一条。",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("topic", None)),
                fields=("site",),
                name="leads_routingrule_one_of_the_rest",
                violation_error_message="这个站点的其余主题已经有一条规则，请改那一条。",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["least", "turn"])),
                name="leads_routingrule_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("idle_days", None), ("idle_days__range", (3, 365)), _connector="OR"
                ),
                name="leads_routingrule_idle_days",
                violation_error_message="请填 3 至 365 天，或者空着。",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingplace",
            constraint=models.UniqueConstraint(
                fields=("rule", "officer"), name="leads_routingplace_once_a_rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingplace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_fallback", True)),
                fields=("rule",),
                name="leads_routingplace_one_fallback",
            ),
        ),
    ]
