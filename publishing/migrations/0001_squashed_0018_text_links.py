"""The tables of 0001 to 0018, made at once where none of them is there yet (ADR 67)."""

import datetime
from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.squashed_migrations import CreateModels, statements_of

# Whose statements are run here as well.
STEPS = [
    import_module(f"{__package__}.{name}")
    for name in (
        "0003_media_names",
        "0004_changes",
        "0005_moves_are_noted_twice",
    )
]


class Migration(migrations.Migration):
    replaces = [
        ("publishing", "0001_initial"),
        ("publishing", "0002_asset_file_name"),
        ("publishing", "0003_media_names"),
        ("publishing", "0004_changes"),
        ("publishing", "0005_moves_are_noted_twice"),
        ("publishing", "0006_open_forms"),
        ("publishing", "0007_preview_links"),
        ("publishing", "0008_pending_changes"),
        ("publishing", "0009_content_checks"),
        ("publishing", "0010_review_signatures"),
        ("publishing", "0011_content_audits"),
        ("publishing", "0012_library"),
        ("publishing", "0013_passages_of_audits"),
        ("publishing", "0014_findings_in_order"),
        ("publishing", "0015_renditions"),
        ("publishing", "0016_papers"),
        ("publishing", "0017_indexes_beside_the_work"),
        ("publishing", "0018_text_links"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("regions", "0010_self_review"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Asset",
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
                                unique=True, upload_to="editor/%Y/%m", verbose_name="文件"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("image", "图片"),
                                    ("pdf", "PDF 文件"),
                                    ("office", "Office 文件"),
                                ],
                                max_length=6,
                                verbose_name="类别",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, verbose_name="内容指纹")),
                        ("size_bytes", models.PositiveIntegerField(verbose_name="大小（字节）")),
                        (
                            "alt",
                            models.CharField(
                                blank=True,
                                help_text="图里是什么，给看不见图的人听。",
                                max_length=120,
                                verbose_name="图片说明",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="上传时间"),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                help_text="上传人所在的地区；系统管理员上传的没有地区。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assets",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="assets",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="上传人",
                            ),
                        ),
                        (
                            "file_name",
                            models.CharField(
                                blank=True,
                                db_default="",
                                help_text="在图片与附件里按它查找；PDF 下载时读者看到的也是它。",
                                max_length=110,
                                verbose_name="文件名",
                            ),
                        ),
                        (
                            "height",
                            models.PositiveIntegerField(null=True, verbose_name="高（像素）"),
                        ),
                        (
                            "is_decorative",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="装饰性（不用说明）"
                            ),
                        ),
                        (
                            "width",
                            models.PositiveIntegerField(null=True, verbose_name="宽（像素）"),
                        ),
                        (
                            "focus",
                            models.CharField(
                                choices=[
                                    ("centre", "中间"),
                                    ("top", "上边"),
                                    ("bottom", "下边"),
                                    ("left", "左边"),
                                    ("right", "右边"),
                                    ("top-left", "左上角"),
                                    ("top-right", "右上角"),
                                    ("bottom-left", "左下角"),
                                    ("bottom-right", "右下角"),
                                ],
                                db_default="centre",
                                default="centre",
                                help_text="卡片上的图会裁成横的，裁的时候留住这一处。",
                                max_length=12,
                                verbose_name="重点在哪里",
                            ),
                        ),
                        (
                            "renditions_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="小图做好的时间"
                            ),
                        ),
                        ("pages", models.PositiveIntegerField(null=True, verbose_name="页数")),
                        (
                            "read_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="读过文字的时间"
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                editable=False,
                                verbose_name="文件里的文字",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "图片与附件",
                        "verbose_name_plural": "图片与附件",
                        "indexes": [
                            models.Index(
                                fields=["uploaded_by", "-created_at"],
                                name="publishing_asset_recent",
                            ),
                            models.Index(
                                condition=models.Q(("kind", "pdf"), ("read_at", None)),
                                fields=["-id"],
                                name="publishing_asset_unread",
                            ),
                            models.Index(
                                condition=models.Q(("kind", "image"), ("renditions_at", None)),
                                fields=["-id"],
                                name="publishing_asset_unrendered",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["image", "pdf", "office"])),
                                name="publishing_asset_known_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Change",
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
                            "path",
                            models.CharField(blank=True, max_length=40, verbose_name="地区路径"),
                        ),
                        ("step", models.BigIntegerField(verbose_name="增量")),
                        (
                            "look_again_at",
                            models.DateTimeField(null=True, verbose_name="何时再记一次"),
                        ),
                    ],
                    options={
                        "verbose_name": "公开内容的改动",
                        "verbose_name_plural": "公开内容的改动",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("step__gt", 0)),
                                name="publishing_change_step_positive",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeTotal",
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
                            "path",
                            models.CharField(
                                blank=True, max_length=40, unique=True, verbose_name="地区路径"
                            ),
                        ),
                        ("total", models.BigIntegerField(verbose_name="合计")),
                    ],
                    options={
                        "verbose_name": "公开内容改动的合计",
                        "verbose_name_plural": "公开内容改动的合计",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("total__gt", 0)),
                                name="publishing_changetotal_total_positive",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenForm",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        ("opened_at", models.DateTimeField(verbose_name="打开时间")),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="open_forms",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="工作人员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "打开着的表单",
                        "verbose_name_plural": "打开着的表单",
                        "indexes": [
                            models.Index(
                                fields=["content_type", "object_id"], name="publishing_openform_row"
                            ),
                            models.Index(fields=["opened_at"], name="publishing_openform_opened"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "content_type", "object_id"),
                                name="publishing_openform_once_a_user_and_row",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PreviewLink",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        ("version_at", models.DateTimeField(verbose_name="哪一版（最后保存时间）")),
                        ("created_at", models.DateTimeField(verbose_name="做好时间")),
                        ("expires_at", models.DateTimeField(verbose_name="到期时间")),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="收回时间"),
                        ),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="preview_links",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁做的",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "预览链接",
                        "verbose_name_plural": "预览链接",
                        "indexes": [
                            models.Index(
                                fields=["content_type", "object_id"],
                                name="publishing_previewlink_row",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "expires_at__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("created_at"),
                                            "+",
                                            models.Value(datetime.timedelta(days=7)),
                                        ),
                                    )
                                ),
                                name="publishing_previewlink_ends_within_days",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PendingChange",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        ("patch", models.JSONField(verbose_name="改了什么")),
                        (
                            "files",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                default=list,
                                verbose_name="新放的文件",
                            ),
                        ),
                        (
                            "version_at",
                            models.DateTimeField(verbose_name="在哪一版上改的（最后保存时间）"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "还没有送审"),
                                    ("in_review", "待审核"),
                                    ("returned", "已退回"),
                                    ("published", "已公开"),
                                    ("dropped", "已放弃"),
                                    ("replaced", "后来又改过"),
                                    ("merged", "已并入没有公开的内容"),
                                ],
                                max_length=9,
                                verbose_name="走到哪一步",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="退回的原因"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="存下时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="了结时间")),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pending_changes",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁改的",
                            ),
                        ),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁定的",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公开内容的待审改动",
                        "verbose_name_plural": "公开内容的待审改动",
                        "indexes": [
                            models.Index(
                                fields=["content_type", "object_id"],
                                name="publishing_pendingchange_row",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["files"], name="publishing_pending_files"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("content_type", "object_id"),
                                name="publishing_pendingchange_one_open_a_row",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at", None),
                                        ("state__in", ["draft", "in_review", "returned"]),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        (
                                            "state__in",
                                            ["published", "dropped", "replaced", "merged"],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="publishing_pendingchange_closed_with_its_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleSeverity",
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
                        ("rule", models.CharField(max_length=30, verbose_name="规则")),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("hint", "提示"),
                                    ("sign", "审核人签字才能发布"),
                                    ("block", "不改不能发布"),
                                ],
                                max_length=5,
                                verbose_name="轻重",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                help_text="对这个站点和它下面的地区有效。不选就对所有站点有效，只有系统管理员可以。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rule_severities",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检查规则的轻重",
                        "verbose_name_plural": "检查规则的轻重",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "rule"),
                                name="publishing_ruleseverity_once",
                                nulls_distinct=False,
                                violation_error_message="这个站点已经定过这条规则，请改已有的那一行。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("severity__in", ["hint", "sign", "block"])),
                                name="publishing_ruleseverity_known_severity",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedFinding",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        ("rule", models.CharField(max_length=30, verbose_name="规则")),
                        ("key", models.CharField(max_length=32, verbose_name="哪一处")),
                        (
                            "passage",
                            models.CharField(blank=True, max_length=120, verbose_name="原文"),
                        ),
                        ("signed_at", models.DateTimeField(verbose_name="签字时间")),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signed_findings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁签的",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "签过字的检查结果",
                        "verbose_name_plural": "签过字的检查结果",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("content_type", "object_id", "key"),
                                name="publishing_signedfinding_signed_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WordList",
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
                                    ("mistakes", "错敏词"),
                                    ("places", "地名正误"),
                                    ("people", "领导姓名职务"),
                                    ("allowed", "放行的说法"),
                                ],
                                max_length=8,
                                verbose_name="哪一种表",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(editable=False, verbose_name="第几版"),
                        ),
                        (
                            "words",
                            models.TextField(blank=True, max_length=400000, verbose_name="词表"),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="这一版改了什么"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="上传时间",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                help_text="对这个站点和它下面的地区有效。不选就对所有站点有效，只有系统管理员可以。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="word_lists",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="word_lists",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁上传的",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检查用的词表",
                        "verbose_name_plural": "检查用的词表",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "kind", "number"),
                                name="publishing_wordlist_version_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["mistakes", "places", "people", "allowed"])
                                ),
                                name="publishing_wordlist_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewComment",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        (
                            "quote",
                            models.CharField(blank=True, max_length=200, verbose_name="原文"),
                        ),
                        ("words", models.CharField(max_length=200, verbose_name="意见")),
                        (
                            "is_return",
                            models.BooleanField(default=False, verbose_name="退回的原因"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="什么时候提的")),
                        (
                            "resolved_at",
                            models.DateTimeField(null=True, verbose_name="什么时候处理好的"),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁提的",
                            ),
                        ),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                        (
                            "resolved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁处理的",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "审稿意见",
                        "verbose_name_plural": "审稿意见",
                        "indexes": [
                            models.Index(
                                fields=["content_type", "object_id"],
                                name="publishing_reviewcomment_row",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("resolved_at", None), ("resolved_by", None)),
                                    models.Q(
                                        ("resolved_at__isnull", False),
                                        ("resolved_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="publishing_reviewcomment_resolved_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewSignature",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        (
                            "version_at",
                            models.DateTimeField(null=True, verbose_name="哪一版（最后保存时间）"),
                        ),
                        ("step", models.PositiveSmallIntegerField(verbose_name="第几审")),
                        ("signed_at", models.DateTimeField(verbose_name="签字时间")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="公开时间")),
                        (
                            "change",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="publishing.pendingchange",
                                verbose_name="哪一份改动",
                            ),
                        ),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                        (
                            "signer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁签的",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "审签",
                        "verbose_name_plural": "审签",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "content_type",
                                    "object_id",
                                    "version_at",
                                    "change",
                                    "step",
                                ),
                                name="publishing_reviewsignature_one_a_step",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                fields=(
                                    "content_type",
                                    "object_id",
                                    "version_at",
                                    "change",
                                    "signer",
                                ),
                                name="publishing_reviewsignature_different_persons",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("change", None), ("version_at__isnull", False)),
                                    models.Q(("change__isnull", False), ("version_at", None)),
                                    _connector="OR",
                                ),
                                name="publishing_reviewsignature_of_one_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("step__gte", 1), ("step__lte", 3)),
                                name="publishing_reviewsignature_known_step",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContentAudit",
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
                            "started_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="开始时间"
                            ),
                        ),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                        (
                            "reached_model",
                            models.CharField(blank=True, max_length=60, verbose_name="查到哪一类"),
                        ),
                        (
                            "reached_id",
                            models.BigIntegerField(default=0, verbose_name="查到哪一条"),
                        ),
                        (
                            "checked_count",
                            models.PositiveIntegerField(default=0, verbose_name="查了几条"),
                        ),
                        (
                            "found_count",
                            models.PositiveIntegerField(default=0, verbose_name="发现几处"),
                        ),
                    ],
                    options={
                        "verbose_name": "内容巡检",
                        "verbose_name_plural": "内容巡检",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("finished_at", None)),
                                fields=("finished_at",),
                                name="publishing_contentaudit_one_at_a_time",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditedFinding",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        ("title", models.CharField(max_length=140, verbose_name="标题")),
                        ("rule", models.CharField(max_length=30, verbose_name="规则")),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("hint", "提示"),
                                    ("sign", "审核人签字才能发布"),
                                    ("block", "不改不能发布"),
                                ],
                                max_length=5,
                                verbose_name="轻重",
                            ),
                        ),
                        ("field", models.CharField(max_length=40, verbose_name="字段")),
                        ("field_label", models.CharField(max_length=40, verbose_name="字段名称")),
                        ("says", models.CharField(max_length=200, verbose_name="发现什么")),
                        (
                            "passage",
                            models.CharField(blank=True, max_length=120, verbose_name="原文"),
                        ),
                        (
                            "cure",
                            models.CharField(blank=True, max_length=200, verbose_name="怎么办"),
                        ),
                        ("law", models.CharField(blank=True, max_length=60, verbose_name="依据")),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="audited_findings",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="publishing.contentaudit",
                                verbose_name="哪一轮",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=32,
                                verbose_name="哪一处",
                            ),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(db_default=2, verbose_name="先后"),
                        ),
                    ],
                    options={
                        "verbose_name": "巡检发现",
                        "verbose_name_plural": "巡检发现",
                        "indexes": [
                            models.Index(
                                fields=["audit", "severity", "rule"],
                                name="publishing_auditedfinding_rows",
                            ),
                            models.Index(
                                fields=[
                                    "audit",
                                    "weight",
                                    "rule",
                                    "content_type",
                                    "object_id",
                                    "id",
                                ],
                                name="publishing_audit_in_order",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("severity__in", ["hint", "sign", "block"])),
                                name="publishing_auditedfinding_known_severity",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutsideLink",
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
                            "address",
                            models.CharField(max_length=500, unique=True, verbose_name="网址"),
                        ),
                        ("host", models.CharField(max_length=253, verbose_name="网站")),
                        (
                            "status",
                            models.PositiveSmallIntegerField(null=True, verbose_name="回答"),
                        ),
                        (
                            "failures",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="连续几次打不开"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=100, verbose_name="为什么"),
                        ),
                        ("checked_at", models.DateTimeField(null=True, verbose_name="查过的时间")),
                    ],
                    options={
                        "verbose_name": "站外链接",
                        "verbose_name_plural": "站外链接",
                        "indexes": [
                            models.Index(fields=["checked_at"], name="publishing_outsidelink_due")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("failures", 0), ("reason", "")),
                                    models.Q(
                                        ("failures__gt", 0), models.Q(("reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="publishing_outsidelink_failure_has_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TextLink",
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
                        ("object_id", models.BigIntegerField(verbose_name="哪一条")),
                        ("address", models.CharField(max_length=500, verbose_name="网址")),
                        (
                            "host",
                            models.CharField(blank=True, max_length=253, verbose_name="别的网站"),
                        ),
                        (
                            "target_label",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="指向哪类内容"
                            ),
                        ),
                        ("target_id", models.BigIntegerField(null=True, verbose_name="指向哪一条")),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                                verbose_name="哪类内容",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "正文里的链接",
                        "verbose_name_plural": "正文里的链接",
                        "indexes": [
                            models.Index(
                                fields=["target_label", "target_id"],
                                name="publishing_textlink_target",
                            ),
                            models.Index(
                                condition=models.Q(("host", ""), _negated=True),
                                fields=["address"],
                                name="publishing_textlink_outside",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("content_type", "object_id", "address"),
                                name="publishing_textlink_once_a_row",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("target_id", None), ("target_label", "")),
                                    models.Q(
                                        models.Q(("target_label", ""), _negated=True),
                                        ("host", ""),
                                        ("target_id__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="publishing_textlink_one_target",
                            ),
                        ],
                    },
                ),
            ],
        ),
        *statements_of(*STEPS),
    ]
