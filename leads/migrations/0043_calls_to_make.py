"""A visitor leaves a number: a source of its own, a clock in working hours, a step nobody planned.

Nothing here reads a table: 0047 looks through what is stored.
"""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0042_texts_to_visitors"),
        ("parks", "0020_changes_wait"),
        ("policies", "0005_parts_and_what_waits"),
        ("regions", "0007_logos_of_sites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="clock",
            name="leads_clock_known_kind",
        ),
        migrations.RemoveConstraint(
            model_name="clockrule",
            name="leads_clockrule_known_kind",
        ),
        migrations.RemoveConstraint(
            model_name="lead",
            name="leads_lead_entered_by_somebody",
        ),
        migrations.AlterField(
            model_name="clock",
            name="days",
            field=models.PositiveSmallIntegerField(verbose_name="多久"),
        ),
        migrations.AlterField(
            model_name="clock",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reply", "首次答复（工作日，不超过站点承诺）"),
                    ("assess", "研判（工作日）"),
                    ("feedback", "反馈结论（工作日）"),
                    ("report", "进展汇报（每隔几天）"),
                    ("call_back", "回拨（工作小时）"),
                ],
                max_length=10,
                verbose_name="哪一种期限",
            ),
        ),
        migrations.AlterField(
            model_name="clockrule",
            name="days",
            field=models.SmallIntegerField(
                help_text="1 至 60，回拨按小时，其他按天。改了以后只对新收到的咨询有效。",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="多久",
            ),
        ),
        migrations.AlterField(
            model_name="clockrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reply", "首次答复（工作日，不超过站点承诺）"),
                    ("assess", "研判（工作日）"),
                    ("feedback", "反馈结论（工作日）"),
                    ("report", "进展汇报（每隔几天）"),
                    ("call_back", "回拨（工作小时）"),
                ],
                max_length=10,
                verbose_name="哪一种期限",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="channel",
            field=models.CharField(
                choices=[
                    ("web", "网站表单"),
                    ("call_back", "留电话回拨"),
                    ("phone", "电话"),
                    ("walk_in", "来访"),
                    ("fair", "展会、推介会"),
                    ("letter", "来信来函"),
                    ("handed", "上级转办"),
                    ("intro", "引荐人介绍"),
                ],
                default="web",
                max_length=10,
                verbose_name="来源",
            ),
        ),
        migrations.AlterField(
            model_name="nextstep",
            name="by",
            field=models.ForeignKey(
                blank=True,
                help_text="空着的是访客要求的回拨。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="安排人",
            ),
        ),
        AddConstraintNotValid(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["assess", "feedback", "report", "call_back"])),
                name="leads_clock_known_kind",
            ),
        ),
        AddConstraintNotValid(
            model_name="clockrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["reply", "assess", "feedback", "report", "call_back"])
                ),
                name="leads_clockrule_known_kind",
            ),
        ),
        AddConstraintNotValid(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel__in", ["web", "call_back"]), ("entered_by__isnull", True)),
                    models.Q(
                        ("channel__in", ["phone", "walk_in", "fair", "letter", "handed", "intro"]),
                        ("entered_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_entered_by_somebody",
            ),
        ),
    ]
