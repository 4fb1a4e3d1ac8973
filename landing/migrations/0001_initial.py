"""Boards of signed projects and the figures agreed at signing, with the nodes to begin with."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import landing.models.landing_documents
import leads.models.answer_files
from core.squashed_migrations import CreateModels
from landing.default_nodes import ensure_node_templates


def make_rows(apps, schema_editor):
    """An office that asks for anything at all asks for what was agreed, too, before 达效."""
    ensure_node_templates(apps.get_model("landing", "NodeTemplate"))
    gates = apps.get_model("leads", "StageGate").objects
    if gates.exists():
        gates.get_or_create(stage="performing", requirement="standards")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("leads", "0048_origins_are_kept"),
        ("regions", "0009_columns_have_defaults"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="LandingNode",
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
                        ("name", models.CharField(max_length=40, verbose_name="事项")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="最迟")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "未开始"),
                                    ("doing", "办理中"),
                                    ("done", "已办结"),
                                    ("skipped", "不适用"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="为什么不适用"
                            ),
                        ),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="办结日期"),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="备注")),
                        (
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="最近更新"
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="landing_nodes",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="landing_nodes",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="负责人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "落地事项",
                        "verbose_name_plural": "落地事项",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "doing"])),
                                fields=["due_at"],
                                name="landing_landingnode_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lead", "name"), name="landing_landingnode_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="landing_landingnode_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "doing", "done", "skipped"])
                                ),
                                name="landing_landingnode_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_on__isnull", False), ("state", "done")),
                                    models.Q(
                                        models.Q(("state", "done"), _negated=True),
                                        ("done_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="landing_landingnode_done_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "skipped"),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "skipped"), _negated=True),
                                        ("reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="landing_landingnode_skipped_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LandingDocument",
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
                            "file",
                            models.FileField(
                                max_length=120,
                                storage=leads.models.answer_files.answer_storage,
                                upload_to=landing.models.landing_documents.document_name,
                                verbose_name="文件",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("jpg", "JPG 图片"),
                                    ("png", "PNG 图片"),
                                    ("webp", "WebP 图片"),
                                ],
                                max_length=4,
                                verbose_name="种类",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("size_bytes", models.PositiveBigIntegerField(verbose_name="大小（字节）")),
                        ("created_at", models.DateTimeField(verbose_name="上传时间")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        (
                            "node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="landing.landingnode",
                                verbose_name="落地事项",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "落地材料",
                        "verbose_name_plural": "落地材料",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["pdf", "jpg", "png", "webp"])),
                                name="landing_landingdocument_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("file", ""), _negated=True),
                                ),
                                name="landing_landingdocument_is_there",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LandStandard",
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
                            "figure",
                            models.CharField(
                                choices=[
                                    ("investment_wan_per_mu", "固定资产投资强度"),
                                    ("tax_wan_per_mu", "亩均税收"),
                                    ("output_wan_per_mu", "亩均产值"),
                                    ("plot_ratio", "容积率"),
                                    ("energy_tce_per_wan", "单位增加值能耗"),
                                ],
                                max_length=30,
                                verbose_name="指标",
                            ),
                        ),
                        (
                            "agreed",
                            models.DecimalField(
                                decimal_places=4, max_digits=13, verbose_name="约定值"
                            ),
                        ),
                        (
                            "actual",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=13,
                                null=True,
                                verbose_name="实际值",
                            ),
                        ),
                        (
                            "checked_on",
                            models.DateField(blank=True, null=True, verbose_name="核验日期"),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="核验人",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="land_standards",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "标准地指标",
                        "verbose_name_plural": "标准地指标",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lead", "figure"), name="landing_landstandard_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "figure__in",
                                        (
                                            "investment_wan_per_mu",
                                            "tax_wan_per_mu",
                                            "output_wan_per_mu",
                                            "plot_ratio",
                                            "energy_tce_per_wan",
                                        ),
                                    )
                                ),
                                name="landing_landstandard_known_figure",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreed__gt", 0)),
                                name="landing_landstandard_agreed_on_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("actual__isnull", True),
                                        ("checked_by__isnull", True),
                                        ("checked_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("actual__gte", 0),
                                        ("actual__isnull", False),
                                        ("checked_by__isnull", False),
                                        ("checked_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="landing_landstandard_checked_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NodeTemplate",
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
                            "project",
                            models.CharField(
                                choices=[
                                    ("any", "所有项目"),
                                    ("land", "拿地新建"),
                                    ("building", "租、买厂房"),
                                    ("office", "办公、注册"),
                                ],
                                default="any",
                                max_length=10,
                                verbose_name="哪类项目",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="如：公司注册、环评、施工许可。",
                                max_length=40,
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "working_days",
                            models.SmallIntegerField(
                                help_text="从签约的第二天算起，1 至 500。改了以后只对新签约的项目有效。",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="几个工作日内",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="站点不要某个通用事项的，加一行同名的，取消勾选。",
                                verbose_name="使用中",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                help_text="不选就对所有站点有效，只有系统管理员可以。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="node_templates",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "落地事项模板",
                        "verbose_name_plural": "落地事项模板",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "project", "name"),
                                name="landing_nodetemplate_once",
                                nulls_distinct=False,
                                violation_error_message="这个站点、这类项目已有同名的事项，请改已有的那一行。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="landing_nodetemplate_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("working_days__gte", 1), ("working_days__lte", 500)
                                ),
                                name="landing_nodetemplate_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("project__in", ["any", "land", "building", "office"])
                                ),
                                name="landing_nodetemplate_known_project",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(make_rows, migrations.RunPython.noop),
    ]
