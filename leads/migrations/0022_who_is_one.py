"""Companies and persons: who is one, and the merging of two files."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0021_owners_are_told"),
        ("regions", "0006_tiles_lead_anywhere"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="credit_code",
            field=models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
        ),
        migrations.CreateModel(
            name="Party",
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
                        choices=[("company", "单位"), ("person", "个人")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="名称")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="建档时间"
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged_parties",
                        to="leads.party",
                        verbose_name="并入的档案",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="regions.site",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案",
                "verbose_name_plural": "档案",
            },
        ),
        migrations.AddField(
            model_name="lead",
            name="company_party",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="company_leads",
                to="leads.party",
                verbose_name="单位档案",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="person_party",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="person_leads",
                to="leads.party",
                verbose_name="个人档案",
            ),
        ),
        migrations.CreateModel(
            name="PartyIdentifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("phone", "电话"),
                            ("mail", "邮箱"),
                            ("code", "统一社会信用代码"),
                            ("name", "单位名称"),
                        ],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("value", models.CharField(max_length=254, verbose_name="统一写法")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="leads.party",
                        verbose_name="档案",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.site",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案的识别信息",
                "verbose_name_plural": "档案的识别信息",
            },
        ),
        migrations.CreateModel(
            name="PartyMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "moved",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), verbose_name="随之并入的档案"
                    ),
                ),
                (
                    "name_was",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="留下的档案原来的名称"
                    ),
                ),
                (
                    "name_set",
                    models.CharField(blank=True, max_length=80, verbose_name="合并时选定的名称"),
                ),
                (
                    "merged_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="合并时间"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="leads.party",
                        verbose_name="并进来的档案",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="合并人",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="leads.party",
                        verbose_name="留下的档案",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销人",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案的合并",
                "verbose_name_plural": "档案的合并",
            },
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["company", "person"])),
                name="leads_party_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("root__isnull", True),
                    models.Q(("root", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="leads_party_root_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyidentifier",
            constraint=models.UniqueConstraint(
                fields=("site", "scheme", "value"), name="leads_partyidentifier_of_one_party"
            ),
        ),
        migrations.AddConstraint(
            model_name="partyidentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", ""), _negated=True),
                name="leads_partyidentifier_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="partymerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("absorbed")), _negated=True),
                name="leads_partymerge_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="partymerge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="leads_partymerge_undone_by_somebody",
            ),
        ),
    ]
