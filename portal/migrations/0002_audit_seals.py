"""Records of who did what are only ever added to, and sealed."""

import django.db.models.functions.datetime
from django.db import migrations, models

# Who did what, and every earlier state of what is edited.
TABLES = (
    *("django_admin_log", "leads_contactview", "leads_phonesearch", "leads_stagechange"),
    *("leads_ownerchange", "parks_exportlog", "portal_auditseal", "regions_historicalmembership"),
    *("regions_historicalsite", "news_historicalarticle", "news_historicalsitepage"),
    *("parks_historicalpark", "parks_historicallisting", "policies_historicalpolicy"),
)
FUNCTION = """
CREATE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001';
END $$;
"""
TRIGGERS = """
CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE ON {0}
FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
CREATE TRIGGER {0}_never_emptied BEFORE TRUNCATE ON {0}
FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();
"""
UNDO = "DROP TRIGGER {0}_append_only ON {0}; DROP TRIGGER {0}_never_emptied ON {0};"


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("leads", "0012_accounts_stay"),
        ("news", "0002_former_addresses"),
        ("parks", "0006_accounts_stay"),
        ("policies", "0002_former_addresses"),
        ("regions", "0003_renamed_addresses_lead_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "number",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="序号"),
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
        migrations.RunSQL(FUNCTION, "DROP FUNCTION portal_refuse_change()"),
        *(migrations.RunSQL(TRIGGERS.format(name), UNDO.format(name)) for name in TABLES),
    ]
