"""The tables of 0001 to 0011, made at once where none of them is there yet (ADR 67)."""

from importlib import import_module

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publishing.fields
import publishing.media_names
import search.bigrams
from core.squashed_migrations import CreateModels, statements_of

# Whose statements are run here as well.
STEPS = [
    import_module(f"{__package__}.{name}")
    for name in (
        "0001_initial",
        "0002_former_addresses",
    )
]


class Migration(migrations.Migration):
    replaces = [
        ("news", "0001_initial"),
        ("news", "0002_former_addresses"),
        ("news", "0003_prints"),
        ("news", "0004_media_is_as_public_as_its_owner"),
        ("news", "0005_moments"),
        ("news", "0006_parts_and_what_waits"),
        ("news", "0007_kinds_of_columns"),
        ("news", "0008_desk_list_at_size"),
        ("news", "0009_review_steps"),
        ("news", "0010_issuers_have_defaults"),
        ("news", "0011_old_pages"),
    ]

    initial = True

    dependencies = [
        ("parks", "0024_old_pages_come_in"),
        ("publishing", "0003_media_names"),
        ("regions", "0008_review_steps"),
        ("search", "0003_bigrams_in_one_pass"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="KindTag",
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
                        ("name", models.CharField(max_length=10, unique=True, verbose_name="名称")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
                    ],
                    options={
                        "verbose_name": "类别标签",
                        "verbose_name_plural": "类别标签",
                    },
                ),
                migrations.CreateModel(
                    name="Column",
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
                        ("name", models.CharField(max_length=20, verbose_name="名称")),
                        ("slug", models.SlugField(max_length=30, verbose_name="网址标识")),
                        ("description", models.CharField(max_length=160, verbose_name="栏目描述")),
                        (
                            "keywords",
                            models.CharField(
                                help_text="用英文逗号分开。",
                                max_length=80,
                                verbose_name="栏目关键词",
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("概况信息", "概况信息"),
                                    ("工作动态", "工作动态"),
                                    ("政策文件", "政策文件"),
                                    ("政策解读", "政策解读"),
                                    ("办事服务", "办事服务"),
                                    ("数据发布", "数据发布"),
                                ],
                                default="工作动态",
                                max_length=10,
                                verbose_name="栏目类别",
                            ),
                        ),
                        (
                            "is_guide",
                            models.BooleanField(default=False, verbose_name="投资指南栏目"),
                        ),
                        (
                            "max_age_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="动态类 14 天，公告政策类 180 天；不限则留空。",
                                null=True,
                                verbose_name="更新期限（天）",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="显示")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="news.column",
                                verbose_name="上级栏目",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="columns",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                        (
                            "review_steps",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "一审：一人通过即公开"),
                                    (2, "二审：初审、终审"),
                                    (3, "三审：初审、复审、终审"),
                                ],
                                db_default=1,
                                default=1,
                                help_text="文章公开前要几个不同的人签字。",
                                verbose_name="几审",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "栏目",
                        "verbose_name_plural": "栏目",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "slug"), name="news_column_slug_once_a_site"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_guide", True)),
                                fields=("site",),
                                name="news_column_one_guide_a_site",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("slug__regex", "^\\d+$"), _negated=True),
                                name="news_column_slug_not_a_number",
                                violation_error_message="网址标识不能全是数字（会与文章编号相混）。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("review_steps__gte", 1), ("review_steps__lte", 3)
                                ),
                                name="news_column_known_review_steps",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSitePage",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                        (
                            "created_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="创建时间"
                            ),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="更新时间"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=30, verbose_name="网址标识")),
                        ("title", models.CharField(max_length=60, verbose_name="标题")),
                        (
                            "summary",
                            models.CharField(blank=True, max_length=160, verbose_name="摘要"),
                        ),
                        ("body", publishing.fields.RichTextField(verbose_name="正文")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审核人",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="创建人",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "页面历史",
                        "verbose_name_plural": "historical 固定页面",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalArticle",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                        (
                            "created_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="创建时间"
                            ),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="更新时间"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="先写最要紧的，28 个字以内为好。",
                                max_length=100,
                                verbose_name="标题",
                            ),
                        ),
                        (
                            "subtitle",
                            models.CharField(blank=True, max_length=100, verbose_name="副标题"),
                        ),
                        (
                            "summary",
                            models.CharField(
                                blank=True,
                                help_text="不填则取正文开头。",
                                max_length=200,
                                verbose_name="摘要",
                            ),
                        ),
                        ("body", publishing.fields.RichTextField(verbose_name="正文")),
                        (
                            "cover",
                            models.TextField(blank=True, max_length=100, verbose_name="题图"),
                        ),
                        (
                            "cover_alt",
                            models.CharField(blank=True, max_length=120, verbose_name="题图说明"),
                        ),
                        (
                            "event_on",
                            models.DateField(
                                blank=True,
                                help_text="事情发生的日子，可与发布日期不同。",
                                null=True,
                                verbose_name="事件日期",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="发布单位，或转载自何处。",
                                max_length=60,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "author",
                            models.CharField(blank=True, max_length=40, verbose_name="作者"),
                        ),
                        (
                            "responsible_editor",
                            models.CharField(blank=True, max_length=40, verbose_name="责任编辑"),
                        ),
                        (
                            "provenance",
                            models.JSONField(
                                blank=True, default=dict, editable=False, verbose_name="导入来历"
                            ),
                        ),
                        (
                            "is_attention_needed",
                            models.BooleanField(default=False, verbose_name="需要人工处理"),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="演示数据")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审核人",
                            ),
                        ),
                        (
                            "column",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="news.column",
                                verbose_name="栏目",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="创建人",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind_tag",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="显示为【会议】，不要写进标题。",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="news.kindtag",
                                verbose_name="类别标签",
                            ),
                        ),
                        (
                            "issuer_name",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                editable=False,
                                max_length=40,
                                verbose_name="签发",
                            ),
                        ),
                        (
                            "reviewer_names",
                            models.CharField(
                                blank=True,
                                db_default="",
                                editable=False,
                                max_length=100,
                                verbose_name="审核",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文章历史",
                        "verbose_name_plural": "historical 文章",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Article",
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
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="创建时间"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="更新时间"),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="先写最要紧的，28 个字以内为好。",
                                max_length=100,
                                verbose_name="标题",
                            ),
                        ),
                        (
                            "subtitle",
                            models.CharField(blank=True, max_length=100, verbose_name="副标题"),
                        ),
                        (
                            "summary",
                            models.CharField(
                                blank=True,
                                help_text="不填则取正文开头。",
                                max_length=200,
                                verbose_name="摘要",
                            ),
                        ),
                        ("body", publishing.fields.RichTextField(verbose_name="正文")),
                        (
                            "cover",
                            publishing.fields.PictureField(
                                blank=True, upload_to="news", verbose_name="题图"
                            ),
                        ),
                        (
                            "cover_alt",
                            models.CharField(blank=True, max_length=120, verbose_name="题图说明"),
                        ),
                        (
                            "event_on",
                            models.DateField(
                                blank=True,
                                help_text="事情发生的日子，可与发布日期不同。",
                                null=True,
                                verbose_name="事件日期",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="发布单位，或转载自何处。",
                                max_length=60,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "author",
                            models.CharField(blank=True, max_length=40, verbose_name="作者"),
                        ),
                        (
                            "responsible_editor",
                            models.CharField(blank=True, max_length=40, verbose_name="责任编辑"),
                        ),
                        (
                            "provenance",
                            models.JSONField(
                                blank=True, default=dict, editable=False, verbose_name="导入来历"
                            ),
                        ),
                        (
                            "is_attention_needed",
                            models.BooleanField(default=False, verbose_name="需要人工处理"),
                        ),
                        ("is_demo", models.BooleanField(default=False, verbose_name="演示数据")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审核人",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="创建人",
                            ),
                        ),
                        (
                            "parks",
                            models.ManyToManyField(
                                blank=True,
                                related_name="articles",
                                to="parks.park",
                                verbose_name="相关园区",
                            ),
                        ),
                        (
                            "column",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="articles",
                                to="news.column",
                                verbose_name="栏目",
                            ),
                        ),
                        (
                            "kind_tag",
                            models.ForeignKey(
                                blank=True,
                                help_text="显示为【会议】，不要写进标题。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="articles",
                                to="news.kindtag",
                                verbose_name="类别标签",
                            ),
                        ),
                        (
                            "issuer_name",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                editable=False,
                                max_length=40,
                                verbose_name="签发",
                            ),
                        ),
                        (
                            "reviewer_names",
                            models.CharField(
                                blank=True,
                                db_default="",
                                editable=False,
                                max_length=100,
                                verbose_name="审核",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文章",
                        "verbose_name_plural": "文章",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["column", "-publish_at", "-id"],
                                name="news_article_public",
                            ),
                            models.Index(
                                models.F("provenance__text_print"),
                                condition=models.Q(("provenance__has_key", "text_print")),
                                name="news_article_text_print",
                            ),
                            models.Index(
                                models.F("provenance__title_print"),
                                condition=models.Q(("provenance__has_key", "title_print")),
                                name="news_article_title_print",
                            ),
                            models.Index(
                                condition=models.Q(("cover", ""), _negated=True),
                                fields=["cover"],
                                name="news_article_cover",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                publishing.media_names.MediaNames("body"), name="news_article_media"
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("expire_at__isnull", False), ("status", "approved")
                                ),
                                fields=["column", "expire_at"],
                                name="news_article_expires",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                search.bigrams.Bigrams("title"), name="news_article_parts"
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved"), _negated=True),
                                fields=["status", "updated_at"],
                                name="news_article_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("is_attention_needed", True)),
                                fields=["column"],
                                name="news_article_doubtful",
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["column", "kind_tag"],
                                name="news_article_kinds",
                            ),
                            models.Index(fields=["-publish_at", "-id"], name="news_article_newest"),
                            django.contrib.postgres.indexes.GinIndex(
                                search.bigrams.Bigrams(
                                    search.bigrams.Lines(
                                        django.db.models.functions.comparison.Cast(
                                            models.F("title"), models.TextField()
                                        ),
                                        django.db.models.functions.comparison.Cast(
                                            models.F("summary"), models.TextField()
                                        ),
                                        django.db.models.functions.comparison.Cast(
                                            models.F("source"), models.TextField()
                                        ),
                                    )
                                ),
                                name="news_article_lines_parts",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expire_at__isnull", True),
                                    ("expire_at__gt", models.F("publish_at")),
                                    _connector="OR",
                                ),
                                name="news_article_expires_after_publishing",
                                violation_error_message="下线时间应晚于发布时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "in_review", "approved", "withdrawn"])
                                ),
                                name="news_article_known_status",
                            ),
                            models.UniqueConstraint(
                                models.F("column"),
                                models.F("provenance__sha256"),
                                condition=models.Q(("provenance__has_key", "sha256")),
                                name="news_article_imported_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cover", ""),
                                    models.Q(("cover_alt", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="news_article_cover_has_alt",
                                violation_error_message="有题图就要写题图说明，给看不见图的人。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SitePage",
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
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="创建时间"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="更新时间"),
                        ),
                        ("slug", models.SlugField(max_length=30, verbose_name="网址标识")),
                        ("title", models.CharField(max_length=60, verbose_name="标题")),
                        (
                            "summary",
                            models.CharField(blank=True, max_length=160, verbose_name="摘要"),
                        ),
                        ("body", publishing.fields.RichTextField(verbose_name="正文")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="审核人",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="创建人",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pages",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "固定页面",
                        "verbose_name_plural": "固定页面",
                        "abstract": False,
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                publishing.media_names.MediaNames("body"),
                                name="news_sitepage_media",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expire_at__isnull", True),
                                    ("expire_at__gt", models.F("publish_at")),
                                    _connector="OR",
                                ),
                                name="news_sitepage_expires_after_publishing",
                                violation_error_message="下线时间应晚于发布时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "in_review", "approved", "withdrawn"])
                                ),
                                name="news_sitepage_known_status",
                            ),
                            models.UniqueConstraint(
                                fields=("site", "slug"), name="news_sitepage_slug_once_a_site"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OldPage",
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
                        ("file_name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("packed_file", models.BinaryField(verbose_name="原文件（压缩）")),
                        ("text", models.TextField(verbose_name="原文字")),
                        ("confidences", models.JSONField(default=dict, verbose_name="各项可信度")),
                        ("places", models.JSONField(default=dict, verbose_name="各项取自何处")),
                        ("notes", models.JSONField(default=list, verbose_name="待核对")),
                        (
                            "lowest_confidence",
                            models.PositiveSmallIntegerField(verbose_name="最低可信度"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="导入时间"),
                        ),
                        (
                            "accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="收下时间"),
                        ),
                        (
                            "article",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="old_page",
                                to="news.article",
                                verbose_name="文章",
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="old_pages",
                                to="parks.importjob",
                                verbose_name="导入记录",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "旧网页",
                        "verbose_name_plural": "旧网页",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("accepted_at__isnull", True)),
                                fields=["-lowest_confidence", "id"],
                                name="news_oldpage_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("lowest_confidence__lte", 100)),
                                name="news_oldpage_confidence_in_hundredths",
                            )
                        ],
                    },
                ),
            ],
        ),
        *statements_of(*STEPS),
    ]
