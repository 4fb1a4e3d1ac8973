"""Words that mean the same, and those that every installation starts with."""

from django.db import migrations, models

from search.default_synonyms import SYNONYMS


def fill(apps, schema_editor):
    group = apps.get_model("search", "SynonymGroup")
    group.objects.bulk_create([group(words=words) for words in SYNONYMS], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("search", "0006_kept_inside")]

    operations = [
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="用顿号隔开，如：厂房、车间。读者搜其中一个，写着另一个的内容也会找到。",
                        max_length=200,
                        unique=True,
                        verbose_name="意思相同的词",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={"verbose_name": "搜索同义词", "verbose_name_plural": "搜索同义词"},
        ),
        migrations.AddConstraint(
            model_name="synonymgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True),
                name="search_synonymgroup_has_words",
                violation_error_message="请至少写两个词。",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
