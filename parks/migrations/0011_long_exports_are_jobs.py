"""Long lists are written by the worker; the file is kept for a day."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import parks.models.exchange_logs
import parks.models.export_jobs


class Migration(migrations.Migration):
    dependencies = [("parks", "0010_short_walks_of_the_index")]

    operations = [
        migrations.CreateModel(
            name="ExportJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "listing_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="按列表顺序。",
                        size=None,
                        verbose_name="载体",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=parks.models.exchange_logs.import_storage,
                        upload_to=parks.models.export_jobs.export_name,
                        verbose_name="文件",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "正在生成"),
                            ("done", "可以下载"),
                            ("failed", "没有成功"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已写条数")),
                (
                    "claimed_until",
                    models.DateTimeField(editable=False, null=True, verbose_name="处理中，直到"),
                ),
                (
                    "attempt",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="第几次处理"
                    ),
                ),
                (
                    "log",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="job",
                        to="parks.exportlog",
                        verbose_name="导出记录",
                    ),
                ),
            ],
            options={"verbose_name": "导出任务", "verbose_name_plural": "导出任务"},
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "done", "failed"])),
                name="parks_exportjob_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(("file", ""), _negated=True),
                    _connector="OR",
                ),
                name="parks_exportjob_done_has_a_file",
            ),
        ),
    ]
