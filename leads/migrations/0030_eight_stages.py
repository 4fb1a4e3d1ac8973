"""Eight stages; whatever ended keeps the stage it was in, whatever was lost has a reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from leads.default_stages import ensure_lost_reasons
from leads.models.stages import ROWS_OF_OLD

# The last stage before the end, by the log.
ENDED_IN = """
    UPDATE leads_lead SET ended_in = told.from_stage FROM (
        SELECT DISTINCT ON (lead_id) lead_id, from_stage FROM leads_stagechange
        WHERE to_stage IN ('closed', 'lost') AND from_stage NOT IN ('closed', 'lost')
        ORDER BY lead_id, changed_at DESC, id DESC
    ) told
    WHERE told.lead_id = leads_lead.id AND leads_lead.stage IN ('closed', 'lost')
"""


def map_rows(apps, schema_editor):
    LostReason = apps.get_model("leads", "LostReason")
    ensure_lost_reasons(LostReason)
    Lead = apps.get_model("leads", "Lead")
    lost = Lead.objects.filter(stage="lost")
    if lost.exists():
        reason, _ = LostReason.objects.get_or_create(
            name=ROWS_OF_OLD, defaults={"is_active": False, "position": 99}
        )
        lost.update(lost_reason=reason)
        StageChange = apps.get_model("leads", "StageChange")
        StageChange.objects.filter(to_stage="lost").update(lost_reason=reason)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ENDED_IN)
        # What follows changes the tables; checks that wait for the end would forbid it.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0029_office_hours"),
        ("parks", "0019_facts_name_their_source"),
        ("policies", "0005_parts_and_what_waits"),
        ("regions", "0006_tiles_lead_anywhere"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LostReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="原因")),
                (
                    "is_invalid",
                    models.BooleanField(
                        default=False,
                        help_text="如打错电话、重复登记：不是没谈成，不计入未成的统计。",
                        verbose_name="算作无效",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
            ],
            options={
                "verbose_name": "未成原因",
                "verbose_name_plural": "未成原因",
            },
        ),
        migrations.CreateModel(
            name="StageGate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("assessing", "研判"),
                            ("in_talks", "洽谈"),
                            ("visiting", "考察"),
                            ("signed", "签约"),
                            ("building", "开工"),
                            ("producing", "投产"),
                            ("performing", "达效"),
                        ],
                        max_length=10,
                        verbose_name="进入阶段",
                    ),
                ),
                (
                    "requirement",
                    models.CharField(
                        choices=[
                            ("owner", "有人负责"),
                            ("answered", "已答复过访客"),
                            ("company", "知道是哪个单位"),
                            ("needs", "知道需要多大面积，或看中哪一处"),
                            ("next_step", "安排了下一步"),
                            ("visit", "踏勘、见面有记录"),
                            ("agreement", "有协议编号"),
                        ],
                        max_length=10,
                        verbose_name="必须先有",
                    ),
                ),
            ],
            options={
                "verbose_name": "阶段门槛",
                "verbose_name_plural": "阶段门槛",
            },
        ),
        migrations.RemoveConstraint(
            model_name="lead",
            name="leads_lead_known_stage",
        ),
        migrations.RemoveConstraint(
            model_name="lead",
            name="leads_lead_erased_holds_no_contact",
        ),
        migrations.AddField(
            model_name="lead",
            name="agreement_number",
            field=models.CharField(blank=True, max_length=60, verbose_name="协议编号"),
        ),
        migrations.AddField(
            model_name="lead",
            name="ended_in",
            field=models.CharField(
                blank=True,
                choices=[
                    ("new", "新线索"),
                    ("contacted", "已联系"),
                    ("answered", "已答复"),
                    ("assessing", "研判"),
                    ("in_talks", "洽谈"),
                    ("visiting", "考察"),
                    ("signed", "签约"),
                    ("building", "开工"),
                    ("producing", "投产"),
                    ("performing", "达效"),
                    ("closed", "已办结"),
                    ("lost", "未成"),
                ],
                max_length=10,
                verbose_name="结束前的阶段",
            ),
        ),
        migrations.AddField(
            model_name="stagechange",
            name="is_forced",
            field=models.BooleanField(default=False, verbose_name="跳过门槛"),
        ),
        migrations.AlterField(
            model_name="lead",
            name="stage",
            field=models.CharField(
                choices=[
                    ("new", "新线索"),
                    ("contacted", "已联系"),
                    ("answered", "已答复"),
                    ("assessing", "研判"),
                    ("in_talks", "洽谈"),
                    ("visiting", "考察"),
                    ("signed", "签约"),
                    ("building", "开工"),
                    ("producing", "投产"),
                    ("performing", "达效"),
                    ("closed", "已办结"),
                    ("lost", "未成"),
                ],
                default="new",
                max_length=10,
                verbose_name="阶段",
            ),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="from_stage",
            field=models.CharField(
                choices=[
                    ("new", "新线索"),
                    ("contacted", "已联系"),
                    ("answered", "已答复"),
                    ("assessing", "研判"),
                    ("in_talks", "洽谈"),
                    ("visiting", "考察"),
                    ("signed", "签约"),
                    ("building", "开工"),
                    ("producing", "投产"),
                    ("performing", "达效"),
                    ("closed", "已办结"),
                    ("lost", "未成"),
                ],
                max_length=10,
                verbose_name="原阶段",
            ),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="to_stage",
            field=models.CharField(
                choices=[
                    ("new", "新线索"),
                    ("contacted", "已联系"),
                    ("answered", "已答复"),
                    ("assessing", "研判"),
                    ("in_talks", "洽谈"),
                    ("visiting", "考察"),
                    ("signed", "签约"),
                    ("building", "开工"),
                    ("producing", "投产"),
                    ("performing", "达效"),
                    ("closed", "已办结"),
                    ("lost", "未成"),
                ],
                max_length=10,
                verbose_name="新阶段",
            ),
        ),
        migrations.AddConstraint(
            model_name="lostreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="leads_lostreason_says_something",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="lost_reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.lostreason",
                verbose_name="原因",
            ),
        ),
        migrations.AddField(
            model_name="stagechange",
            name="lost_reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="leads.lostreason",
                verbose_name="未成原因",
            ),
        ),
        migrations.RunPython(map_rows, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(
                        ("channel_note", ""),
                        ("company", ""),
                        ("contact_name", ""),
                        ("email", ""),
                        ("name_sound", ""),
                        ("phone", ""),
                        ("agreement_number", ""),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_erased_holds_no_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "new",
                            "contacted",
                            "answered",
                            "assessing",
                            "in_talks",
                            "visiting",
                            "signed",
                            "building",
                            "producing",
                            "performing",
                            "closed",
                            "lost",
                        ],
                    )
                ),
                name="leads_lead_known_stage",
            ),
        ),
        migrations.RemoveConstraint(model_name="lead", name="leads_lead_closed_at_with_stage"),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("stage", "closed")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("lost_reason__isnull", False),
                        ("stage", "lost"),
                    ),
                    models.Q(
                        models.Q(("stage__in", ["closed", "lost"]), _negated=True),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_closed_at_with_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_in", ""),
                    models.Q(
                        ("stage__in", ["closed", "lost"]),
                        models.Q(("ended_in__in", ["closed", "lost"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_ended_in_with_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagegate",
            constraint=models.UniqueConstraint(
                fields=("stage", "requirement"), name="leads_stagegate_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stagegate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "assessing",
                            "in_talks",
                            "visiting",
                            "signed",
                            "building",
                            "producing",
                            "performing",
                        ],
                    )
                ),
                name="leads_stagegate_known_stage",
            ),
        ),
    ]
