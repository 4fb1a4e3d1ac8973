"""Enquiries that officers write down, and what is to happen next with each."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from leads.name_sounds import name_sound


def let_names_sound(apps, schema_editor):
    Lead = apps.get_model("leads", "Lead")
    leads = Lead.objects.exclude(contact_name="").only("contact_name")
    for lead in leads.iterator(chunk_size=1000):
        if sound := name_sound(lead.contact_name):
            Lead.objects.filter(pk=lead.pk).update(name_sound=sound)


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0018_inbox_by_what_is_due"),
        ("parks", "0015_what_to_verify_at_size"),
        ("policies", "0005_parts_and_what_waits"),
        ("regions", "0004_auditors_stand_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NextStep",
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
                            ("call", "打电话"),
                            ("visit", "踏勘、见面"),
                            ("papers", "送材料、报方案"),
                            ("ask", "找部门核实"),
                            ("wait", "等对方"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="做什么",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                ("due_on", models.DateField(verbose_name="哪天")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="安排时间"
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                ("outcome", models.CharField(blank=True, max_length=200, verbose_name="结果")),
            ],
            options={
                "verbose_name": "下一步",
                "verbose_name_plural": "下一步",
            },
        ),
        migrations.AddField(
            model_name="consent",
            name="heard_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="口头同意的记录人",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="channel",
            field=models.CharField(
                choices=[
                    ("web", "网站表单"),
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
        migrations.AddField(
            model_name="lead",
            name="channel_note",
            field=models.CharField(
                blank=True,
                help_text="哪场展会、哪个部门转办、谁介绍。",
                max_length=80,
                verbose_name="来源说明",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="name_sound",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="不带声调的拼音。",
                max_length=80,
                verbose_name="称呼的读音",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("name_sound", ""), _negated=True),
                fields=["name_sound"],
                name="leads_lead_name_sound",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "web"), ("entered_by__isnull", True)),
                    models.Q(
                        ("channel__in", ["phone", "walk_in", "fair", "letter", "handed", "intro"]),
                        ("entered_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_entered_by_somebody",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="lead",
            name="leads_lead_erased_holds_no_contact",
        ),
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
                    ),
                    _connector="OR",
                ),
                name="leads_lead_erased_holds_no_contact",
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="安排人",
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="完成人",
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="lead",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="next_steps",
                to="leads.lead",
                verbose_name="线索",
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["due_on"],
                name="leads_nextstep_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at__isnull", True)),
                fields=("lead",),
                name="leads_nextstep_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("done_by__isnull", True), ("outcome", "")),
                    models.Q(("done_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="leads_nextstep_done_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["call", "visit", "papers", "ask", "wait", "other"])
                ),
                name="leads_nextstep_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "other"), _negated=True),
                    models.Q(("what", ""), _negated=True),
                    _connector="OR",
                ),
                name="leads_nextstep_other_is_said",
            ),
        ),
        migrations.RunPython(let_names_sound, migrations.RunPython.noop),
    ]
