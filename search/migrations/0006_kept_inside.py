"""A state for what only colleagues read; of that no entry is kept."""

from django.db import migrations, models

STATUS = models.CharField(
    choices=[
        ("draft", "草稿"),
        ("in_review", "待审核"),
        ("approved", "已通过"),
        ("withdrawn", "已撤回"),
        ("internal", "内部可见"),
    ],
    default="draft",
    max_length=10,
    verbose_name="状态",
)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_bigrams_by_two_cuts")]

    operations = [
        *(
            migrations.AlterField(model_name=name, name="status", field=STATUS)
            for name in ("searchentry",)
        ),
    ]
