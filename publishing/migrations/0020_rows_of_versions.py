"""What hung on a row in each version of its history."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0019_links_of_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="VersionRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                ("history_id", models.BigIntegerField(verbose_name="从历史里的哪一版起")),
                ("parts", models.JSONField(verbose_name="当时的各部分")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="哪类内容",
                    ),
                ),
            ],
            options={
                "verbose_name": "旧版本的附表",
                "verbose_name_plural": "旧版本的附表",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id", "history_id"),
                        name="publishing_versionrows_once_a_version",
                    )
                ],
            },
        )
    ]
