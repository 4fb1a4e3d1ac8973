"""What was thought of an enquiry when it came in, and what the office said of its words.

Nothing here reads the table: 0047 makes the indexes and looks through what is stored.
"""

import django.contrib.postgres.fields
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0040_promises_are_told"),
        ("parks", "0020_changes_wait"),
        ("policies", "0005_parts_and_what_waits"),
        ("regions", "0007_logos_of_sites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="fingerprint",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="带密钥，看不出原话；同样的话再来时认得出。",
                max_length=64,
                verbose_name="内容的摘要",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="flags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                default=list,
                verbose_name="可疑之处",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="is_taught_spam",
            field=models.BooleanField(
                blank=True, editable=False, null=True, verbose_name="工作人员判为垃圾信息"
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="taught_marks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64),
                blank=True,
                default=list,
                editable=False,
                verbose_name="判过的内容的摘要",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("accepted", "收下"),
                    ("flagged", "收下，标为可疑"),
                    ("quarantine", "先隔离，等人看"),
                    ("machine", "机器提交，不收"),
                ],
                default="accepted",
                max_length=10,
                verbose_name="收到时的判断",
            ),
        ),
        AddConstraintNotValid(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["accepted", "quarantine", "machine"]),
                    models.Q(("verdict", "flagged"), models.Q(("flags", []), _negated=True)),
                    _connector="OR",
                ),
                name="leads_lead_flagged_for_a_reason",
            ),
        ),
    ]
