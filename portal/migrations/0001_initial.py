"""Signs of life of the worker, and the mark of its clock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="步骤")),
                ("succeeded_at", models.DateTimeField(null=True, verbose_name="上次成功")),
                ("failed_at", models.DateTimeField(null=True, verbose_name="上次出错")),
                (
                    "error",
                    models.CharField(
                        blank=True,
                        help_text="类名，不含内容。",
                        max_length=60,
                        verbose_name="上次的错误",
                    ),
                ),
                (
                    "duration_ms",
                    models.PositiveIntegerField(default=0, verbose_name="用时（毫秒）"),
                ),
            ],
            options={
                "verbose_name": "后台任务的心跳",
                "verbose_name_plural": "后台任务的心跳",
            },
        ),
        migrations.CreateModel(
            name="ClockMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trusted_at", models.DateTimeField(verbose_name="时钟可信至")),
            ],
            options={
                "verbose_name": "时钟标记",
                "verbose_name_plural": "时钟标记",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="portal_clockmark_only_one"
                    )
                ],
            },
        ),
    ]
