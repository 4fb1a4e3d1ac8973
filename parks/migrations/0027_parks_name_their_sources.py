"""A source and a day for each group of facts of a park; unknown where nobody said."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

GROUPS = {
    "area": "面积与占比",
    "place": "位置与边界",
    "utilities": "七通一平",
    "transport": "交通距离",
}
KINDS = [
    ("title", "不动产权证"),
    ("survey", "现场量测"),
    ("owner", "企业提供"),
    ("document", "规划或批复文件"),
    ("contract", "报价单或合同"),
    ("call", "电话询问"),
]


def columns():
    for group, label in GROUPS.items():
        yield (
            f"{group}_source",
            models.CharField(
                blank=True,
                choices=KINDS,
                db_default="",
                default="",
                max_length=10,
                verbose_name=f"{label}的依据",
            ),
        )
        yield (
            f"{group}_sourced_on",
            models.DateField(blank=True, null=True, verbose_name=f"{label}的核对日期"),
        )


def rule():
    both = models.Q()
    for group in GROUPS:
        no_day = models.Q((f"{group}_sourced_on__isnull", True))
        both &= no_day | ~models.Q((f"{group}_source", ""))
    return both


class Migration(migrations.Migration):
    dependencies = [("parks", "0026_states_are_checked")]

    operations = [
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model in ("park", "historicalpark")
            for name, field in columns()
        ),
        AddConstraintNotValid(
            "park",
            models.CheckConstraint(
                condition=rule(),
                name="parks_park_days_have_a_source",
                violation_error_message="填了核对日期，就要选依据。",
            ),
        ),
    ]
