"""How visitors showed that an enquiry is theirs; receipts given so far have no code."""

from django.db import migrations, models

PROOF = {
    "blank": True,
    "choices": [
        ("code", "凭查询口令"),
        ("phone", "凭完整电话"),
        ("mail", "凭完整邮箱"),
        ("tail", "凭手机号后 4 位"),
        ("form", "凭同一张表单"),
    ],
    "help_text": "访客怎样证明咨询是自己的。",
    "max_length": 5,
    "verbose_name": "凭什么",
}
HAS_CODE = {
    "help_text": "没有口令的旧回执凭手机号后 4 位查询，所以后台不显示后 4 位。",
    "verbose_name": "回执上有口令",
}


class Migration(migrations.Migration):
    dependencies = [("leads", "0008_contacts")]

    operations = [
        migrations.AddField("lead", "has_code", models.BooleanField(default=False, **HAS_CODE)),
        migrations.AlterField("lead", "has_code", models.BooleanField(default=True, **HAS_CODE)),
        migrations.AddField(
            "message", "proof", models.CharField(default="", **PROOF), preserve_default=False
        ),
        migrations.AddField(
            "stagechange", "proof", models.CharField(default="", **PROOF), preserve_default=False
        ),
    ]
