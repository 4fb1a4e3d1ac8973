"""Words of visitors and of officers have room to be sealed; a frozen form takes the sealing.

Rows stay as they are: the worker seals them after the restart (ADR 78).
"""

from django.db import migrations

import core.sealed_fields

FREEZE = """
CREATE OR REPLACE FUNCTION leads_submission_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('portal.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('portal.resealing', true) = 'on'
        AND jsonb_typeof(NEW.payload) = 'string' AND NEW.payload #>> '{}' LIKE 'sealed:%'
        AND to_jsonb(NEW) - 'payload' = to_jsonb(OLD) - 'payload'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'leads_submission is frozen' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""
THAW = """
CREATE OR REPLACE FUNCTION leads_submission_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('portal.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'leads_submission is frozen' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0051_what_was_sorted_out_is_found"),
    ]

    operations = [
        migrations.RunSQL(FREEZE, THAW),
        migrations.AlterField(
            model_name="call",
            name="body",
            field=core.sealed_fields.SealedTextField(blank=True, verbose_name="说了什么"),
        ),
        migrations.AlterField(
            model_name="followup",
            name="body",
            field=core.sealed_fields.SealedTextField(verbose_name="内部备注"),
        ),
        migrations.AlterField(
            model_name="lead",
            name="area_wanted",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=40, verbose_name="需要的面积"
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="channel_note",
            field=core.sealed_fields.SealedCharField(
                blank=True,
                db_default="",
                default="",
                help_text="哪场展会、哪个部门转办、谁介绍。",
                max_length=80,
                verbose_name="来源说明",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="message",
            field=core.sealed_fields.SealedTextField(blank=True, verbose_name="想了解什么"),
        ),
        migrations.AlterField(
            model_name="lead",
            name="timing_wanted",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=40, verbose_name="意向时间"
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="body",
            field=core.sealed_fields.SealedTextField(verbose_name="内容"),
        ),
        migrations.AlterField(
            model_name="nextstep",
            name="outcome",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=200, verbose_name="结果"
            ),
        ),
        migrations.AlterField(
            model_name="nextstep",
            name="what",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=120, verbose_name="说明"
            ),
        ),
        migrations.AlterField(
            model_name="pause",
            name="reason",
            field=core.sealed_fields.SealedCharField(max_length=200, verbose_name="为什么"),
        ),
        migrations.AlterField(
            model_name="promise",
            name="outcome",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=200, verbose_name="凭据或原因"
            ),
        ),
        migrations.AlterField(
            model_name="promise",
            name="words",
            field=core.sealed_fields.SealedCharField(max_length=200, verbose_name="原话"),
        ),
        migrations.AlterField(
            model_name="submission",
            name="payload",
            field=core.sealed_fields.SealedJSONField(verbose_name="访客原文"),
        ),
    ]
