"""How often readers did something with an object on one day; nothing of who they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_quarter_figures"),
    ]

    operations = [
        migrations.CreateModel(
            name="ViewCount",
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
                            ("listing", "空间"),
                            ("park", "园区"),
                            ("policy", "政策"),
                            ("article", "文章"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("object_id", models.BigIntegerField(verbose_name="编号")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("seen", "看了页面"),
                            ("listed", "放进清单、对比"),
                            ("printed", "打开一页纸"),
                            ("called", "点了电话"),
                        ],
                        max_length=10,
                        verbose_name="做了什么",
                    ),
                ),
                ("counted_on", models.DateField(verbose_name="日期")),
                (
                    "is_month",
                    models.BooleanField(db_default=False, default=False, verbose_name="整月合计"),
                ),
                ("times", models.PositiveIntegerField(verbose_name="次数")),
            ],
            options={
                "verbose_name": "浏览次数",
                "verbose_name_plural": "浏览次数",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "counted_on", "object_id", "act", "is_month"),
                        name="reporting_viewcount_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("times__gt", 0)),
                        name="reporting_viewcount_times_positive",
                    ),
                ],
            },
        ),
    ]
