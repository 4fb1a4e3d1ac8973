"""The tables of 0001 to 0024, made at once where none of them is there yet (ADR 67)."""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import parks.completeness
import parks.models.exchange_logs
import parks.models.export_jobs
import parks.models.listing_display
import parks.models.listing_state
import parks.models.park_display
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
        "0003_former_addresses",
        "0008_index_rows_have_a_place",
        "0012_changes_of_index_rows_are_told",
        "0013_any_role_moves_the_stamp",
    )
]


class Migration(migrations.Migration):
    replaces = [
        ("parks", "0001_initial"),
        ("parks", "0002_fold_codes"),
        ("parks", "0003_former_addresses"),
        ("parks", "0004_renamed_addresses_lead_on"),
        ("parks", "0005_importjob_hidden_rows"),
        ("parks", "0006_accounts_stay"),
        ("parks", "0007_media_is_as_public_as_its_owner"),
        ("parks", "0008_index_rows_have_a_place"),
        ("parks", "0009_moments"),
        ("parks", "0010_short_walks_of_the_index"),
        ("parks", "0011_long_exports_are_jobs"),
        ("parks", "0012_changes_of_index_rows_are_told"),
        ("parks", "0013_any_role_moves_the_stamp"),
        ("parks", "0014_parts_and_what_waits"),
        ("parks", "0015_what_to_verify_at_size"),
        ("parks", "0016_exports_have_reasons"),
        ("parks", "0017_pictures_for_the_eye_alone"),
        ("parks", "0018_pictures_say_what_they_show"),
        ("parks", "0019_facts_name_their_source"),
        ("parks", "0020_changes_wait"),
        ("parks", "0021_lists_of_leads"),
        ("parks", "0022_columns_have_defaults"),
        ("parks", "0023_ended_lists_say_nothing"),
        ("parks", "0024_old_pages_come_in"),
    ]

    initial = True

    dependencies = [
        ("publishing", "0003_media_names"),
        ("regions", "0010_self_review"),
        ("search", "0002_bigrams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Industry",
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
                        ("slug", models.SlugField(max_length=30, unique=True, verbose_name="标识")),
                        (
                            "gb_divisions",
                            models.JSONField(
                                blank=True, default=list, verbose_name="国民经济行业大类代码"
                            ),
                        ),
                        (
                            "hints",
                            models.CharField(blank=True, max_length=120, verbose_name="同义词"),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
                    ],
                    options={
                        "verbose_name": "产业",
                        "verbose_name_plural": "产业",
                    },
                ),
                migrations.CreateModel(
                    name="Listing",
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
                            "code",
                            models.CharField(
                                help_text="如 GEM-T-2026-018",
                                max_length=30,
                                unique=True,
                                verbose_name="编号",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("land", "工业用地"),
                                    ("factory", "厂房"),
                                    ("warehouse", "仓库"),
                                    ("office", "写字楼"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        (
                            "offer",
                            models.CharField(
                                choices=[
                                    ("sale", "出让（出售）"),
                                    ("lease", "出租"),
                                    ("both", "可租可售"),
                                    ("transfer", "转让"),
                                ],
                                max_length=10,
                                verbose_name="供应方式",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="先写最要紧的，不超过 28 个字为好。",
                                max_length=60,
                                verbose_name="标题",
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(blank=True, max_length=160, verbose_name="一句话说明"),
                        ),
                        (
                            "body",
                            publishing.fields.RichTextField(blank=True, verbose_name="详细说明"),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=120, verbose_name="位置"),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="纬度（WGS-84）",
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="经度（WGS-84）",
                            ),
                        ),
                        (
                            "area_sqm",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="面积（㎡）"
                            ),
                        ),
                        (
                            "divisible_from_sqm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="最少可以取多少；不能分割时为空。",
                                max_digits=14,
                                null=True,
                                verbose_name="可分割（㎡）",
                            ),
                        ),
                        (
                            "price_amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="面议则留空。",
                                max_digits=12,
                                null=True,
                                verbose_name="价格",
                            ),
                        ),
                        (
                            "price_unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wan_per_mu", "万元/亩"),
                                    ("yuan_per_sqm", "元/㎡"),
                                    ("yuan_per_sqm_month", "元/㎡·月"),
                                    ("yuan_per_sqm_day", "元/㎡·天"),
                                ],
                                max_length=20,
                                verbose_name="价格单位",
                            ),
                        ),
                        (
                            "price_basis",
                            models.CharField(
                                blank=True,
                                help_text="起始价、含税、含物业，或面议的原因。",
                                max_length=60,
                                verbose_name="价格口径",
                            ),
                        ),
                        (
                            "price_yuan_per_sqm",
                            models.DecimalField(
                                decimal_places=4,
                                editable=False,
                                max_digits=14,
                                null=True,
                                verbose_name="单价（元/㎡）",
                            ),
                        ),
                        (
                            "rent_yuan_per_sqm_month",
                            models.DecimalField(
                                decimal_places=4,
                                editable=False,
                                max_digits=14,
                                null=True,
                                verbose_name="月租（元/㎡·月）",
                            ),
                        ),
                        (
                            "status_of_offer",
                            models.CharField(
                                choices=[
                                    ("available", "可供"),
                                    ("negotiating", "洽谈中"),
                                    ("taken", "已租售"),
                                    ("closed", "已停止"),
                                ],
                                default="available",
                                max_length=12,
                                verbose_name="供应状态",
                            ),
                        ),
                        (
                            "available_on",
                            models.DateField(blank=True, null=True, verbose_name="可交付日期"),
                        ),
                        (
                            "verified_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="核实时间"),
                        ),
                        (
                            "verified_by",
                            models.CharField(blank=True, max_length=40, verbose_name="核实人岗位"),
                        ),
                        (
                            "verified_evidence",
                            models.CharField(blank=True, max_length=120, verbose_name="核实依据"),
                        ),
                        (
                            "stale_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="何时起待核实"
                            ),
                        ),
                        (
                            "hidden_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="何时起隐藏"
                            ),
                        ),
                        (
                            "held_until_on",
                            models.DateField(blank=True, null=True, verbose_name="意向锁定到"),
                        ),
                        (
                            "searched_text",
                            models.TextField(
                                default="", editable=False, verbose_name="供查找的文字"
                            ),
                        ),
                        (
                            "hold_reason",
                            models.CharField(
                                blank=True,
                                help_text="只给工作人员看；公众看到“洽谈中”。",
                                max_length=120,
                                verbose_name="锁定原因",
                            ),
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
                                related_name="listings",
                                to="parks.industry",
                                verbose_name="适合产业",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "park",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="parks.park",
                                verbose_name="园区",
                            ),
                        ),
                        (
                            "area_source",
                            models.CharField(
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
                        (
                            "area_sourced_on",
                            models.DateField(blank=True, null=True, verbose_name="面积的核对日期"),
                        ),
                        (
                            "offer_source",
                            models.CharField(
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
                        (
                            "offer_sourced_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="供应状态的核对日期"
                            ),
                        ),
                        (
                            "price_source",
                            models.CharField(
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
                        (
                            "price_sourced_on",
                            models.DateField(blank=True, null=True, verbose_name="价格的核对日期"),
                        ),
                        (
                            "terms_source",
                            models.CharField(
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
                        (
                            "terms_sourced_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="土地或建筑条件的核对日期"
                            ),
                        ),
                        (
                            "utilities_source",
                            models.CharField(
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
                        (
                            "utilities_sourced_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="水电与配套的核对日期"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "载体（土地与空间）",
                        "verbose_name_plural": "载体（土地与空间）",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["region", "kind", "-publish_at", "-id"],
                                name="parks_listing_public",
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["stale_at"],
                                name="parks_listing_due",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                publishing.media_names.MediaNames("body"),
                                name="parks_listing_media",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("expire_at__isnull", False), ("status", "approved")
                                ),
                                fields=["region", "kind", "expire_at"],
                                name="parks_listing_expires",
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["region", "kind", "stale_at"],
                                name="parks_listing_stale",
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["region", "kind", "hidden_at"],
                                name="parks_listing_hidden",
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["park", "region"],
                                name="parks_listing_places",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                search.bigrams.Bigrams("searched_text"), name="parks_listing_parts"
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved"), _negated=True),
                                fields=["status", "updated_at"],
                                name="parks_listing_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("status", "approved")),
                                fields=["hidden_at", "-id"],
                                name="parks_listing_to_verify",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expire_at__isnull", True),
                                    ("expire_at__gt", models.F("publish_at")),
                                    _connector="OR",
                                ),
                                name="parks_listing_expires_after_publishing",
                                violation_error_message="下线时间应晚于发布时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "in_review", "approved", "withdrawn"])
                                ),
                                name="parks_listing_known_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("area_sqm__gt", 0)),
                                name="parks_listing_area_positive",
                                violation_error_message="面积应大于 0。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("divisible_from_sqm__isnull", True),
                                    models.Q(
                                        ("divisible_from_sqm__gt", 0),
                                        ("divisible_from_sqm__lte", models.F("area_sqm")),
                                    ),
                                    _connector="OR",
                                ),
                                name="parks_listing_divisible_within_area",
                                violation_error_message="最小可分割面积应大于 0，且不超过总面积。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("price_amount__isnull", True), ("price_unit", "")),
                                    models.Q(
                                        ("price_amount__gt", 0),
                                        ("price_amount__isnull", False),
                                        models.Q(("price_unit", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="parks_listing_price_has_unit",
                                violation_error_message="价格与单位要么都填，要么都不填（面议）。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["land", "factory", "warehouse", "office"]),
                                    ("offer__in", ["sale", "lease", "both", "transfer"]),
                                    (
                                        "status_of_offer__in",
                                        ["available", "negotiating", "taken", "closed"],
                                    ),
                                ),
                                name="parks_listing_known_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("held_until_on__isnull", True), ("hold_reason", "")),
                                    models.Q(
                                        ("held_until_on__isnull", False),
                                        ("status_of_offer", "negotiating"),
                                        models.Q(("hold_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="parks_listing_hold_complete",
                                violation_error_message="锁定要写到期日和原因，并且状态是洽谈中。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("latitude__isnull", True),
                                        ("latitude__range", (3, 54)),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("longitude__isnull", True),
                                        ("longitude__range", (73, 136)),
                                        _connector="OR",
                                    ),
                                ),
                                name="parks_listing_coordinates_in_china",
                                violation_error_message="坐标应在中国范围内（WGS-84，纬度 3–54，经度 73–136）。",
                            ),
                            models.CheckConstraint(
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
                        ],
                    },
                    bases=(
                        parks.models.listing_state.ListingState,
                        parks.completeness.Completeness,
                        parks.models.listing_display.ListingText,
                        regions.canonical.HasCanonicalUrl,
                        models.Model,
                    ),
                ),
                migrations.CreateModel(
                    name="CountedDemand",
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
                        ("asked_on", models.DateField(verbose_name="日期")),
                        ("digest", models.CharField(max_length=64, verbose_name="来源摘要")),
                    ],
                    options={
                        "verbose_name": "当天已计的来源",
                        "verbose_name_plural": "当天已计的来源",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("asked_on", "digest"), name="parks_counteddemand_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPark",
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
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "also_known_as",
                            models.CharField(blank=True, max_length=120, verbose_name="别名"),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="如 kunlun；改了以后，旧网址自动转到新网址。",
                                max_length=40,
                                verbose_name="网址标识",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national_etdz", "国家级经济技术开发区"),
                                    ("national_hightech", "国家级高新技术产业开发区"),
                                    ("national_new_area", "国家级新区"),
                                    ("bonded", "综合保税区"),
                                    ("provincial", "省级工业园区"),
                                    ("chemical", "化工园区（认定）"),
                                    ("circular", "循环经济试验区片区"),
                                    ("enclave", "飞地园区"),
                                    ("energy", "新能源基地"),
                                    ("local", "市县级园区"),
                                ],
                                max_length=20,
                                verbose_name="级别",
                            ),
                        ),
                        ("summary", models.CharField(max_length=160, verbose_name="一句话介绍")),
                        (
                            "body",
                            publishing.fields.RichTextField(blank=True, verbose_name="详细介绍"),
                        ),
                        (
                            "cover",
                            models.TextField(blank=True, max_length=100, verbose_name="题图"),
                        ),
                        (
                            "cover_alt",
                            models.CharField(blank=True, max_length=120, verbose_name="题图说明"),
                        ),
                        (
                            "established_on",
                            models.DateField(blank=True, null=True, verbose_name="批准设立"),
                        ),
                        (
                            "approved_area_sqm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="核准面积（㎡）",
                            ),
                        ),
                        (
                            "planned_area_sqm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="规划面积（㎡）",
                            ),
                        ),
                        (
                            "supplied_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="已供土地（%）",
                            ),
                        ),
                        (
                            "available_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="可供土地（%）",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=120, verbose_name="位置"),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="纬度（WGS-84）",
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="经度（WGS-84）",
                            ),
                        ),
                        (
                            "location_accuracy_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="坐标误差（米）"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(blank=True, max_length=60, verbose_name="联系部门"),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="数据来源与年份"
                            ),
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
                                verbose_name="地区",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "园区历史",
                        "verbose_name_plural": "historical 园区",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ImportJob",
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
                            "is_by_operator",
                            models.BooleanField(default=False, verbose_name="由命令行导入"),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                storage=parks.models.exchange_logs.import_storage,
                                upload_to=parks.models.exchange_logs.import_name,
                                verbose_name="文件",
                            ),
                        ),
                        (
                            "spool_name",
                            models.CharField(
                                blank=True, editable=False, max_length=120, verbose_name="逐行内容"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64, verbose_name="内容指纹")),
                        ("size_bytes", models.PositiveBigIntegerField(verbose_name="大小（字节）")),
                        (
                            "is_clearing",
                            models.BooleanField(
                                default=False,
                                help_text="不勾选时，空白格保留原来的内容。",
                                verbose_name="空白格清空原值",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "等待读取"),
                                    ("checking", "正在核对"),
                                    ("ready", "等您确认"),
                                    ("importing", "正在导入"),
                                    ("done", "已导入"),
                                    ("cancelled", "已放弃"),
                                    ("failed", "没有成功"),
                                ],
                                default="received",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="没有成功的原因"
                            ),
                        ),
                        ("header", models.JSONField(default=list, verbose_name="表头")),
                        ("total", models.PositiveIntegerField(default=0, verbose_name="总行数")),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="已处理行数")),
                        (
                            "position",
                            models.PositiveBigIntegerField(
                                default=0, verbose_name="读到的位置（字节）"
                            ),
                        ),
                        ("new_rows", models.PositiveIntegerField(default=0, verbose_name="新增")),
                        (
                            "changed_rows",
                            models.PositiveIntegerField(default=0, verbose_name="有改动"),
                        ),
                        (
                            "same_rows",
                            models.PositiveIntegerField(default=0, verbose_name="没有变化"),
                        ),
                        (
                            "reopened_rows",
                            models.PositiveIntegerField(default=0, verbose_name="改动待审"),
                        ),
                        (
                            "faulty_rows",
                            models.PositiveIntegerField(default=0, verbose_name="有错误"),
                        ),
                        (
                            "claimed_until",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="处理中，直到"
                            ),
                        ),
                        (
                            "attempt",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="第几次处理"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="上传时间"),
                        ),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="核对时间")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                        (
                            "region",
                            models.ForeignKey(
                                help_text="没有写地区的行归这里；别的地区的编号不接受。",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="import_jobs",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="import_jobs",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="导入人",
                            ),
                        ),
                        (
                            "notes",
                            models.JSONField(
                                db_default=models.Value([], models.JSONField()),
                                default=list,
                                verbose_name="读文件时的说明",
                            ),
                        ),
                        (
                            "hidden_rows",
                            models.PositiveIntegerField(
                                db_default=0, default=0, verbose_name="文件里隐藏的行"
                            ),
                        ),
                        (
                            "is_skipping_hidden",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="不导入隐藏的行"
                            ),
                        ),
                        (
                            "defaults",
                            models.JSONField(
                                blank=True,
                                db_default=models.Value({}, models.JSONField()),
                                default=dict,
                                help_text="名单的来源、主题、同意方式，行里没有写的用这些。",
                                verbose_name="对所有行的说明",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("listings", "载体"),
                                    ("leads", "线索"),
                                    ("pages", "旧网页"),
                                ],
                                db_default="listings",
                                default="listings",
                                max_length=10,
                                verbose_name="导入什么",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "导入记录",
                        "verbose_name_plural": "导入记录",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "received",
                                            "checking",
                                            "ready",
                                            "importing",
                                            "done",
                                            "cancelled",
                                            "failed",
                                        ],
                                    )
                                ),
                                name="parks_importjob_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("done__lte", models.F("total"))),
                                name="parks_importjob_done_within_total",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["listings", "leads", "pages"])),
                                name="parks_importjob_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportFault",
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
                            "row",
                            models.PositiveIntegerField(
                                help_text="文件里的行号，表头是第 1 行。", verbose_name="行号"
                            ),
                        ),
                        ("reasons", models.JSONField(default=dict, verbose_name="原因")),
                        (
                            "job",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="faults",
                                to="parks.importjob",
                                verbose_name="导入记录",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "导入错误",
                        "verbose_name_plural": "导入错误",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("job", "row"), name="parks_importfault_row_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KindRule",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("land", "工业用地"),
                                    ("factory", "厂房"),
                                    ("warehouse", "仓库"),
                                    ("office", "写字楼"),
                                ],
                                max_length=10,
                                unique=True,
                                verbose_name="类型",
                            ),
                        ),
                        (
                            "fresh_days",
                            models.PositiveSmallIntegerField(
                                help_text="超过这么多天没有重新核实，页面标“待核实”。",
                                verbose_name="核实有效期（天）",
                            ),
                        ),
                        (
                            "grace_days",
                            models.PositiveSmallIntegerField(
                                help_text="标“待核实”之后再过这么多天，自动从公开页面隐藏。",
                                verbose_name="宽限期（天）",
                            ),
                        ),
                        (
                            "required",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                help_text="缺一项就不能发布，并列出缺哪几项。",
                                verbose_name="发布前必填",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "类型规则（核实与必填）",
                        "verbose_name_plural": "类型规则（核实与必填）",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fresh_days__range", (1, 730)), ("grace_days__range", (1, 365))
                                ),
                                name="parks_kindrule_days_sensible",
                                violation_error_message="有效期应为 1–730 天，宽限期应为 1–365 天。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListingIndex",
                    fields=[
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
                            "listing",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="index_row",
                                serialize=False,
                                to="parks.listing",
                                verbose_name="载体",
                            ),
                        ),
                        (
                            "industries",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.IntegerField(), default=list
                            ),
                        ),
                        ("kind", models.CharField(max_length=10)),
                        ("status_of_offer", models.CharField(max_length=12)),
                        ("held_until_on", models.DateField(null=True)),
                        ("is_for_sale", models.BooleanField()),
                        ("is_for_lease", models.BooleanField()),
                        ("verified_at", models.DateTimeField(help_text="从未核实：1970 年。")),
                        ("available_on", models.DateField(null=True)),
                        ("area_sqm", models.FloatField()),
                        ("divisible_from_sqm", models.FloatField(help_text="不可分割时等于面积。")),
                        ("price_yuan_per_sqm", models.FloatField(null=True)),
                        ("rent_yuan_per_sqm_month", models.FloatField(null=True)),
                        ("power_kva", models.FloatField(null=True)),
                        ("is_eia_ready", models.BooleanField(null=True)),
                        ("use_code", models.CharField(blank=True, max_length=6)),
                        ("supply_mode", models.CharField(blank=True, max_length=20)),
                        ("state", models.CharField(blank=True, max_length=12)),
                        ("is_standard_land", models.BooleanField(null=True)),
                        ("investment_wan_per_mu", models.FloatField(null=True)),
                        ("fire_class", models.CharField(blank=True, max_length=8)),
                        ("delivery_standard", models.CharField(blank=True, max_length=12)),
                        ("is_separately_titled", models.BooleanField(null=True)),
                        ("is_registrable", models.BooleanField(null=True)),
                        ("has_dual_power", models.BooleanField(null=True)),
                        ("has_sprinkler", models.BooleanField(null=True)),
                        ("has_air_conditioning", models.BooleanField(null=True)),
                        ("has_steam", models.BooleanField(null=True)),
                        ("has_gas", models.BooleanField(null=True)),
                        ("has_rail_siding", models.BooleanField(null=True)),
                        ("clear_height_m", models.FloatField(null=True)),
                        ("floor_height_m", models.FloatField(null=True)),
                        ("load_t_per_sqm", models.FloatField(null=True)),
                        ("column_spacing_m", models.FloatField(null=True)),
                        ("crane_t", models.FloatField(null=True)),
                        ("freight_lift_t", models.FloatField(null=True)),
                        ("property_fee_yuan_per_sqm_month", models.FloatField(null=True)),
                        ("rail_freight_km", models.FloatField(null=True)),
                        ("highway_km", models.FloatField(null=True)),
                        ("searched_text", models.TextField(default="")),
                        (
                            "park",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="parks.park",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="regions.region",
                            ),
                        ),
                        (
                            "latitude",
                            models.FloatField(
                                help_text="WGS-84；自己的，没有就是园区的。", null=True
                            ),
                        ),
                        ("longitude", models.FloatField(null=True)),
                        ("is_at_park", models.BooleanField(db_default=False, default=False)),
                    ],
                    options={
                        "verbose_name": "载体检索行",
                        "verbose_name_plural": "载体检索行",
                        "db_table": "parks_listingdigest",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["region", "kind"], name="parks_digest_region_kind"
                            ),
                            models.Index(
                                fields=["-verified_at", "-listing"], name="parks_digest_verified"
                            ),
                            models.Index(fields=["area_sqm", "listing"], name="parks_digest_area"),
                            models.Index(
                                django.db.models.functions.comparison.Coalesce(
                                    "price_yuan_per_sqm", models.Value(1000000000000000.0)
                                ),
                                models.F("listing"),
                                name="parks_digest_price",
                            ),
                            models.Index(
                                django.db.models.functions.comparison.Coalesce(
                                    "rent_yuan_per_sqm_month", models.Value(1000000000000000.0)
                                ),
                                models.F("listing"),
                                name="parks_digest_rent",
                            ),
                            models.Index(
                                fields=["latitude", "longitude"], name="parks_digest_place"
                            ),
                            models.Index(
                                fields=["region", "kind", "area_sqm", "listing"],
                                name="parks_digest_size",
                            ),
                            models.Index(
                                fields=["park", "status_of_offer"],
                                include=("status", "publish_at", "expire_at"),
                                name="parks_digest_of_park",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expire_at__isnull", True),
                                    ("expire_at__gt", models.F("publish_at")),
                                    _connector="OR",
                                ),
                                name="parks_listingdigest_expires_after_publishing",
                                violation_error_message="下线时间应晚于发布时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "in_review", "approved", "withdrawn"])
                                ),
                                name="parks_listingdigest_known_status",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LandTerms",
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
                            "use_code",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("100101", "一类工业用地"),
                                    ("100102", "二类工业用地"),
                                    ("100103", "三类工业用地"),
                                    ("110101", "一类物流仓储用地"),
                                    ("110102", "二类物流仓储用地"),
                                    ("110103", "三类物流仓储用地"),
                                    ("0901", "商业用地"),
                                    ("0802", "科研用地"),
                                ],
                                max_length=6,
                                verbose_name="规划用途",
                            ),
                        ),
                        (
                            "supply_mode",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("bidding", "招标出让"),
                                    ("auction", "拍卖出让"),
                                    ("listed", "挂牌出让"),
                                    ("flexible", "弹性年期出让"),
                                    ("lease", "长期租赁"),
                                    ("lease_then_grant", "先租后让"),
                                    ("secondary", "二级市场转让"),
                                ],
                                max_length=20,
                                verbose_name="供地方式",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("planned", "规划中"),
                                    ("reserved", "已收储"),
                                    ("cleared", "净地"),
                                    ("announced", "公告中"),
                                    ("idle", "闲置待盘活"),
                                ],
                                max_length=12,
                                verbose_name="土地状态",
                            ),
                        ),
                        (
                            "is_standard_land",
                            models.BooleanField(blank=True, null=True, verbose_name="标准地"),
                        ),
                        (
                            "tenure_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="出让年期（年）"
                            ),
                        ),
                        (
                            "auction_deposit_wan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="竞买保证金（万元）",
                            ),
                        ),
                        (
                            "plot_ratio_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=4,
                                null=True,
                                verbose_name="容积率下限",
                            ),
                        ),
                        (
                            "plot_ratio_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=4,
                                null=True,
                                verbose_name="容积率上限",
                            ),
                        ),
                        (
                            "building_coefficient_min_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="下限：不低于这个数。",
                                max_digits=5,
                                null=True,
                                verbose_name="建筑系数（%）",
                            ),
                        ),
                        (
                            "green_ratio_max_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="上限：不高于这个数。",
                                max_digits=5,
                                null=True,
                                verbose_name="绿地率（%）",
                            ),
                        ),
                        (
                            "office_land_max_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="上限：不高于这个数。",
                                max_digits=5,
                                null=True,
                                verbose_name="行政办公及生活设施用地（%）",
                            ),
                        ),
                        (
                            "height_max_m",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="上限：不高于这个数。",
                                max_digits=6,
                                null=True,
                                verbose_name="限高（m）",
                            ),
                        ),
                        (
                            "investment_wan_per_mu",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="下限：不低于这个数。",
                                max_digits=10,
                                null=True,
                                verbose_name="固定资产投资强度（万元/亩）",
                            ),
                        ),
                        (
                            "tax_wan_per_mu",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="下限：不低于这个数。",
                                max_digits=10,
                                null=True,
                                verbose_name="亩均税收（万元/亩·年）",
                            ),
                        ),
                        (
                            "output_wan_per_mu",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="下限：不低于这个数。",
                                max_digits=10,
                                null=True,
                                verbose_name="亩均产值（万元/亩·年）",
                            ),
                        ),
                        (
                            "energy_tce_per_wan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="上限：不高于这个数。",
                                max_digits=8,
                                null=True,
                                verbose_name="单位增加值能耗（吨标准煤/万元）",
                            ),
                        ),
                        (
                            "power_kva",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="供电容量（kVA）"
                            ),
                        ),
                        (
                            "is_eia_ready",
                            models.BooleanField(blank=True, null=True, verbose_name="可办环评"),
                        ),
                        (
                            "emission",
                            models.CharField(blank=True, max_length=120, verbose_name="排放要求"),
                        ),
                        (
                            "assessments",
                            models.CharField(blank=True, max_length=160, verbose_name="区域评估"),
                        ),
                        (
                            "geology",
                            models.CharField(blank=True, max_length=120, verbose_name="地质"),
                        ),
                        (
                            "listing",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="land_terms",
                                to="parks.listing",
                                verbose_name="地块",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "土地条件",
                        "verbose_name_plural": "土地条件",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("tenure_years__isnull", True),
                                    ("tenure_years__range", (1, 70)),
                                    _connector="OR",
                                ),
                                name="parks_landterms_tenure_lawful",
                                violation_error_message="年期应在 1 到 70 年之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("plot_ratio_min__isnull", True),
                                    ("plot_ratio_max__isnull", True),
                                    ("plot_ratio_min__lte", models.F("plot_ratio_max")),
                                    _connector="OR",
                                ),
                                name="parks_landterms_plot_ratio_ordered",
                                violation_error_message="容积率下限不应大于上限。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BuildingSpec",
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
                            "structure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("steel", "钢结构"),
                                    ("portal", "门式刚架"),
                                    ("frame", "框架"),
                                    ("brick", "砖混"),
                                ],
                                max_length=10,
                                verbose_name="结构",
                            ),
                        ),
                        (
                            "fire_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("jia", "甲类"),
                                    ("yi", "乙类"),
                                    ("bing1", "丙类 1 项"),
                                    ("bing2", "丙类 2 项"),
                                    ("ding", "丁类"),
                                    ("wu", "戊类"),
                                ],
                                help_text="按 GB 50016。",
                                max_length=8,
                                verbose_name="火灾危险性类别",
                            ),
                        ),
                        (
                            "floors",
                            models.CharField(
                                blank=True,
                                help_text="如：3/12 层",
                                max_length=20,
                                verbose_name="楼层",
                            ),
                        ),
                        (
                            "clear_height_m",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="净高（m）",
                            ),
                        ),
                        (
                            "floor_height_m",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="层高（m）",
                            ),
                        ),
                        (
                            "load_t_per_sqm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=6,
                                null=True,
                                verbose_name="楼面承重（t/㎡）",
                            ),
                        ),
                        (
                            "column_spacing_m",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="最小柱距（m）",
                            ),
                        ),
                        (
                            "column_grid",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="柱距 × 跨度（m）"
                            ),
                        ),
                        (
                            "crane_t",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=6,
                                null=True,
                                verbose_name="行车（t）",
                            ),
                        ),
                        (
                            "freight_lift_t",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=6,
                                null=True,
                                verbose_name="货梯（t）",
                            ),
                        ),
                        (
                            "power_kva",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="供电容量（kVA）"
                            ),
                        ),
                        (
                            "has_dual_power",
                            models.BooleanField(blank=True, null=True, verbose_name="双回路供电"),
                        ),
                        (
                            "has_sprinkler",
                            models.BooleanField(blank=True, null=True, verbose_name="喷淋"),
                        ),
                        (
                            "has_air_conditioning",
                            models.BooleanField(blank=True, null=True, verbose_name="空调"),
                        ),
                        (
                            "has_steam",
                            models.BooleanField(blank=True, null=True, verbose_name="蒸汽"),
                        ),
                        (
                            "has_gas",
                            models.BooleanField(blank=True, null=True, verbose_name="天然气"),
                        ),
                        (
                            "has_rail_siding",
                            models.BooleanField(blank=True, null=True, verbose_name="铁路专用线"),
                        ),
                        (
                            "is_eia_ready",
                            models.BooleanField(blank=True, null=True, verbose_name="可办环评"),
                        ),
                        (
                            "is_registrable",
                            models.BooleanField(blank=True, null=True, verbose_name="可注册公司"),
                        ),
                        (
                            "is_separately_titled",
                            models.BooleanField(blank=True, null=True, verbose_name="独立产证"),
                        ),
                        (
                            "dock_doors",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="卸货门（个）"
                            ),
                        ),
                        (
                            "efficiency_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="得房率（%）",
                            ),
                        ),
                        (
                            "workstations",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="工位（个）"
                            ),
                        ),
                        (
                            "delivery_standard",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("bare", "毛坯"),
                                    ("basic", "简装"),
                                    ("fitted", "精装"),
                                    ("equipped", "带装修带设备"),
                                ],
                                max_length=12,
                                verbose_name="交付标准",
                            ),
                        ),
                        (
                            "delivery",
                            models.CharField(blank=True, max_length=40, verbose_name="交付说明"),
                        ),
                        (
                            "property_fee_yuan_per_sqm_month",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=8,
                                null=True,
                                verbose_name="物业费（元/㎡·月）",
                            ),
                        ),
                        (
                            "deposit_terms",
                            models.CharField(blank=True, max_length=20, verbose_name="押付方式"),
                        ),
                        (
                            "rent_free_months",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=4,
                                null=True,
                                verbose_name="免租期（个月）",
                            ),
                        ),
                        (
                            "listing",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="building_spec",
                                to="parks.listing",
                                verbose_name="载体",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "建筑条件",
                        "verbose_name_plural": "建筑条件",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("clear_height_m__isnull", True),
                                        ("clear_height_m__gt", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("floor_height_m__isnull", True),
                                        ("floor_height_m__gt", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("load_t_per_sqm__isnull", True),
                                        ("load_t_per_sqm__gt", 0),
                                        _connector="OR",
                                    ),
                                ),
                                name="parks_buildingspec_measures_positive",
                                violation_error_message="层高、净高、承重应大于 0；不知道就留空。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListingFile",
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
                        ("title", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "document",
                            publishing.fields.DocumentField(
                                upload_to="listings", verbose_name="PDF 文件"
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="parks.listing",
                                verbose_name="载体",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "附件",
                        "verbose_name_plural": "附件",
                        "indexes": [
                            models.Index(fields=["document"], name="parks_listingfile_document")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListingPhoto",
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
                            "image",
                            publishing.fields.PictureField(
                                upload_to="listings", verbose_name="图片"
                            ),
                        ),
                        (
                            "alt",
                            models.CharField(blank=True, max_length=120, verbose_name="图片说明"),
                        ),
                        (
                            "credit",
                            models.CharField(blank=True, max_length=60, verbose_name="来源"),
                        ),
                        (
                            "is_illustration",
                            models.BooleanField(default=False, verbose_name="示意图（非现场照片）"),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photos",
                                to="parks.listing",
                                verbose_name="载体",
                            ),
                        ),
                        (
                            "is_decorative",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="装饰性（不用说明）"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "图片",
                        "verbose_name_plural": "图片",
                        "indexes": [
                            models.Index(fields=["image"], name="parks_listingphoto_image")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_decorative", True),
                                    models.Q(("alt", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="parks_listingphoto_told_or_decorative",
                                violation_error_message="请写图片说明，或者勾“装饰性”。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedDemand",
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
                        ("need", models.CharField(max_length=40, verbose_name="条件")),
                        ("asked_on", models.DateField(verbose_name="日期")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="次数")),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="need_demand",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "被问到的条件",
                        "verbose_name_plural": "被问到的条件",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "need", "asked_on"),
                                name="parks_needdemand_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("times__gt", 0)),
                                name="parks_needdemand_times_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Park",
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
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "also_known_as",
                            models.CharField(blank=True, max_length=120, verbose_name="别名"),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="如 kunlun；改了以后，旧网址自动转到新网址。",
                                max_length=40,
                                verbose_name="网址标识",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national_etdz", "国家级经济技术开发区"),
                                    ("national_hightech", "国家级高新技术产业开发区"),
                                    ("national_new_area", "国家级新区"),
                                    ("bonded", "综合保税区"),
                                    ("provincial", "省级工业园区"),
                                    ("chemical", "化工园区（认定）"),
                                    ("circular", "循环经济试验区片区"),
                                    ("enclave", "飞地园区"),
                                    ("energy", "新能源基地"),
                                    ("local", "市县级园区"),
                                ],
                                max_length=20,
                                verbose_name="级别",
                            ),
                        ),
                        ("summary", models.CharField(max_length=160, verbose_name="一句话介绍")),
                        (
                            "body",
                            publishing.fields.RichTextField(blank=True, verbose_name="详细介绍"),
                        ),
                        (
                            "cover",
                            publishing.fields.PictureField(
                                blank=True, upload_to="parks", verbose_name="题图"
                            ),
                        ),
                        (
                            "cover_alt",
                            models.CharField(blank=True, max_length=120, verbose_name="题图说明"),
                        ),
                        (
                            "established_on",
                            models.DateField(blank=True, null=True, verbose_name="批准设立"),
                        ),
                        (
                            "approved_area_sqm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="核准面积（㎡）",
                            ),
                        ),
                        (
                            "planned_area_sqm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="规划面积（㎡）",
                            ),
                        ),
                        (
                            "supplied_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="已供土地（%）",
                            ),
                        ),
                        (
                            "available_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="可供土地（%）",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=120, verbose_name="位置"),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="纬度（WGS-84）",
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="经度（WGS-84）",
                            ),
                        ),
                        (
                            "location_accuracy_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="坐标误差（米）"
                            ),
                        ),
                        (
                            "boundary",
                            models.JSONField(blank=True, null=True, verbose_name="边界（GeoJSON）"),
                        ),
                        (
                            "contact_name",
                            models.CharField(blank=True, max_length=60, verbose_name="联系部门"),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="数据来源与年份"
                            ),
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
                                related_name="parks",
                                to="parks.industry",
                                verbose_name="主导产业",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parks",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "园区",
                        "verbose_name_plural": "园区",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("cover", ""), _negated=True),
                                fields=["cover"],
                                name="parks_park_cover",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                publishing.media_names.MediaNames("body"), name="parks_park_media"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expire_at__isnull", True),
                                    ("expire_at__gt", models.F("publish_at")),
                                    _connector="OR",
                                ),
                                name="parks_park_expires_after_publishing",
                                violation_error_message="下线时间应晚于发布时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "in_review", "approved", "withdrawn"])
                                ),
                                name="parks_park_known_status",
                            ),
                            models.UniqueConstraint(
                                fields=("region", "slug"), name="parks_park_slug_once_a_region"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_area_sqm__isnull", True),
                                        ("approved_area_sqm__gt", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("planned_area_sqm__isnull", True),
                                        ("planned_area_sqm__gt", 0),
                                        _connector="OR",
                                    ),
                                ),
                                name="parks_park_areas_positive",
                                violation_error_message="面积应大于 0；不知道就留空。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("supplied_percent__isnull", True),
                                        ("supplied_percent__range", (0, 100)),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("available_percent__isnull", True),
                                        ("available_percent__range", (0, 100)),
                                        _connector="OR",
                                    ),
                                ),
                                name="parks_park_shares_are_percentages",
                                violation_error_message="土地占比应在 0 到 100 之间；不知道就留空。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("latitude__isnull", True),
                                        ("latitude__range", (3, 54)),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("longitude__isnull", True),
                                        ("longitude__range", (73, 136)),
                                        _connector="OR",
                                    ),
                                ),
                                name="parks_park_coordinates_in_china",
                                violation_error_message="坐标应在中国范围内（WGS-84，纬度 3–54，经度 73–136）。",
                            ),
                        ],
                    },
                    bases=(
                        parks.models.park_display.ParkText,
                        regions.canonical.HasCanonicalUrl,
                        models.Model,
                    ),
                ),
                migrations.CreateModel(
                    name="HistoricalListing",
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
                            "code",
                            models.CharField(
                                db_index=True,
                                help_text="如 GEM-T-2026-018",
                                max_length=30,
                                verbose_name="编号",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("land", "工业用地"),
                                    ("factory", "厂房"),
                                    ("warehouse", "仓库"),
                                    ("office", "写字楼"),
                                ],
                                max_length=10,
                                verbose_name="类型",
                            ),
                        ),
                        (
                            "offer",
                            models.CharField(
                                choices=[
                                    ("sale", "出让（出售）"),
                                    ("lease", "出租"),
                                    ("both", "可租可售"),
                                    ("transfer", "转让"),
                                ],
                                max_length=10,
                                verbose_name="供应方式",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="先写最要紧的，不超过 28 个字为好。",
                                max_length=60,
                                verbose_name="标题",
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(blank=True, max_length=160, verbose_name="一句话说明"),
                        ),
                        (
                            "body",
                            publishing.fields.RichTextField(blank=True, verbose_name="详细说明"),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=120, verbose_name="位置"),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="纬度（WGS-84）",
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="经度（WGS-84）",
                            ),
                        ),
                        (
                            "area_sqm",
                            models.DecimalField(
                                decimal_places=2, max_digits=14, verbose_name="面积（㎡）"
                            ),
                        ),
                        (
                            "divisible_from_sqm",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="最少可以取多少；不能分割时为空。",
                                max_digits=14,
                                null=True,
                                verbose_name="可分割（㎡）",
                            ),
                        ),
                        (
                            "price_amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="面议则留空。",
                                max_digits=12,
                                null=True,
                                verbose_name="价格",
                            ),
                        ),
                        (
                            "price_unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wan_per_mu", "万元/亩"),
                                    ("yuan_per_sqm", "元/㎡"),
                                    ("yuan_per_sqm_month", "元/㎡·月"),
                                    ("yuan_per_sqm_day", "元/㎡·天"),
                                ],
                                max_length=20,
                                verbose_name="价格单位",
                            ),
                        ),
                        (
                            "price_basis",
                            models.CharField(
                                blank=True,
                                help_text="起始价、含税、含物业，或面议的原因。",
                                max_length=60,
                                verbose_name="价格口径",
                            ),
                        ),
                        (
                            "price_yuan_per_sqm",
                            models.DecimalField(
                                decimal_places=4,
                                editable=False,
                                max_digits=14,
                                null=True,
                                verbose_name="单价（元/㎡）",
                            ),
                        ),
                        (
                            "rent_yuan_per_sqm_month",
                            models.DecimalField(
                                decimal_places=4,
                                editable=False,
                                max_digits=14,
                                null=True,
                                verbose_name="月租（元/㎡·月）",
                            ),
                        ),
                        (
                            "status_of_offer",
                            models.CharField(
                                choices=[
                                    ("available", "可供"),
                                    ("negotiating", "洽谈中"),
                                    ("taken", "已租售"),
                                    ("closed", "已停止"),
                                ],
                                default="available",
                                max_length=12,
                                verbose_name="供应状态",
                            ),
                        ),
                        (
                            "available_on",
                            models.DateField(blank=True, null=True, verbose_name="可交付日期"),
                        ),
                        (
                            "verified_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="核实时间"),
                        ),
                        (
                            "verified_by",
                            models.CharField(blank=True, max_length=40, verbose_name="核实人岗位"),
                        ),
                        (
                            "verified_evidence",
                            models.CharField(blank=True, max_length=120, verbose_name="核实依据"),
                        ),
                        (
                            "stale_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="何时起待核实"
                            ),
                        ),
                        (
                            "hidden_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="何时起隐藏"
                            ),
                        ),
                        (
                            "held_until_on",
                            models.DateField(blank=True, null=True, verbose_name="意向锁定到"),
                        ),
                        (
                            "hold_reason",
                            models.CharField(
                                blank=True,
                                help_text="只给工作人员看；公众看到“洽谈中”。",
                                max_length=120,
                                verbose_name="锁定原因",
                            ),
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
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "park",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="parks.park",
                                verbose_name="园区",
                            ),
                        ),
                        (
                            "area_source",
                            models.CharField(
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
                        (
                            "area_sourced_on",
                            models.DateField(blank=True, null=True, verbose_name="面积的核对日期"),
                        ),
                        (
                            "offer_source",
                            models.CharField(
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
                        (
                            "offer_sourced_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="供应状态的核对日期"
                            ),
                        ),
                        (
                            "price_source",
                            models.CharField(
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
                        (
                            "price_sourced_on",
                            models.DateField(blank=True, null=True, verbose_name="价格的核对日期"),
                        ),
                        (
                            "terms_source",
                            models.CharField(
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
                        (
                            "terms_sourced_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="土地或建筑条件的核对日期"
                            ),
                        ),
                        (
                            "utilities_source",
                            models.CharField(
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
                        (
                            "utilities_sourced_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="水电与配套的核对日期"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "载体历史",
                        "verbose_name_plural": "historical 载体（土地与空间）",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="CostFactor",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("power", "工业用电"),
                                    ("water", "工业用水"),
                                    ("gas", "天然气"),
                                    ("steam", "蒸汽"),
                                    ("sewage", "污水处理"),
                                    ("wage", "普工工资"),
                                    ("freight", "铁路运费"),
                                ],
                                max_length=10,
                                verbose_name="要素",
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=3, max_digits=10, verbose_name="价格"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                help_text="如：元/kWh", max_length=20, verbose_name="单位"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(blank=True, max_length=60, verbose_name="供应能力"),
                        ),
                        ("valid_from_on", models.DateField(verbose_name="自何日起")),
                        ("source", models.CharField(max_length=120, verbose_name="来源")),
                        (
                            "park",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cost_factors",
                                to="parks.park",
                                verbose_name="园区",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "要素价格",
                        "verbose_name_plural": "要素价格",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("park", "kind", "valid_from_on"),
                                name="parks_costfactor_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gt", 0)),
                                name="parks_costfactor_value_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleRecalculation",
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
                        ("last_pk", models.BigIntegerField(default=0, verbose_name="最后一处")),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="已计算")),
                        ("total", models.PositiveIntegerField(verbose_name="共有")),
                        (
                            "started_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="开始时间"),
                        ),
                        (
                            "rule",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recalculation",
                                to="parks.kindrule",
                                verbose_name="类型规则",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "期限重新计算",
                        "verbose_name_plural": "期限重新计算",
                    },
                ),
                migrations.CreateModel(
                    name="TransportLink",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rail_freight", "铁路货场"),
                                    ("rail", "铁路客站"),
                                    ("highway", "高速入口"),
                                    ("airport", "机场"),
                                    ("port", "陆港口岸"),
                                    ("city", "市区"),
                                ],
                                max_length=12,
                                verbose_name="种类",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        (
                            "distance_km",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=7,
                                null=True,
                                verbose_name="公里数",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=80, verbose_name="说明")),
                        (
                            "park",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transport",
                                to="parks.park",
                                verbose_name="园区",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "交通距离",
                        "verbose_name_plural": "交通距离",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("park", "kind", "name"), name="parks_transportlink_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("distance_km__isnull", True),
                                    ("distance_km__gte", 0),
                                    _connector="OR",
                                ),
                                name="parks_transportlink_distance_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnknownDemand",
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
                        ("need", models.CharField(max_length=40, verbose_name="条件")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="次数")),
                        ("last_on", models.DateField(verbose_name="最近一次")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unknown_demand",
                                to="parks.listing",
                                verbose_name="载体",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "被问而未知的条件",
                        "verbose_name_plural": "被问而未知的条件",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("listing", "need"),
                                name="parks_unknowndemand_once_a_listing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("times__gt", 0)),
                                name="parks_unknowndemand_times_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Utility",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("water", "给水"),
                                    ("drainage", "排水"),
                                    ("power", "供电"),
                                    ("telecom", "通讯"),
                                    ("road", "道路"),
                                    ("gas", "燃气"),
                                    ("heat", "热力（蒸汽）"),
                                    ("levelled", "场地平整"),
                                ],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "is_supplied",
                            models.BooleanField(blank=True, null=True, verbose_name="已通"),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                blank=True,
                                help_text="如：110 kV 双回路",
                                max_length=60,
                                verbose_name="能力",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=80, verbose_name="说明")),
                        (
                            "park",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="utilities",
                                to="parks.park",
                                verbose_name="园区",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "基础设施",
                        "verbose_name_plural": "基础设施",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("park", "kind"), name="parks_utility_kind_once_a_park"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportLog",
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
                            "format",
                            models.CharField(
                                choices=[("xlsx", "Excel（xlsx）"), ("csv", "CSV")],
                                max_length=4,
                                verbose_name="格式",
                            ),
                        ),
                        ("rows", models.PositiveIntegerField(verbose_name="条数")),
                        (
                            "filters",
                            models.CharField(blank=True, max_length=500, verbose_name="筛选条件"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="导出时间"),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                help_text="包含所有导出内容的最小地区；跨省时为空。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listing_exports",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listing_exports",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="导出人",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                db_default="",
                                help_text="以前的记录没有。",
                                max_length=100,
                                verbose_name="用途",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "载体导出记录",
                        "verbose_name_plural": "载体导出记录",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("format__in", ["xlsx", "csv"])),
                                name="parks_exportlog_known_format",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportJob",
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
                            "listing_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                help_text="按列表顺序。",
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
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="处理中，直到"
                            ),
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
                    options={
                        "verbose_name": "导出任务",
                        "verbose_name_plural": "导出任务",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "done", "failed"])),
                                name="parks_exportjob_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(("file", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="parks_exportjob_done_has_a_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListingIndexChange",
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
                        ("transaction", models.BigIntegerField(verbose_name="事务号")),
                        (
                            "listing_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                verbose_name="载体",
                            ),
                        ),
                        (
                            "park_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                verbose_name="园区",
                            ),
                        ),
                        (
                            "is_start",
                            models.BooleanField(db_default=False, verbose_name="此前的不再记录"),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                verbose_name="时间",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检索行的变动",
                        "verbose_name_plural": "检索行的变动",
                        "indexes": [
                            models.Index(fields=["transaction"], name="parks_index_change_order")
                        ],
                    },
                ),
            ],
        ),
        *statements_of(*STEPS),
    ]
