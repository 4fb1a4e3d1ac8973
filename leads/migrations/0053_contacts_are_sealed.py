"""Names, numbers and addresses have room to be sealed, and digests by which they are found.

Rows stay as they are: the worker seals them after the restart (ADR 78).
"""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import core.sealed_fields


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0052_words_are_sealed"),
        ("parks", "0032_supplies_have_a_voltage"),
        ("policies", "0007_states_are_checked"),
        ("regions", "0017_reply_times"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="mail_key",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="带密钥，看不出地址。",
                max_length=64,
                verbose_name="邮箱的摘要",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="name_marks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                help_text="称呼里每一段字的带密钥摘要，供工作人员查找，看不出称呼。",
                verbose_name="称呼的摘要",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="contact_name",
            field=core.sealed_fields.SealedLookupCharField(
                blank=True, max_length=40, verbose_name="称呼"
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="email",
            field=core.sealed_fields.SealedLookupEmailField(
                blank=True, max_length=254, verbose_name="邮箱"
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="name_sound",
            field=core.sealed_fields.SealedLookupCharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="不带声调的拼音。",
                max_length=80,
                verbose_name="称呼的读音",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="phone",
            field=core.sealed_fields.SealedLookupCharField(
                blank=True, max_length=20, verbose_name="电话"
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="search_text",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="单位的统一写法。",
                verbose_name="查找用的写法",
            ),
        ),
        migrations.AlterField(
            model_name="outbox",
            name="recipient",
            field=core.sealed_fields.SealedLookupEmailField(
                blank=True, max_length=254, verbose_name="收件人"
            ),
        ),
        migrations.AlterField(
            model_name="party",
            name="name",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=80, verbose_name="名称"
            ),
        ),
        migrations.AlterField(
            model_name="partyidentifier",
            name="value",
            field=core.sealed_fields.SealedLookupCharField(max_length=254, verbose_name="统一写法"),
        ),
        migrations.AlterField(
            model_name="partymerge",
            name="name_set",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=80, verbose_name="合并时选定的名称"
            ),
        ),
        migrations.AlterField(
            model_name="partymerge",
            name="name_was",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=80, verbose_name="留下的档案原来的名称"
            ),
        ),
    ]
