"""A source and a day for each group of facts of a listing; unknown where nobody said."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0018_pictures_say_what_they_show"),
        ("regions", "0005_going_live_is_checked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicallisting",
            name="area_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="面积的依据",
            ),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="area_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="面积的核对日期"),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="offer_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="供应状态的依据",
            ),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="offer_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="供应状态的核对日期"),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="price_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="价格的依据",
            ),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="price_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="价格的核对日期"),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="terms_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="土地或建筑条件的依据",
            ),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="terms_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="土地或建筑条件的核对日期"),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="utilities_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="水电与配套的依据",
            ),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="utilities_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="水电与配套的核对日期"),
        ),
        migrations.AddField(
            model_name="listing",
            name="area_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="面积的依据",
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="area_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="面积的核对日期"),
        ),
        migrations.AddField(
            model_name="listing",
            name="offer_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="供应状态的依据",
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="offer_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="供应状态的核对日期"),
        ),
        migrations.AddField(
            model_name="listing",
            name="price_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="价格的依据",
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="price_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="价格的核对日期"),
        ),
        migrations.AddField(
            model_name="listing",
            name="terms_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="土地或建筑条件的依据",
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="terms_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="土地或建筑条件的核对日期"),
        ),
        migrations.AddField(
            model_name="listing",
            name="utilities_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("title", "不动产权证"),
                    ("survey", "现场量测"),
                    ("owner", "企业提供"),
                    ("document", "规划或批复文件"),
                    ("contract", "报价单或合同"),
                    ("call", "电话询问"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="水电与配套的依据",
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="utilities_sourced_on",
            field=models.DateField(blank=True, null=True, verbose_name="水电与配套的核对日期"),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("area_sourced_on__isnull", True),
                        models.Q(("area_source", ""), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("price_sourced_on__isnull", True),
                        models.Q(("price_source", ""), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("offer_sourced_on__isnull", True),
                        models.Q(("offer_source", ""), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("terms_sourced_on__isnull", True),
                        models.Q(("terms_source", ""), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("utilities_sourced_on__isnull", True),
                        models.Q(("utilities_source", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="parks_listing_days_have_a_source",
                violation_error_message="填了核对日期，就要选依据。",
            ),
        ),
    ]
