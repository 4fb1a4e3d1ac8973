"""The tables of 0001 to 0005, made at once where none of them is there yet (ADR 67)."""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from core.squashed_migrations import CreateModels, statements_of

# Whose statements are run here as well.
STEPS = [
    import_module(f"{__package__}.{name}")
    for name in (
        "0001_initial",
        "0002_bigrams",
        "0003_bigrams_in_one_pass",
        "0005_bigrams_by_two_cuts",
    )
]


class Migration(migrations.Migration):
    replaces = [
        ("search", "0001_initial"),
        ("search", "0002_bigrams"),
        ("search", "0003_bigrams_in_one_pass"),
        ("search", "0004_days_in_vectors"),
        ("search", "0005_bigrams_by_two_cuts"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("regions", "0001_initial"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="PendingWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "words",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=24), verbose_name="词"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "待收入的词",
                        "verbose_name_plural": "待收入的词",
                    },
                ),
                migrations.CreateModel(
                    name="ReindexProgress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(max_length=60, unique=True, verbose_name="内容类型"),
                        ),
                        ("last_pk", models.BigIntegerField(default=0, verbose_name="最后一条")),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="更新时间"),
                        ),
                    ],
                    options={
                        "verbose_name": "重建进度",
                        "verbose_name_plural": "重建进度",
                    },
                ),
                migrations.CreateModel(
                    name="ReindexRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("label", models.CharField(max_length=60, verbose_name="内容类型")),
                        ("object_id", models.BigIntegerField(verbose_name="编号")),
                        ("due_at", models.DateTimeField(null=True, verbose_name="到时")),
                        (
                            "asked_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                verbose_name="提出时间",
                            ),
                        ),
                        (
                            "copy",
                            models.CharField(
                                db_default="", max_length=60, verbose_name="做到哪一种副本"
                            ),
                        ),
                        (
                            "last_pk",
                            models.BigIntegerField(db_default=0, verbose_name="做到哪一条"),
                        ),
                        (
                            "batches",
                            models.PositiveIntegerField(db_default=0, verbose_name="已做批数"),
                        ),
                        (
                            "is_second_look",
                            models.BooleanField(db_default=False, verbose_name="复查"),
                        ),
                    ],
                    options={
                        "verbose_name": "待更新的副本",
                        "verbose_name_plural": "待更新的副本",
                        "indexes": [
                            models.Index(fields=["label", "object_id"], name="search_request_row")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("word", models.CharField(max_length=24, verbose_name="词")),
                        (
                            "pinyin",
                            models.CharField(blank=True, max_length=160, verbose_name="全拼"),
                        ),
                        (
                            "initials",
                            models.CharField(blank=True, max_length=24, verbose_name="首字母"),
                        ),
                        (
                            "near",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=160),
                                blank=True,
                                default=list,
                                verbose_name="缺一字的写法",
                            ),
                        ),
                        ("entries", models.PositiveIntegerField(default=0, verbose_name="条目数")),
                    ],
                    options={
                        "verbose_name": "搜索词",
                        "verbose_name_plural": "搜索词",
                        "indexes": [
                            models.Index(
                                fields=["pinyin"],
                                name="search_term_pinyin",
                                opclasses=["varchar_pattern_ops"],
                            ),
                            models.Index(
                                fields=["initials"],
                                name="search_term_initials",
                                opclasses=["varchar_pattern_ops"],
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["near"], name="search_term_near"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("word", "pinyin"), name="search_searchterm_reading_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissedQuery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.CharField(max_length=40, verbose_name="搜索词")),
                        ("searched_on", models.DateField(verbose_name="日期")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="次数")),
                        ("last_seen_at", models.DateTimeField(verbose_name="最近一次（到小时）")),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="missed_queries",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "搜了没有找到",
                        "verbose_name_plural": "搜了没有找到",
                        "indexes": [
                            models.Index(fields=["searched_on", "site"], name="search_missed_day")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "text", "searched_on"),
                                name="search_missedquery_one_per_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("times__gt", 0)),
                                name="search_missedquery_asked_at_least_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("in_review", "待审核"),
                                    ("approved", "已通过"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "publish_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                help_text="可填将来的时间，到时自动公开。",
                                verbose_name="发布时间",
                            ),
                        ),
                        (
                            "expire_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="可不填；到时自动从公开页面消失。",
                                null=True,
                                verbose_name="下线时间",
                            ),
                        ),
                        ("object_id", models.BigIntegerField()),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("listing", "空间"),
                                    ("park", "园区"),
                                    ("policy", "政策"),
                                    ("article", "动态"),
                                    ("page", "指南"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        ("facet", models.CharField(blank=True, max_length=40, verbose_name="分类")),
                        (
                            "facet_label",
                            models.CharField(blank=True, max_length=40, verbose_name="分类名称"),
                        ),
                        (
                            "site_slug",
                            models.SlugField(blank=True, max_length=40, verbose_name="所属站点"),
                        ),
                        (
                            "reaches_below",
                            models.BooleanField(default=False, verbose_name="下级可见"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        (
                            "head",
                            models.TextField(blank=True, editable=False, verbose_name="名称与编号"),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="纯文本")),
                        (
                            "path",
                            models.CharField(
                                help_text="站点标识之后的部分。",
                                max_length=200,
                                verbose_name="站内路径",
                            ),
                        ),
                        ("dated_on", models.DateField(verbose_name="日期")),
                        (
                            "vector",
                            django.contrib.postgres.search.SearchVectorField(
                                editable=False, null=True, verbose_name="词向量"
                            ),
                        ),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="search_entries",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "搜索条目",
                        "verbose_name_plural": "搜索条目",
                        "abstract": False,
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["vector"], name="search_entry_vector"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expire_at__isnull", True),
                                    ("expire_at__gt", models.F("publish_at")),
                                    _connector="OR",
                                ),
                                name="search_searchentry_expires_after_publishing",
                                violation_error_message="下线时间应晚于发布时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "in_review", "approved", "withdrawn"])
                                ),
                                name="search_searchentry_known_status",
                            ),
                            models.UniqueConstraint(
                                fields=("content_type", "object_id"),
                                name="search_searchentry_one_per_object",
                            ),
                        ],
                    },
                ),
            ],
        ),
        *statements_of(*STEPS),
    ]
