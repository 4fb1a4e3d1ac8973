"""Enquiries. The visitor's words never change, and go only when a lead is erased on purpose."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import leads.models.outbox
import leads.references

FREEZE = """
CREATE FUNCTION leads_submission_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('portal.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'leads_submission is frozen' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER leads_submission_frozen BEFORE UPDATE OR DELETE ON leads_submission
    FOR EACH ROW EXECUTE FUNCTION leads_submission_is_frozen();
"""
THAW = """
DROP TRIGGER leads_submission_frozen ON leads_submission;
DROP FUNCTION leads_submission_is_frozen();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parks", "0001_initial"),
        ("policies", "0001_initial"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名称")),
                (
                    "slug",
                    models.SlugField(
                        help_text="出现在网址里；发布后不要再改。",
                        max_length=20,
                        unique=True,
                        verbose_name="标识",
                    ),
                ),
                (
                    "hint",
                    models.CharField(
                        blank=True,
                        help_text="显示在“想了解什么”下面。",
                        max_length=120,
                        verbose_name="填写提示",
                    ),
                ),
                (
                    "routing_email",
                    models.EmailField(
                        blank=True,
                        help_text="站点没有带邮箱的招商专员时，新咨询提醒发到这里。",
                        max_length=254,
                        verbose_name="备用收件邮箱",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
            ],
            options={
                "verbose_name": "咨询主题",
                "verbose_name_plural": "咨询主题",
            },
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=leads.references.new_reference,
                        max_length=14,
                        unique=True,
                        verbose_name="查询编号",
                    ),
                ),
                (
                    "subject_label",
                    models.CharField(blank=True, max_length=160, verbose_name="咨询对象"),
                ),
                (
                    "subject_query",
                    models.TextField(
                        blank=True,
                        help_text="表单所指，如 listing=3&listing=8。",
                        verbose_name="咨询对象的参数",
                    ),
                ),
                ("contact_name", models.CharField(blank=True, max_length=40, verbose_name="称呼")),
                ("company", models.CharField(blank=True, max_length=80, verbose_name="单位")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="电话")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                (
                    "area_wanted",
                    models.CharField(blank=True, max_length=40, verbose_name="需要的面积"),
                ),
                (
                    "timing_wanted",
                    models.CharField(blank=True, max_length=40, verbose_name="意向时间"),
                ),
                ("message", models.TextField(blank=True, verbose_name="想了解什么")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("new", "新线索"),
                            ("contacted", "已联系"),
                            ("answered", "已答复"),
                            ("visiting", "踏勘洽谈"),
                            ("signed", "已签约"),
                            ("closed", "已办结"),
                            ("lost", "未成"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="阶段",
                    ),
                ),
                ("is_quarantined", models.BooleanField(default=False, verbose_name="在隔离区")),
                (
                    "quarantine_reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        verbose_name="隔离原因",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="收到时间"
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="承诺答复时间")),
                (
                    "first_reply_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="首次答复时间"),
                ),
                (
                    "follow_up_due_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="追问答复期限"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="个人信息删除时间"),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leads",
                        to="parks.listing",
                        verbose_name="咨询的载体（第一处）",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="owned_leads",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="负责人",
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leads",
                        to="parks.park",
                        verbose_name="咨询的园区",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leads",
                        to="policies.policy",
                        verbose_name="咨询的政策",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="regions.site",
                        verbose_name="站点",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="leads.topic",
                        verbose_name="主题",
                    ),
                ),
            ],
            options={
                "verbose_name": "线索",
                "verbose_name_plural": "线索",
            },
        ),
        migrations.CreateModel(
            name="ContactView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "viewed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="查看时间"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contact_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="查看人",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_views",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "查看联系方式",
                "verbose_name_plural": "查看联系方式",
            },
        ),
        migrations.CreateModel(
            name="OwnerChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作人",
                    ),
                ),
                (
                    "from_owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="原负责人",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owner_changes",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
                (
                    "to_owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="新负责人",
                    ),
                ),
            ],
            options={
                "verbose_name": "负责人变化",
                "verbose_name_plural": "负责人变化",
            },
        ),
        migrations.CreateModel(
            name="Throttle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=20, verbose_name="对象")),
                ("key", models.CharField(max_length=64, verbose_name="来源摘要")),
                ("window_at", models.DateTimeField(verbose_name="时间窗")),
                ("hits", models.PositiveIntegerField(verbose_name="次数")),
            ],
            options={
                "verbose_name": "频次计数",
                "verbose_name_plural": "频次计数",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key", "window_at"), name="leads_throttle_bucket"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(verbose_name="内部备注")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "内部备注",
                "verbose_name_plural": "内部备注",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True),
                        name="leads_followup_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("reply", "答复咨询")], max_length=10, verbose_name="目的"
                    ),
                ),
                ("text_version", models.CharField(max_length=20, verbose_name="文本版本")),
                ("text_hash", models.CharField(max_length=64, verbose_name="文本摘要")),
                ("ip", models.GenericIPAddressField(null=True, verbose_name="来源地址")),
                ("given_at", models.DateTimeField(verbose_name="同意时间")),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "同意记录",
                "verbose_name_plural": "同意记录",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lead", "purpose", "text_version", "text_hash"),
                        name="leads_consent_once_a_text",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadListing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=160, verbose_name="当时的名称")),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lead_listings",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lead_listings",
                        to="parks.listing",
                        verbose_name="载体",
                    ),
                ),
            ],
            options={
                "verbose_name": "咨询的载体",
                "verbose_name_plural": "咨询的载体",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lead", "position"), name="leads_leadlisting_position_once"
                    ),
                    models.UniqueConstraint(
                        fields=("lead", "listing"), name="leads_leadlisting_listing_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "访客来信"), ("out", "答复")],
                        max_length=3,
                        verbose_name="方向",
                    ),
                ),
                ("body", models.TextField(verbose_name="内容")),
                (
                    "nonce",
                    models.CharField(
                        help_text="同一表单提交两次只留一条。",
                        max_length=43,
                        unique=True,
                        verbose_name="防重复标记",
                    ),
                ),
                ("is_visible", models.BooleanField(default=True, verbose_name="访客可见")),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "往来消息",
                "verbose_name_plural": "往来消息",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True),
                        name="leads_message_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("direction", "out"),
                            models.Q(("by__isnull", True), ("direction", "in")),
                            _connector="OR",
                        ),
                        name="leads_message_visitors_are_not_staff",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new_lead", "新咨询（致专员）"),
                            ("follow_up", "追问（致专员）"),
                            ("receipt", "收到咨询（致访客）"),
                            ("answered", "已答复（致访客）"),
                        ],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        help_text="提交或消息的标记。", max_length=43, verbose_name="事由"
                    ),
                ),
                ("recipient", models.EmailField(blank=True, max_length=254, verbose_name="收件人")),
                (
                    "message_id",
                    models.CharField(
                        default=leads.models.outbox.new_message_id,
                        max_length=120,
                        unique=True,
                        verbose_name="Message-ID",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=60, verbose_name="最近一次错误"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="产生时间"
                    ),
                ),
                (
                    "next_attempt_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="下次发送"
                    ),
                ),
                (
                    "claimed_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="占用到"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                (
                    "given_up_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="放弃时间"),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "待发邮件",
                "verbose_name_plural": "待发邮件",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("given_up_at__isnull", True), ("sent_at__isnull", True)
                        ),
                        fields=["next_attempt_at"],
                        name="leads_outbox_unsent",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lead", "kind", "occasion", "recipient"),
                        name="leads_outbox_once_an_occasion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            models.Q(("recipient", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="leads_outbox_sent_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True),
                            ("given_up_at__isnull", True),
                            _connector="OR",
                        ),
                        name="leads_outbox_sent_or_given_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_stage",
                    models.CharField(
                        choices=[
                            ("new", "新线索"),
                            ("contacted", "已联系"),
                            ("answered", "已答复"),
                            ("visiting", "踏勘洽谈"),
                            ("signed", "已签约"),
                            ("closed", "已办结"),
                            ("lost", "未成"),
                        ],
                        max_length=10,
                        verbose_name="原阶段",
                    ),
                ),
                (
                    "to_stage",
                    models.CharField(
                        choices=[
                            ("new", "新线索"),
                            ("contacted", "已联系"),
                            ("answered", "已答复"),
                            ("visiting", "踏勘洽谈"),
                            ("signed", "已签约"),
                            ("closed", "已办结"),
                            ("lost", "未成"),
                        ],
                        max_length=10,
                        verbose_name="新阶段",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作人",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stage_changes",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "阶段变化",
                "verbose_name_plural": "阶段变化",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_stage", models.F("to_stage")), _negated=True),
                        name="leads_stagechange_is_a_change",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=43, unique=True, verbose_name="表单标记")),
                ("payload", models.JSONField(verbose_name="访客原文")),
                ("ip", models.GenericIPAddressField(null=True, verbose_name="来源地址")),
                (
                    "user_agent_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="浏览器摘要"),
                ),
                ("submitted_at", models.DateTimeField(verbose_name="提交时间")),
                (
                    "lead",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="submission",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "访客提交",
                "verbose_name_plural": "访客提交",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("token", ""), _negated=True),
                        name="leads_submission_has_token",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("is_quarantined", False)),
                fields=["site", "-received_at"],
                name="leads_lead_inbox",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("first_reply_at__isnull", True), ("is_quarantined", False)),
                fields=["due_at"],
                name="leads_lead_unanswered",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email", ""), ("phone", ""), _negated=True),
                    ("erased_at__isnull", False),
                    _connector="OR",
                ),
                name="leads_lead_can_be_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("company", ""), ("contact_name", ""), ("email", ""), ("phone", "")),
                    _connector="OR",
                ),
                name="leads_lead_erased_holds_no_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reference__regex", "^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$")
                ),
                name="leads_lead_reference_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        ["new", "contacted", "answered", "visiting", "signed", "closed", "lost"],
                    )
                ),
                name="leads_lead_known_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("stage__in", ["closed", "lost"])),
                    models.Q(
                        models.Q(("stage__in", ["closed", "lost"]), _negated=True),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="leads_lead_closed_at_with_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_at__gte", models.F("received_at")),
                    models.Q(
                        ("first_reply_at__isnull", True),
                        ("first_reply_at__gte", models.F("received_at")),
                        _connector="OR",
                    ),
                ),
                name="leads_lead_times_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_quarantined", False),
                    models.Q(("quarantine_reasons", []), _negated=True),
                    _connector="OR",
                ),
                name="leads_lead_quarantined_for_a_reason",
            ),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
