"""A state for what only colleagues read; the next looks through what is stored."""

from django.contrib.postgres.operations import AddConstraintNotValid
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
KNOWN = models.Q(("status__in", ["draft", "in_review", "approved", "withdrawn", "internal"]))
OWN = ("article", "sitepage")


class Migration(migrations.Migration):
    dependencies = [("news", "0012_old_pages_rejected")]

    operations = [
        *(
            migrations.AlterField(model_name=name, name="status", field=STATUS)
            for name in ("article", "historicalarticle", "sitepage", "historicalsitepage")
        ),
        *(
            operation
            for name in OWN
            for operation in (
                migrations.RemoveConstraint(name, f"news_{name}_known_status"),
                AddConstraintNotValid(
                    name,
                    models.CheckConstraint(condition=KNOWN, name=f"news_{name}_known_status"),
                ),
            )
        ),
    ]
