"""Processes of an older release, running until they are restarted, say nothing of these columns."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0044_consent_on_lists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contactview",
            name="has_reason",
            field=models.BooleanField(db_default=False, default=False, verbose_name="写了理由"),
        ),
        migrations.AlterField(
            model_name="lead",
            name="agreement_number",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60, verbose_name="协议编号"
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
                db_default="web",
                default="web",
                max_length=10,
                verbose_name="来源",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="channel_note",
            field=models.CharField(
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
            name="credit_code",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=18,
                verbose_name="统一社会信用代码",
            ),
        ),
        migrations.AlterField(
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
                db_default="",
                default="",
                max_length=10,
                verbose_name="结束前的阶段",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="fingerprint",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="带密钥，看不出原话；同样的话再来时认得出。",
                max_length=64,
                verbose_name="内容的摘要",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="flags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                db_default=[],
                default=list,
                verbose_name="可疑之处",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="has_code",
            field=models.BooleanField(
                db_default=False,
                default=True,
                help_text="没有口令的旧回执凭手机号后 4 位查询，所以后台不显示后 4 位。",
                verbose_name="回执上有口令",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="name_sound",
            field=models.CharField(
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
            name="phone_key",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="带密钥，看不出号码。",
                max_length=64,
                verbose_name="电话的摘要",
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
                help_text="称呼和单位的统一写法。",
                verbose_name="查找用的写法",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="taught_marks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                verbose_name="判过的内容的摘要",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="times_put_off",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="暂缓删除的次数"
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("accepted", "收下"),
                    ("flagged", "收下，标为可疑"),
                    ("quarantine", "先隔离，等人看"),
                    ("machine", "机器提交，不收"),
                ],
                db_default="accepted",
                default="accepted",
                max_length=10,
                verbose_name="收到时的判断",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="proof",
            field=models.CharField(
                blank=True,
                choices=[
                    ("code", "凭查询口令"),
                    ("phone", "凭完整电话"),
                    ("mail", "凭完整邮箱"),
                    ("tail", "凭手机号后 4 位"),
                    ("form", "凭同一张表单"),
                ],
                db_default="",
                default="",
                help_text="访客怎样证明咨询是自己的。",
                max_length=5,
                verbose_name="凭什么",
            ),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="is_forced",
            field=models.BooleanField(db_default=False, default=False, verbose_name="跳过门槛"),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="proof",
            field=models.CharField(
                blank=True,
                choices=[
                    ("code", "凭查询口令"),
                    ("phone", "凭完整电话"),
                    ("mail", "凭完整邮箱"),
                    ("tail", "凭手机号后 4 位"),
                    ("form", "凭同一张表单"),
                ],
                db_default="",
                default="",
                help_text="访客怎样证明咨询是自己的。",
                max_length=5,
                verbose_name="凭什么",
            ),
        ),
    ]
