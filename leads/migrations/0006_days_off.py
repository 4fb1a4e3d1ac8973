"""Days off and working weekends that staff enter."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0005_quarantine_is_told"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_on", models.DateField(verbose_name="第一天")),
                (
                    "last_on",
                    models.DateField(
                        help_text="只有一天的，与第一天相同。", verbose_name="最后一天"
                    ),
                ),
                (
                    "is_working",
                    models.BooleanField(
                        default=False,
                        help_text="调休上班的周末请勾选；放假的不勾。",
                        verbose_name="上班",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="如：元旦、春节、春节调休。", max_length=40, verbose_name="名称"
                    ),
                ),
            ],
            options={
                "verbose_name": "放假调休",
                "verbose_name_plural": "放假调休",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_on__gte", models.F("first_on")),
                            (
                                "last_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("first_on"),
                                    "+",
                                    models.Value(datetime.timedelta(days=30)),
                                ),
                            ),
                        ),
                        name="leads_calendarperiod_in_order",
                        violation_error_message="最后一天不能早于第一天，也不能超过 31 天，请核对年份。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "first_on",
                                    "last_on",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="leads_calendarperiod_each_day_once",
                        violation_error_message="这几天里有的已经录入过，请改已有的那一行。",
                    ),
                ],
            },
        ),
    ]
