"""The tables of 0001 to 0005, made at once where none of them is there yet (ADR 67)."""

from importlib import import_module

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publishing.fields
import publishing.media_names
import regions.canonical
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
        ("policies", "0001_initial"),
        ("policies", "0002_former_addresses"),
        ("policies", "0003_media_is_as_public_as_its_owner"),
        ("policies", "0004_moments"),
        ("policies", "0005_parts_and_what_waits"),
    ]

    initial = True

    dependencies = [
        ("parks", "0007_media_is_as_public_as_its_owner"),
        ("publishing", "0003_media_names"),
        ("regions", "0003_renamed_addresses_lead_on"),
        ("search", "0002_bigrams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="PolicyCategory",
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
                        ("name", models.CharField(max_length=20, unique=True, verbose_name="名称")),
                        ("slug", models.SlugField(max_length=20, unique=True, verbose_name="标识")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
                    ],
                    options={
                        "verbose_name": "政策类别",
                        "verbose_name_plural": "政策类别",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPolicy",
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
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "document_number",
                            models.CharField(
                                blank=True,
                                help_text="如 格政办〔2025〕2号；括号写法会自动统一。",
                                max_length=40,
                                verbose_name="文号",
                            ),
                        ),
                        ("issuer", models.CharField(max_length=80, verbose_name="发文机关")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "国家"),
                                    ("province", "省级"),
                                    ("prefecture", "市州级"),
                                    ("county", "县市级"),
                                    ("park", "园区"),
                                ],
                                max_length=10,
                                verbose_name="层级",
                            ),
                        ),
                        (
                            "gist",
                            models.CharField(
                                help_text="给谁、给多少、多久。",
                                max_length=200,
                                verbose_name="一句话说明",
                            ),
                        ),
                        ("audience", models.CharField(max_length=160, verbose_name="谁能申报")),
                        (
                            "conditions",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="一行一条的列表。",
                                verbose_name="申报条件",
                            ),
                        ),
                        (
                            "materials",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="一行一条的列表。",
                                verbose_name="申报材料",
                            ),
                        ),
                        (
                            "ceiling_wan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="金额上限（万元）",
                            ),
                        ),
                        (
                            "support",
                            models.CharField(blank=True, max_length=160, verbose_name="支持标准"),
                        ),
                        (
                            "how_to_apply",
                            publishing.fields.RichTextField(blank=True, verbose_name="怎么申报"),
                        ),
                        ("apply_url", models.URLField(blank=True, verbose_name="申报入口")),
                        (
                            "apply_until_on",
                            models.DateField(blank=True, null=True, verbose_name="申报截止"),
                        ),
                        (
                            "handling_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="办理时限（工作日）"
                            ),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="受理单位与电话"
                            ),
                        ),
                        ("body", publishing.fields.RichTextField(verbose_name="原文")),
                        (
                            "interpretation",
                            publishing.fields.RichTextField(blank=True, verbose_name="解读"),
                        ),
                        ("issued_on", models.DateField(verbose_name="成文日期")),
                        (
                            "effective_on",
                            models.DateField(blank=True, null=True, verbose_name="施行日期"),
                        ),
                        (
                            "expires_on",
                            models.DateField(
                                blank=True,
                                help_text="长期有效则留空。",
                                null=True,
                                verbose_name="失效日期",
                            ),
                        ),
                        (
                            "repealed_on",
                            models.DateField(blank=True, null=True, verbose_name="废止日期"),
                        ),
                        (
                            "is_fair_competition_reviewed",
                            models.BooleanField(default=False, verbose_name="已作公平竞争审查"),
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
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="regions.region",
                                verbose_name="适用地区",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="policies.policycategory",
                                verbose_name="类别",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "政策历史",
                        "verbose_name_plural": "historical 政策",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Policy",
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
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "document_number",
                            models.CharField(
                                blank=True,
                                help_text="如 格政办〔2025〕2号；括号写法会自动统一。",
                                max_length=40,
                                verbose_name="文号",
                            ),
                        ),
                        ("issuer", models.CharField(max_length=80, verbose_name="发文机关")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "国家"),
                                    ("province", "省级"),
                                    ("prefecture", "市州级"),
                                    ("county", "县市级"),
                                    ("park", "园区"),
                                ],
                                max_length=10,
                                verbose_name="层级",
                            ),
                        ),
                        (
                            "gist",
                            models.CharField(
                                help_text="给谁、给多少、多久。",
                                max_length=200,
                                verbose_name="一句话说明",
                            ),
                        ),
                        ("audience", models.CharField(max_length=160, verbose_name="谁能申报")),
                        (
                            "conditions",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="一行一条的列表。",
                                verbose_name="申报条件",
                            ),
                        ),
                        (
                            "materials",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="一行一条的列表。",
                                verbose_name="申报材料",
                            ),
                        ),
                        (
                            "ceiling_wan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="金额上限（万元）",
                            ),
                        ),
                        (
                            "support",
                            models.CharField(blank=True, max_length=160, verbose_name="支持标准"),
                        ),
                        (
                            "how_to_apply",
                            publishing.fields.RichTextField(blank=True, verbose_name="怎么申报"),
                        ),
                        ("apply_url", models.URLField(blank=True, verbose_name="申报入口")),
                        (
                            "apply_until_on",
                            models.DateField(blank=True, null=True, verbose_name="申报截止"),
                        ),
                        (
                            "handling_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="办理时限（工作日）"
                            ),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="受理单位与电话"
                            ),
                        ),
                        ("body", publishing.fields.RichTextField(verbose_name="原文")),
                        (
                            "interpretation",
                            publishing.fields.RichTextField(blank=True, verbose_name="解读"),
                        ),
                        ("issued_on", models.DateField(verbose_name="成文日期")),
                        (
                            "effective_on",
                            models.DateField(blank=True, null=True, verbose_name="施行日期"),
                        ),
                        (
                            "expires_on",
                            models.DateField(
                                blank=True,
                                help_text="长期有效则留空。",
                                null=True,
                                verbose_name="失效日期",
                            ),
                        ),
                        (
                            "repealed_on",
                            models.DateField(blank=True, null=True, verbose_name="废止日期"),
                        ),
                        (
                            "is_fair_competition_reviewed",
                            models.BooleanField(default=False, verbose_name="已作公平竞争审查"),
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
                            "industries",
                            models.ManyToManyField(
                                blank=True,
                                related_name="policies",
                                to="parks.industry",
                                verbose_name="适用产业",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policies",
                                to="regions.region",
                                verbose_name="适用地区",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policies",
                                to="policies.policycategory",
                                verbose_name="类别",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "政策",
                        "verbose_name_plural": "政策",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expire_at__isnull", True),
                                    ("expire_at__gt", models.F("publish_at")),
                                    _connector="OR",
                                ),
                                name="policies_policy_expires_after_publishing",
                                violation_error_message="下线时间应晚于发布时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "in_review", "approved", "withdrawn"])
                                ),
                                name="policies_policy_known_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on__isnull", True),
                                    ("effective_on__isnull", True),
                                    ("expires_on__gte", models.F("effective_on")),
                                    _connector="OR",
                                ),
                                name="policies_policy_expires_after_effective",
                                violation_error_message="失效日期不应早于施行日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ceiling_wan__isnull", True),
                                    ("ceiling_wan__gt", 0),
                                    _connector="OR",
                                ),
                                name="policies_policy_ceiling_positive",
                                violation_error_message="金额上限应大于 0；没有就留空。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("document_number", ""), _negated=True),
                                fields=("document_number",),
                                name="policies_policy_number_once",
                                violation_error_message="这个文号已经录入过。",
                            ),
                        ],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                publishing.media_names.MediaNames("body"),
                                name="policies_policy_body_media",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                publishing.media_names.MediaNames("interpretation"),
                                name="policies_policy_reading_media",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                publishing.media_names.MediaNames("how_to_apply"),
                                name="policies_policy_steps_media",
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["region", "publish_at"],
                                name="policies_policy_appears",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("expire_at__isnull", False), ("status", "approved")
                                ),
                                fields=["region", "expire_at"],
                                name="policies_policy_expires",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                search.bigrams.Bigrams("title"), name="policies_policy_parts"
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved"), _negated=True),
                                fields=["status", "updated_at"],
                                name="policies_policy_waiting",
                            ),
                        ],
                    },
                    bases=(regions.canonical.HasCanonicalUrl, models.Model),
                ),
            ],
        ),
        *statements_of(*STEPS),
    ]
