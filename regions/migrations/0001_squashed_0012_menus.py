"""The tables of 0001 to 0012, made at once where none of them is there yet (ADR 67)."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.phones
import regions.map_approvals
import regions.slugs
from core.squashed_migrations import CreateModels, statements_of

# Whose statements are run here as well.
STEPS = [
    import_module(f"{__package__}.{name}")
    for name in (
        "0002_former_addresses",
        "0004_auditors_stand_apart",
        "0005_going_live_is_checked",
    )
]


class Migration(migrations.Migration):
    replaces = [
        ("regions", "0001_initial"),
        ("regions", "0002_former_addresses"),
        ("regions", "0003_renamed_addresses_lead_on"),
        ("regions", "0004_auditors_stand_apart"),
        ("regions", "0005_going_live_is_checked"),
        ("regions", "0006_tiles_lead_anywhere"),
        ("regions", "0007_logos_of_sites"),
        ("regions", "0008_review_steps"),
        ("regions", "0009_columns_have_defaults"),
        ("regions", "0010_self_review"),
        ("regions", "0011_redirects"),
        ("regions", "0012_menus"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Region",
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
                            "adcode",
                            models.CharField(
                                max_length=6,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A\\d{6}\\Z", "行政区划代码应为 6 位数字（GB/T 2260）。"
                                    )
                                ],
                                verbose_name="区划代码",
                            ),
                        ),
                        (
                            "path",
                            models.CharField(
                                editable=False, max_length=40, unique=True, verbose_name="路径"
                            ),
                        ),
                        (
                            "level",
                            models.SmallIntegerField(
                                choices=[(1, "省级"), (2, "地级"), (3, "县级")], verbose_name="级别"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("short_name", models.CharField(max_length=20, verbose_name="简称")),
                        (
                            "slug",
                            models.SlugField(blank=True, max_length=40, verbose_name="拼音标识"),
                        ),
                        (
                            "romanised",
                            models.CharField(blank=True, max_length=60, verbose_name="罗马字名称"),
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("statutory", "法定行政区划"),
                                    ("statistical", "统计用区划（派出机构、新区）"),
                                    ("former", "已撤销"),
                                ],
                                default="statutory",
                                max_length=12,
                                verbose_name="性质",
                            ),
                        ),
                        (
                            "valid_from_on",
                            models.DateField(blank=True, null=True, verbose_name="设立日期"),
                        ),
                        (
                            "valid_to_on",
                            models.DateField(blank=True, null=True, verbose_name="撤销日期"),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="regions.region",
                                verbose_name="上级",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "地区",
                        "verbose_name_plural": "地区",
                        "indexes": [
                            models.Index(
                                fields=["path"],
                                name="regions_region_path_prefix",
                                opclasses=["varchar_pattern_ops"],
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("adcode__regex", "^\\d{6}$")),
                                name="regions_region_adcode_six_digits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "path__endswith",
                                        django.db.models.functions.text.Concat(
                                            models.F("adcode"), models.Value("/")
                                        ),
                                    )
                                ),
                                name="regions_region_path_ends_in_adcode",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("editor", "编辑"),
                                    ("reviewer", "审核"),
                                    ("officer", "招商专员"),
                                    ("manager", "负责人"),
                                    ("auditor", "审计（只读）"),
                                ],
                                max_length=10,
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="授权时间"),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="regions.region",
                                verbose_name="地区（含下级）",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "授权",
                        "verbose_name_plural": "授权",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "region", "role"), name="regions_membership_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSite",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="出现在网址里，如 golmud；改了以后，旧网址自动转到新网址。",
                                max_length=40,
                                validators=[regions.slugs.validate_site_slug],
                                verbose_name="网址标识",
                            ),
                        ),
                        (
                            "short_name",
                            models.CharField(
                                help_text="如：格尔木", max_length=20, verbose_name="地区名（前半）"
                            ),
                        ),
                        (
                            "product_name",
                            models.CharField(
                                default="招商网", max_length=20, verbose_name="产品名（后半）"
                            ),
                        ),
                        ("platform_name", models.CharField(max_length=60, verbose_name="平台全称")),
                        (
                            "slogan",
                            models.CharField(
                                help_text="用竖线 | 标出可换行处。",
                                max_length=60,
                                verbose_name="首页标语",
                            ),
                        ),
                        (
                            "introduction",
                            models.CharField(max_length=160, verbose_name="首页一句话介绍"),
                        ),
                        (
                            "profile",
                            models.CharField(
                                choices=[
                                    ("government", "政府网站"),
                                    ("enterprise", "企业（平台公司）网站"),
                                ],
                                default="enterprise",
                                help_text="企业网站不得冒充政府网站：政府标签、标识码与找错入口只在“政府网站”下出现。",
                                max_length=12,
                                verbose_name="网站性质",
                            ),
                        ),
                        (
                            "hotline",
                            models.CharField(
                                max_length=20,
                                validators=[core.phones.validate_hotline],
                                verbose_name="招商热线",
                            ),
                        ),
                        (
                            "hotline_hours",
                            models.CharField(
                                default="工作日 8:30–18:00", max_length=60, verbose_name="热线时间"
                            ),
                        ),
                        (
                            "reply_working_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(15),
                                ],
                                verbose_name="答复承诺（工作日）",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=120, verbose_name="到访地址"),
                        ),
                        ("organiser", models.CharField(max_length=80, verbose_name="主办单位")),
                        (
                            "icp_number",
                            models.CharField(blank=True, max_length=40, verbose_name="ICP 备案号"),
                        ),
                        (
                            "police_number",
                            models.CharField(blank=True, max_length=60, verbose_name="公安备案号"),
                        ),
                        (
                            "site_code",
                            models.CharField(
                                blank=True,
                                max_length=10,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A(bm\\d{8}|\\d{10}|N\\d{9})\\Z",
                                        "标识码应为 10 位，如 6328010001。",
                                    )
                                ],
                                verbose_name="政府网站标识码",
                            ),
                        ),
                        (
                            "map_approval_number",
                            models.CharField(
                                blank=True,
                                help_text="使用天地图等外部底图时必填，如 GS(2024)0650号；不填只用自绘示意图。",
                                max_length=30,
                                validators=[regions.map_approvals.validate_map_approval],
                                verbose_name="审图号",
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(
                                blank=True,
                                help_text="不带 http://",
                                max_length=80,
                                verbose_name="网站域名",
                            ),
                        ),
                        (
                            "mini_program_url",
                            models.URLField(blank=True, verbose_name="小程序或手机找园区页地址"),
                        ),
                        (
                            "facts",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="列表，每项含 label、value、unit、source、as_of；没有来源的数字不要写。",
                                verbose_name="数字说话",
                            ),
                        ),
                        (
                            "consult_prompt",
                            models.CharField(
                                default="园区政策、工业用地、厂房办公，招商专员为您解答。",
                                max_length=160,
                                verbose_name="咨询卡片文字",
                            ),
                        ),
                        (
                            "consult_delay_seconds",
                            models.PositiveSmallIntegerField(
                                default=40,
                                validators=[django.core.validators.MinValueValidator(20)],
                                verbose_name="咨询卡片延迟（秒）",
                            ),
                        ),
                        (
                            "hue",
                            models.PositiveSmallIntegerField(
                                default=200,
                                validators=[django.core.validators.MaxValueValidator(359)],
                                verbose_name="主色相",
                            ),
                        ),
                        (
                            "chroma",
                            models.DecimalField(
                                decimal_places=3,
                                default="0.078",
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(0.12),
                                ],
                                verbose_name="主色浓度",
                            ),
                        ),
                        (
                            "warm",
                            models.PositiveSmallIntegerField(
                                default=58,
                                validators=[django.core.validators.MaxValueValidator(359)],
                                verbose_name="暖色相",
                            ),
                        ),
                        (
                            "stone",
                            models.PositiveSmallIntegerField(
                                default=245,
                                validators=[django.core.validators.MaxValueValidator(359)],
                                verbose_name="石色相",
                            ),
                        ),
                        ("is_live", models.BooleanField(default=False, verbose_name="已上线")),
                        (
                            "is_home",
                            models.BooleanField(default=False, verbose_name="作为全网首页"),
                        ),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False,
                                help_text="页面上会标明“演示数据”。",
                                verbose_name="演示数据",
                            ),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="更新时间"
                            ),
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
                            "logo",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=100,
                                verbose_name="标志",
                            ),
                        ),
                        (
                            "logo_height",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="标志高（像素）"
                            ),
                        ),
                        (
                            "logo_width",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="标志宽（像素）"
                            ),
                        ),
                        (
                            "is_signature_shown",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="文章页上在责任编辑旁写明谁审核、谁签发。",
                                verbose_name="公开审核和签发人",
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
                                help_text="政策、空间、园区和固定页面公开前要几个人签字；文章按栏目定。",
                                verbose_name="几审",
                            ),
                        ),
                        (
                            "is_self_review_allowed",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="没有别人能审核时，自己写的也可以自己签；有别人能审核时，作者总是不签。",
                                verbose_name="只有一位审核人时可以自审",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "站点历史",
                        "verbose_name_plural": "historical 站点",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMembership",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("editor", "编辑"),
                                    ("reviewer", "审核"),
                                    ("officer", "招商专员"),
                                    ("manager", "负责人"),
                                    ("auditor", "审计（只读）"),
                                ],
                                max_length=10,
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="授权时间"
                            ),
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
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
                                verbose_name="地区（含下级）",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "授权历史",
                        "verbose_name_plural": "historical 授权",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RegionAlias",
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
                        ("name", models.CharField(max_length=40, unique=True, verbose_name="别名")),
                        (
                            "since",
                            models.CharField(blank=True, max_length=10, verbose_name="自何时"),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="regions.region",
                                verbose_name="现属地区",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "地区别名",
                        "verbose_name_plural": "地区别名",
                    },
                ),
                migrations.CreateModel(
                    name="Site",
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
                            "slug",
                            models.SlugField(
                                help_text="出现在网址里，如 golmud；改了以后，旧网址自动转到新网址。",
                                max_length=40,
                                unique=True,
                                validators=[regions.slugs.validate_site_slug],
                                verbose_name="网址标识",
                            ),
                        ),
                        (
                            "short_name",
                            models.CharField(
                                help_text="如：格尔木", max_length=20, verbose_name="地区名（前半）"
                            ),
                        ),
                        (
                            "product_name",
                            models.CharField(
                                default="招商网", max_length=20, verbose_name="产品名（后半）"
                            ),
                        ),
                        ("platform_name", models.CharField(max_length=60, verbose_name="平台全称")),
                        (
                            "slogan",
                            models.CharField(
                                help_text="用竖线 | 标出可换行处。",
                                max_length=60,
                                verbose_name="首页标语",
                            ),
                        ),
                        (
                            "introduction",
                            models.CharField(max_length=160, verbose_name="首页一句话介绍"),
                        ),
                        (
                            "profile",
                            models.CharField(
                                choices=[
                                    ("government", "政府网站"),
                                    ("enterprise", "企业（平台公司）网站"),
                                ],
                                default="enterprise",
                                help_text="企业网站不得冒充政府网站：政府标签、标识码与找错入口只在“政府网站”下出现。",
                                max_length=12,
                                verbose_name="网站性质",
                            ),
                        ),
                        (
                            "hotline",
                            models.CharField(
                                max_length=20,
                                validators=[core.phones.validate_hotline],
                                verbose_name="招商热线",
                            ),
                        ),
                        (
                            "hotline_hours",
                            models.CharField(
                                default="工作日 8:30–18:00", max_length=60, verbose_name="热线时间"
                            ),
                        ),
                        (
                            "reply_working_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(15),
                                ],
                                verbose_name="答复承诺（工作日）",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=120, verbose_name="到访地址"),
                        ),
                        ("organiser", models.CharField(max_length=80, verbose_name="主办单位")),
                        (
                            "icp_number",
                            models.CharField(blank=True, max_length=40, verbose_name="ICP 备案号"),
                        ),
                        (
                            "police_number",
                            models.CharField(blank=True, max_length=60, verbose_name="公安备案号"),
                        ),
                        (
                            "site_code",
                            models.CharField(
                                blank=True,
                                max_length=10,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A(bm\\d{8}|\\d{10}|N\\d{9})\\Z",
                                        "标识码应为 10 位，如 6328010001。",
                                    )
                                ],
                                verbose_name="政府网站标识码",
                            ),
                        ),
                        (
                            "map_approval_number",
                            models.CharField(
                                blank=True,
                                help_text="使用天地图等外部底图时必填，如 GS(2024)0650号；不填只用自绘示意图。",
                                max_length=30,
                                validators=[regions.map_approvals.validate_map_approval],
                                verbose_name="审图号",
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(
                                blank=True,
                                help_text="不带 http://",
                                max_length=80,
                                verbose_name="网站域名",
                            ),
                        ),
                        (
                            "mini_program_url",
                            models.URLField(blank=True, verbose_name="小程序或手机找园区页地址"),
                        ),
                        (
                            "facts",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="列表，每项含 label、value、unit、source、as_of；没有来源的数字不要写。",
                                verbose_name="数字说话",
                            ),
                        ),
                        (
                            "consult_prompt",
                            models.CharField(
                                default="园区政策、工业用地、厂房办公，招商专员为您解答。",
                                max_length=160,
                                verbose_name="咨询卡片文字",
                            ),
                        ),
                        (
                            "consult_delay_seconds",
                            models.PositiveSmallIntegerField(
                                default=40,
                                validators=[django.core.validators.MinValueValidator(20)],
                                verbose_name="咨询卡片延迟（秒）",
                            ),
                        ),
                        (
                            "hue",
                            models.PositiveSmallIntegerField(
                                default=200,
                                validators=[django.core.validators.MaxValueValidator(359)],
                                verbose_name="主色相",
                            ),
                        ),
                        (
                            "chroma",
                            models.DecimalField(
                                decimal_places=3,
                                default="0.078",
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(0.12),
                                ],
                                verbose_name="主色浓度",
                            ),
                        ),
                        (
                            "warm",
                            models.PositiveSmallIntegerField(
                                default=58,
                                validators=[django.core.validators.MaxValueValidator(359)],
                                verbose_name="暖色相",
                            ),
                        ),
                        (
                            "stone",
                            models.PositiveSmallIntegerField(
                                default=245,
                                validators=[django.core.validators.MaxValueValidator(359)],
                                verbose_name="石色相",
                            ),
                        ),
                        ("is_live", models.BooleanField(default=False, verbose_name="已上线")),
                        (
                            "is_home",
                            models.BooleanField(default=False, verbose_name="作为全网首页"),
                        ),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False,
                                help_text="页面上会标明“演示数据”。",
                                verbose_name="演示数据",
                            ),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="更新时间"),
                        ),
                        (
                            "region",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="site",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "logo",
                            models.ImageField(
                                blank=True,
                                db_default="",
                                default="",
                                height_field="logo_height",
                                upload_to="logos/",
                                verbose_name="标志",
                                width_field="logo_width",
                            ),
                        ),
                        (
                            "logo_height",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="标志高（像素）"
                            ),
                        ),
                        (
                            "logo_width",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="标志宽（像素）"
                            ),
                        ),
                        (
                            "is_signature_shown",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="文章页上在责任编辑旁写明谁审核、谁签发。",
                                verbose_name="公开审核和签发人",
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
                                help_text="政策、空间、园区和固定页面公开前要几个人签字；文章按栏目定。",
                                verbose_name="几审",
                            ),
                        ),
                        (
                            "is_self_review_allowed",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="没有别人能审核时，自己写的也可以自己签；有别人能审核时，作者总是不签。",
                                verbose_name="只有一位审核人时可以自审",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "站点",
                        "verbose_name_plural": "站点",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_home", True)),
                                fields=("is_home",),
                                name="regions_site_one_home",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("chroma__gte", 0),
                                    ("hue__lt", 360),
                                    ("stone__lt", 360),
                                    ("warm__lt", 360),
                                    ("chroma__lte", 0.12),
                                ),
                                name="regions_site_accent_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("profile", "government"), ("site_code", ""), _connector="OR"
                                ),
                                name="regions_site_code_only_for_government",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("map_approval_number", ""),
                                    (
                                        "map_approval_number__regex",
                                        "^(GS[一-龥]?|[一-龥]S)\\(\\d{4}\\)\\d{1,5}号$",
                                    ),
                                    _connector="OR",
                                ),
                                name="regions_site_map_approval_well_formed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("review_steps__gte", 1), ("review_steps__lte", 3)
                                ),
                                name="regions_site_known_review_steps",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceTile",
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
                        ("title", models.CharField(max_length=20, verbose_name="标题")),
                        ("summary", models.CharField(max_length=60, verbose_name="一句话说明")),
                        (
                            "icon",
                            models.CharField(default="land", max_length=20, verbose_name="图标"),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[
                                    ("land", "土地列表"),
                                    ("factories", "厂房仓库列表"),
                                    ("offices", "写字楼列表"),
                                    ("enterprise", "企业政策"),
                                    ("funding", "资金扶持"),
                                    ("talent", "人才政策"),
                                    ("listings", "全部土地与空间"),
                                    ("warehouses", "仓库列表"),
                                    ("map", "地图找地"),
                                    ("parks", "园区列表"),
                                    ("policies", "全部政策"),
                                    ("news", "动态"),
                                    ("guide", "投资指南"),
                                    ("fit", "五个问题找空间"),
                                    ("column", "一个栏目"),
                                    ("page", "一个固定页面"),
                                    ("address", "别的网址"),
                                ],
                                max_length=20,
                                verbose_name="通往",
                            ),
                        ),
                        (
                            "topic_slug",
                            models.SlugField(
                                default="other",
                                help_text="“立即咨询”预选的主题。",
                                max_length=20,
                                verbose_name="咨询主题标识",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="显示")),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tiles",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                        (
                            "target_key",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=200,
                                verbose_name="别的网址",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "投资入口",
                        "verbose_name_plural": "投资入口",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "title"),
                                name="regions_servicetile_title_once_a_site",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("target__in", ["column", "page", "address"]),
                                        models.Q(("target_key", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("target__in", ["column", "page", "address"]),
                                            _negated=True,
                                        ),
                                        ("target_key", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="regions_servicetile_key_where_needed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FriendLink",
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
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("url", models.URLField(blank=True, verbose_name="外部地址")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="显示")),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="friend_links",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                        (
                            "to_site",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="linked_from",
                                to="regions.site",
                                verbose_name="指向本网站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "友情链接",
                        "verbose_name_plural": "友情链接",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("to_site__isnull", False), ("url", "")),
                                    models.Q(
                                        ("to_site__isnull", True),
                                        models.Q(("url", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="regions_friendlink_one_target",
                                violation_error_message="请在“本网站点”与“外部地址”中填且只填一个。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerAddress",
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
                        (
                            "scope",
                            models.BigIntegerField(
                                default=0,
                                help_text="站点或地区的编号；0 是全网。",
                                verbose_name="在哪里唯一",
                            ),
                        ),
                        ("key", models.CharField(max_length=60, verbose_name="旧标识")),
                        ("object_id", models.BigIntegerField(verbose_name="现在的编号")),
                        ("changed_at", models.DateTimeField(verbose_name="改动时间")),
                    ],
                    options={
                        "verbose_name": "旧网址",
                        "verbose_name_plural": "旧网址",
                        "indexes": [
                            models.Index(fields=["label", "object_id"], name="regions_former_owner")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("label", "scope", "key"),
                                name="regions_formeraddress_one_owner",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("key", ""), _negated=True),
                                name="regions_formeraddress_has_a_key",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Redirect",
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
                        ("old_path", models.CharField(max_length=300, verbose_name="旧网址")),
                        ("target", models.CharField(max_length=300, verbose_name="转到")),
                        ("note", models.CharField(blank=True, max_length=100, verbose_name="备注")),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="redirects",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "转址",
                        "verbose_name_plural": "转址",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "old_path"), name="regions_redirect_once_a_site"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("old_path__startswith", "/"),
                                    ("target__startswith", "/"),
                                    models.Q(("old_path__startswith", "//"), _negated=True),
                                    models.Q(("target__startswith", "//"), _negated=True),
                                ),
                                name="regions_redirect_paths_of_the_site",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MenuItem",
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
                            "place",
                            models.CharField(
                                choices=[("main", "主菜单"), ("footer", "页脚“关于本站”")],
                                default="main",
                                max_length=6,
                                verbose_name="放在哪里",
                            ),
                        ),
                        ("title", models.CharField(max_length=10, verbose_name="名称")),
                        (
                            "target",
                            models.CharField(
                                choices=[
                                    ("land", "土地列表"),
                                    ("factories", "厂房仓库列表"),
                                    ("offices", "写字楼列表"),
                                    ("enterprise", "企业政策"),
                                    ("funding", "资金扶持"),
                                    ("talent", "人才政策"),
                                    ("listings", "全部土地与空间"),
                                    ("warehouses", "仓库列表"),
                                    ("map", "地图找地"),
                                    ("parks", "园区列表"),
                                    ("policies", "全部政策"),
                                    ("news", "动态"),
                                    ("guide", "投资指南"),
                                    ("fit", "五个问题找空间"),
                                    ("column", "一个栏目"),
                                    ("page", "一个固定页面"),
                                    ("address", "别的网址"),
                                ],
                                max_length=20,
                                verbose_name="通往",
                            ),
                        ),
                        (
                            "target_key",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="别的网址"
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="显示")),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="menu_items",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "菜单",
                        "verbose_name_plural": "菜单",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "place", "title"),
                                name="regions_menuitem_title_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", ["main", "footer"])),
                                name="regions_menuitem_known_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("target__in", ["column", "page", "address"]),
                                        models.Q(("target_key", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("target__in", ["column", "page", "address"]),
                                            _negated=True,
                                        ),
                                        ("target_key", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="regions_menuitem_key_where_needed",
                            ),
                        ],
                    },
                ),
            ],
        ),
        *statements_of(*STEPS),
    ]
