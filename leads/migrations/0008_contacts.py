"""Which phones and mailboxes have shown to be somebody's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0007_erasure_is_announced"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="电话或邮箱的带密钥摘要"
                    ),
                ),
                (
                    "receipt_owed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="最近一次回执"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="证实时间"),
                ),
            ],
            options={
                "verbose_name": "联系方式的证实",
                "verbose_name_plural": "联系方式的证实",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receipt_owed_at__isnull", False),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="leads_contact_says_something",
                    )
                ],
            },
        ),
    ]
