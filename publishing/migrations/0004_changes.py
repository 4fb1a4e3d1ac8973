"""Changes of what may be public, and the function of the triggers that note them (ADR 25)."""

from django.db import migrations, models

from publishing.editions.triggers import DROP_FUNCTION, FUNCTION


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_media_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=40, verbose_name="地区路径")),
                ("step", models.BigIntegerField(verbose_name="增量")),
            ],
            options={
                "verbose_name": "公开内容的改动",
                "verbose_name_plural": "公开内容的改动",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__gt", 0)), name="publishing_change_step_positive"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        blank=True, max_length=40, unique=True, verbose_name="地区路径"
                    ),
                ),
                ("total", models.BigIntegerField(verbose_name="合计")),
            ],
            options={
                "verbose_name": "公开内容改动的合计",
                "verbose_name_plural": "公开内容改动的合计",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("total__gt", 0)),
                        name="publishing_changetotal_total_positive",
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTION, DROP_FUNCTION),
    ]
