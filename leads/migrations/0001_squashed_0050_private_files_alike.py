"""The tables of 0001 to 0050, made at once where none of them is there yet (ADR 67)."""

import datetime
import uuid
from importlib import import_module

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import leads.models.answer_files
import leads.models.outbox
import leads.models.stages
import leads.references
import search.bigrams
from core.squashed_migrations import CreateModels, statements_of
from leads.default_clocks import ensure_clock_rules
from leads.default_stages import ensure_lost_reasons

# Whose statements are run here as well.
STEPS = [
    import_module(f"{__package__}.{name}")
    for name in (
        "0001_initial",
        "0002_former_addresses",
        "0027_nobody_leaves_with_work_in_hand",
    )
]


def make_rows(apps, schema_editor):
    ensure_lost_reasons(apps.get_model("leads", "LostReason"))
    ensure_clock_rules(apps.get_model("leads", "ClockRule"))


class Migration(migrations.Migration):
    replaces = [
        ("leads", "0001_initial"),
        ("leads", "0002_former_addresses"),
        ("leads", "0003_renamed_addresses_lead_on"),
        ("leads", "0004_one_spelling"),
        ("leads", "0005_quarantine_is_told"),
        ("leads", "0006_days_off"),
        ("leads", "0007_erasure_is_announced"),
        ("leads", "0008_contacts"),
        ("leads", "0009_visitors_prove_themselves"),
        ("leads", "0010_phones_by_key"),
        ("leads", "0011_quarantine_clock"),
        ("leads", "0012_accounts_stay"),
        ("leads", "0013_contact_views_have_reasons"),
        ("leads", "0014_mails_told_together"),
        ("leads", "0015_erasure_is_put_off_thrice"),
        ("leads", "0016_parts_and_what_waits"),
        ("leads", "0017_inbox_at_size"),
        ("leads", "0018_inbox_by_what_is_due"),
        ("leads", "0019_entered_by_officers"),
        ("leads", "0020_open_enquiries_are_counted"),
        ("leads", "0021_owners_are_told"),
        ("leads", "0022_who_is_one"),
        ("leads", "0023_files_of_those_before"),
        ("leads", "0024_enquiries_are_routed"),
        ("leads", "0025_notices"),
        ("leads", "0026_promises_and_calls"),
        ("leads", "0027_nobody_leaves_with_work_in_hand"),
        ("leads", "0028_needs_by_topic"),
        ("leads", "0029_office_hours"),
        ("leads", "0030_eight_stages"),
        ("leads", "0031_clocks_run"),
        ("leads", "0036_reply_blocks"),
        ("leads", "0037_answer_files"),
        ("leads", "0040_promises_are_told"),
        ("leads", "0041_four_verdicts"),
        ("leads", "0042_texts_to_visitors"),
        ("leads", "0043_calls_to_make"),
        ("leads", "0044_consent_on_lists"),
        ("leads", "0045_columns_have_defaults"),
        ("leads", "0046_rooms_above_add_choices"),
        ("leads", "0047_checked_beside_the_work"),
        ("leads", "0048_origins_are_kept"),
        ("leads", "0049_campaigns_are_found"),
        ("leads", "0050_private_files_alike"),
    ]

    initial = True

    dependencies = [
        ("parks", "0022_columns_have_defaults"),
        ("policies", "0005_parts_and_what_waits"),
        ("regions", "0009_columns_have_defaults"),
        ("search", "0003_bigrams_in_one_pass"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Topic",
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
                        (
                            "slug",
                            models.SlugField(
                                help_text="出现在网址里；改了以后，旧网址自动转到新网址。",
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
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                        (
                            "contact_name",
                            models.CharField(blank=True, max_length=40, verbose_name="称呼"),
                        ),
                        (
                            "company",
                            models.CharField(blank=True, max_length=80, verbose_name="单位"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="电话")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="邮箱"),
                        ),
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
                                    ("assessing", "研判"),
                                    ("in_talks", "洽谈"),
                                    ("visiting", "考察"),
                                    ("signed", "签约"),
                                    ("building", "开工"),
                                    ("producing", "投产"),
                                    ("performing", "达效"),
                                    ("closed", "已办结"),
                                    ("lost", "未成"),
                                ],
                                default="new",
                                max_length=10,
                                verbose_name="阶段",
                            ),
                        ),
                        (
                            "is_quarantined",
                            models.BooleanField(default=False, verbose_name="在隔离区"),
                        ),
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
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="首次答复时间"
                            ),
                        ),
                        (
                            "follow_up_due_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="追问答复期限"
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="办结时间"),
                        ),
                        (
                            "erased_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="个人信息删除时间"
                            ),
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
                        (
                            "search_text",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                editable=False,
                                help_text="称呼和单位的统一写法。",
                                verbose_name="查找用的写法",
                            ),
                        ),
                        (
                            "quarantine_told_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="隔离提醒时间"
                            ),
                        ),
                        (
                            "erase_due_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="个人信息将被删除"
                            ),
                        ),
                        (
                            "has_code",
                            models.BooleanField(
                                db_default=False,
                                default=True,
                                help_text="没有口令的旧回执凭手机号后 4 位查询，所以后台不显示后 4 位。",
                                verbose_name="回执上有口令",
                            ),
                        ),
                        (
                            "phone_key",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                editable=False,
                                help_text="带密钥，看不出号码。",
                                max_length=64,
                                verbose_name="电话的摘要",
                            ),
                        ),
                        (
                            "quarantine_checked_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="判为垃圾信息的时间"
                            ),
                        ),
                        (
                            "times_put_off",
                            models.PositiveSmallIntegerField(
                                db_default=0, default=0, verbose_name="暂缓删除的次数"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("web", "网站表单"),
                                    ("call_back", "留电话回拨"),
                                    ("phone", "电话"),
                                    ("walk_in", "来访"),
                                    ("fair", "展会、推介会"),
                                    ("letter", "来信来函"),
                                    ("handed", "上级转办"),
                                    ("intro", "引荐人介绍"),
                                ],
                                db_default="web",
                                default="web",
                                max_length=10,
                                verbose_name="来源",
                            ),
                        ),
                        (
                            "channel_note",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                help_text="哪场展会、哪个部门转办、谁介绍。",
                                max_length=80,
                                verbose_name="来源说明",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "name_sound",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                editable=False,
                                help_text="不带声调的拼音。",
                                max_length=80,
                                verbose_name="称呼的读音",
                            ),
                        ),
                        (
                            "credit_code",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=18,
                                verbose_name="统一社会信用代码",
                            ),
                        ),
                        (
                            "company_party",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="company_leads",
                                to="leads.party",
                                verbose_name="单位档案",
                            ),
                        ),
                        (
                            "person_party",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person_leads",
                                to="leads.party",
                                verbose_name="个人档案",
                            ),
                        ),
                        (
                            "idle_told_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="将退回公海的提醒时间"
                            ),
                        ),
                        (
                            "nobody_told_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="没人负责的提醒时间"
                            ),
                        ),
                        (
                            "pooled_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="退回公海的时间"
                            ),
                        ),
                        (
                            "agreement_number",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=60,
                                verbose_name="协议编号",
                            ),
                        ),
                        (
                            "ended_in",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("new", "新线索"),
                                    ("contacted", "已联系"),
                                    ("answered", "已答复"),
                                    ("assessing", "研判"),
                                    ("in_talks", "洽谈"),
                                    ("visiting", "考察"),
                                    ("signed", "签约"),
                                    ("building", "开工"),
                                    ("producing", "投产"),
                                    ("performing", "达效"),
                                    ("closed", "已办结"),
                                    ("lost", "未成"),
                                ],
                                db_default="",
                                default="",
                                max_length=10,
                                verbose_name="结束前的阶段",
                            ),
                        ),
                        (
                            "lost_reason",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leads",
                                to="leads.lostreason",
                                verbose_name="原因",
                            ),
                        ),
                        (
                            "fingerprint",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                editable=False,
                                help_text="带密钥，看不出原话；同样的话再来时认得出。",
                                max_length=64,
                                verbose_name="内容的摘要",
                            ),
                        ),
                        (
                            "flags",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                db_default=[],
                                default=list,
                                verbose_name="可疑之处",
                            ),
                        ),
                        (
                            "is_taught_spam",
                            models.BooleanField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="工作人员判为垃圾信息",
                            ),
                        ),
                        (
                            "taught_marks",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=64),
                                blank=True,
                                db_default=[],
                                default=list,
                                editable=False,
                                verbose_name="判过的内容的摘要",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("accepted", "收下"),
                                    ("flagged", "收下，标为可疑"),
                                    ("quarantine", "先隔离，等人看"),
                                    ("machine", "机器提交，不收"),
                                ],
                                db_default="accepted",
                                default="accepted",
                                max_length=10,
                                verbose_name="收到时的判断",
                            ),
                        ),
                        (
                            "campaign",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                help_text="网址里的来源、媒介、活动名，扫码来的有 qr。",
                                max_length=96,
                                verbose_name="活动",
                            ),
                        ),
                        (
                            "first_page",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                help_text="本站的网址，不含参数。",
                                max_length=120,
                                verbose_name="从哪一页进来",
                            ),
                        ),
                        (
                            "last_page",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=120,
                                verbose_name="从哪一页来咨询",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "线索",
                        "verbose_name_plural": "线索",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_quarantined", False)),
                                fields=["site", "-received_at"],
                                name="leads_lead_inbox",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("first_reply_at__isnull", True), ("is_quarantined", False)
                                ),
                                fields=["due_at"],
                                name="leads_lead_unanswered",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("is_quarantined", True), ("quarantine_told_at__isnull", True)
                                ),
                                fields=["site"],
                                name="leads_lead_untold",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("erase_due_at__isnull", False), ("erased_at__isnull", True)
                                ),
                                fields=["erase_due_at"],
                                name="leads_lead_announced",
                            ),
                            models.Index(fields=["phone_key"], name="leads_lead_phone_key"),
                            models.Index(
                                condition=models.Q(
                                    ("is_quarantined", True),
                                    ("quarantine_checked_at__isnull", True),
                                ),
                                fields=["site", "due_at"],
                                name="leads_lead_unchecked",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                search.bigrams.Bigrams("search_text"), name="leads_lead_parts"
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("is_quarantined", False),
                                    models.Q(("stage__in", ["closed", "lost"]), _negated=True),
                                ),
                                fields=["owner", "site"],
                                name="leads_lead_open",
                            ),
                            models.Index(fields=["-received_at", "-id"], name="leads_lead_newest"),
                            django.contrib.postgres.indexes.GinIndex(
                                search.bigrams.Bigrams("reference"),
                                name="leads_lead_reference_parts",
                            ),
                            models.Index(
                                models.OrderBy(
                                    models.Case(
                                        models.When(stage__in=["closed", "lost"], then=2),
                                        models.When(
                                            first_reply_at__isnull=False,
                                            follow_up_due_at__isnull=True,
                                            then=1,
                                        ),
                                        default=0,
                                        output_field=models.SmallIntegerField(),
                                    )
                                ),
                                models.OrderBy(
                                    models.Case(
                                        models.When(stage__in=["closed", "lost"], then=None),
                                        models.When(first_reply_at__isnull=True, then="due_at"),
                                        default="follow_up_due_at",
                                        output_field=models.DateTimeField(),
                                    )
                                ),
                                models.OrderBy(models.F("received_at"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("is_quarantined", False)),
                                name="leads_lead_due_first",
                            ),
                            models.Index(
                                condition=models.Q(("name_sound", ""), _negated=True),
                                fields=["name_sound"],
                                name="leads_lead_name_sound",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("is_quarantined", False),
                                    models.Q(("stage__in", ["closed", "lost"]), _negated=True),
                                ),
                                fields=["site", "stage"],
                                include=(
                                    "id",
                                    "owner",
                                    "due_at",
                                    "first_reply_at",
                                    "follow_up_due_at",
                                ),
                                name="leads_lead_open_facts",
                            ),
                            models.Index(
                                condition=models.Q(("fingerprint", ""), _negated=True),
                                fields=["fingerprint", "received_at"],
                                name="leads_lead_same_words",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                condition=models.Q(("is_taught_spam__isnull", False)),
                                fields=["taught_marks"],
                                name="leads_lead_taught",
                            ),
                            models.Index(
                                condition=models.Q(("campaign", ""), _negated=True),
                                fields=["campaign"],
                                name="leads_lead_campaign",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("email", ""), ("phone", ""), _negated=True),
                                    ("erased_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="leads_lead_can_be_answered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reference__regex",
                                        "^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$",
                                    )
                                ),
                                name="leads_lead_reference_shape",
                            ),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_quarantined", False),
                                    models.Q(("quarantine_reasons", []), _negated=True),
                                    _connector="OR",
                                ),
                                name="leads_lead_quarantined_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erased_at__isnull", True),
                                    models.Q(
                                        ("channel_note", ""),
                                        ("company", ""),
                                        ("contact_name", ""),
                                        ("email", ""),
                                        ("name_sound", ""),
                                        ("phone", ""),
                                        ("agreement_number", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_lead_erased_holds_no_contact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "new",
                                            "contacted",
                                            "answered",
                                            "assessing",
                                            "in_talks",
                                            "visiting",
                                            "signed",
                                            "building",
                                            "producing",
                                            "performing",
                                            "closed",
                                            "lost",
                                        ],
                                    )
                                ),
                                name="leads_lead_known_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("stage", "closed")),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("lost_reason__isnull", False),
                                        ("stage", "lost"),
                                    ),
                                    models.Q(
                                        models.Q(("stage__in", ["closed", "lost"]), _negated=True),
                                        ("closed_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_lead_closed_at_with_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_in", ""),
                                    models.Q(
                                        ("stage__in", ["closed", "lost"]),
                                        models.Q(
                                            ("ended_in__in", ["closed", "lost"]), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_lead_ended_in_with_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict__in", ["accepted", "quarantine", "machine"]),
                                    models.Q(
                                        ("verdict", "flagged"),
                                        models.Q(("flags", []), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_lead_flagged_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("channel__in", ["web", "call_back"]),
                                        ("entered_by__isnull", True),
                                    ),
                                    models.Q(
                                        (
                                            "channel__in",
                                            [
                                                "phone",
                                                "walk_in",
                                                "fair",
                                                "letter",
                                                "handed",
                                                "intro",
                                            ],
                                        ),
                                        ("entered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_lead_entered_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactView",
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
                            "viewed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="查看时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
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
                        (
                            "has_reason",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="写了理由"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "查看联系方式",
                        "verbose_name_plural": "查看联系方式",
                        "indexes": [
                            models.Index(
                                fields=["by", "viewed_at"], name="leads_contactview_by_when"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnerChange",
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
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
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
                                on_delete=django.db.models.deletion.PROTECT,
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
                                on_delete=django.db.models.deletion.PROTECT,
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("body", models.TextField(verbose_name="内部备注")),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
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
                        (
                            "contact_view",
                            models.OneToOneField(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="note",
                                to="leads.contactview",
                                verbose_name="查看联系方式的理由",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                        (
                            "heard_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="口头同意的记录人",
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("oral", "口头"),
                                    ("written", "书面（登记表、名片、回函）"),
                                ],
                                db_default="",
                                help_text="空着的是在表单上勾选，或当场说给登记人听的。",
                                max_length=10,
                                verbose_name="怎样同意的",
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
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["", "oral", "written"])),
                                name="leads_consent_known_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadListing",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
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
                        (
                            "proof",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("code", "凭查询口令"),
                                    ("phone", "凭完整电话"),
                                    ("mail", "凭完整邮箱"),
                                    ("tail", "凭手机号后 4 位"),
                                    ("form", "凭同一张表单"),
                                ],
                                db_default="",
                                default="",
                                help_text="访客怎样证明咨询是自己的。",
                                max_length=5,
                                verbose_name="凭什么",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=leads.models.outbox.kind_choices,
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "occasion",
                            models.CharField(
                                help_text="提交或消息的标记，或清点的时间。",
                                max_length=43,
                                verbose_name="事由",
                            ),
                        ),
                        (
                            "recipient",
                            models.EmailField(blank=True, max_length=254, verbose_name="收件人"),
                        ),
                        (
                            "message_id",
                            models.CharField(
                                default=leads.models.outbox.new_message_id,
                                max_length=120,
                                unique=True,
                                verbose_name="Message-ID",
                            ),
                        ),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数"),
                        ),
                        (
                            "last_error",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="最近一次错误"
                            ),
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
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="发出时间"),
                        ),
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
                            ),
                            models.Index(
                                fields=["recipient", "created_at"], name="leads_outbox_told_lately"
                            ),
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "from_stage",
                            models.CharField(
                                choices=[
                                    ("new", "新线索"),
                                    ("contacted", "已联系"),
                                    ("answered", "已答复"),
                                    ("assessing", "研判"),
                                    ("in_talks", "洽谈"),
                                    ("visiting", "考察"),
                                    ("signed", "签约"),
                                    ("building", "开工"),
                                    ("producing", "投产"),
                                    ("performing", "达效"),
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
                                    ("assessing", "研判"),
                                    ("in_talks", "洽谈"),
                                    ("visiting", "考察"),
                                    ("signed", "签约"),
                                    ("building", "开工"),
                                    ("producing", "投产"),
                                    ("performing", "达效"),
                                    ("closed", "已办结"),
                                    ("lost", "未成"),
                                ],
                                max_length=10,
                                verbose_name="新阶段",
                            ),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
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
                        (
                            "proof",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("code", "凭查询口令"),
                                    ("phone", "凭完整电话"),
                                    ("mail", "凭完整邮箱"),
                                    ("tail", "凭手机号后 4 位"),
                                    ("form", "凭同一张表单"),
                                ],
                                db_default="",
                                default="",
                                help_text="访客怎样证明咨询是自己的。",
                                max_length=5,
                                verbose_name="凭什么",
                            ),
                        ),
                        (
                            "is_forced",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="跳过门槛"
                            ),
                        ),
                        (
                            "lost_reason",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="leads.lostreason",
                                verbose_name="未成原因",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "阶段变化",
                        "verbose_name_plural": "阶段变化",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_stage", models.F("to_stage")), _negated=True
                                ),
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "token",
                            models.CharField(max_length=43, unique=True, verbose_name="表单标记"),
                        ),
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
                migrations.CreateModel(
                    name="CalendarPeriod",
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
                        ("first_on", models.DateField(verbose_name="第一天")),
                        (
                            "last_on",
                            models.DateField(
                                help_text="只有一天的，与第一天相同。", verbose_name="最后一天"
                            ),
                        ),
                        (
                            "is_working",
                            models.BooleanField(
                                default=False,
                                help_text="调休上班的周末请勾选；放假的不勾。",
                                verbose_name="上班",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="如：元旦、春节、春节调休。",
                                max_length=40,
                                verbose_name="名称",
                            ),
                        ),
                        (
                            "closes_at",
                            models.TimeField(
                                blank=True,
                                help_text="只上半天的日子填几点下班，如 12:30，并勾选“上班”；整天上班或放假的不填。",
                                null=True,
                                verbose_name="提前下班",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "放假调休",
                        "verbose_name_plural": "放假调休",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last_on__gte", models.F("first_on")),
                                    (
                                        "last_on__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("first_on"),
                                            "+",
                                            models.Value(datetime.timedelta(days=30)),
                                        ),
                                    ),
                                ),
                                name="leads_calendarperiod_in_order",
                                violation_error_message="最后一天不能早于第一天，也不能超过 31 天，请核对年份。",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            "first_on",
                                            "last_on",
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    )
                                ],
                                name="leads_calendarperiod_each_day_once",
                                violation_error_message="这几天里有的已经录入过，请改已有的那一行。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closes_at__isnull", True),
                                    ("is_working", True),
                                    _connector="OR",
                                ),
                                name="leads_calendarperiod_half_days_are_worked",
                                violation_error_message="填了几点下班，就要勾选“上班”；放假的日子请不要填。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
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
                            "digest",
                            models.CharField(
                                max_length=64, unique=True, verbose_name="电话或邮箱的带密钥摘要"
                            ),
                        ),
                        (
                            "receipt_owed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="最近一次回执"
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="证实时间"),
                        ),
                    ],
                    options={
                        "verbose_name": "联系方式的证实",
                        "verbose_name_plural": "联系方式的证实",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("receipt_owed_at__isnull", False),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="leads_contact_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneSearch",
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
                        ("hits", models.PositiveIntegerField(verbose_name="找到几条")),
                        (
                            "searched_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="phone_searches",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="查找人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "按电话查找",
                        "verbose_name_plural": "按电话查找",
                        "indexes": [
                            models.Index(
                                fields=["by", "searched_at"], name="leads_phonesearch_by_when"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NextStep",
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
                                    ("call", "打电话"),
                                    ("visit", "踏勘、见面"),
                                    ("papers", "送材料、报方案"),
                                    ("ask", "找部门核实"),
                                    ("wait", "等对方"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="做什么",
                            ),
                        ),
                        ("what", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("due_on", models.DateField(verbose_name="哪天")),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="安排时间"
                            ),
                        ),
                        (
                            "done_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="完成时间"),
                        ),
                        (
                            "outcome",
                            models.CharField(blank=True, max_length=200, verbose_name="结果"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                help_text="空着的是访客要求的回拨。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="安排人",
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="完成人",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="next_steps",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "下一步",
                        "verbose_name_plural": "下一步",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at__isnull", True)),
                                fields=["due_on"],
                                name="leads_nextstep_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("done_at__isnull", True)),
                                fields=("lead",),
                                name="leads_nextstep_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_at__isnull", True),
                                        ("done_by__isnull", True),
                                        ("outcome", ""),
                                    ),
                                    models.Q(
                                        ("done_at__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_nextstep_done_with_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["call", "visit", "papers", "ask", "wait", "other"],
                                    )
                                ),
                                name="leads_nextstep_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "other"), _negated=True),
                                    models.Q(("what", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="leads_nextstep_other_is_said",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
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
                                choices=[("company", "单位"), ("person", "个人")],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=80, verbose_name="名称")),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="建档时间"
                            ),
                        ),
                        (
                            "root",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="merged_parties",
                                to="leads.party",
                                verbose_name="并入的档案",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "档案",
                        "verbose_name_plural": "档案",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["company", "person"])),
                                name="leads_party_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("root__isnull", True),
                                    models.Q(("root", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="leads_party_root_is_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartyIdentifier",
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
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("phone", "电话"),
                                    ("mail", "邮箱"),
                                    ("code", "统一社会信用代码"),
                                    ("name", "单位名称"),
                                ],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        ("value", models.CharField(max_length=254, verbose_name="统一写法")),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="identifiers",
                                to="leads.party",
                                verbose_name="档案",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "档案的识别信息",
                        "verbose_name_plural": "档案的识别信息",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "scheme", "value"),
                                name="leads_partyidentifier_of_one_party",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value", ""), _negated=True),
                                name="leads_partyidentifier_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartyMerge",
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
                            "moved",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), verbose_name="随之并入的档案"
                            ),
                        ),
                        (
                            "name_was",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="留下的档案原来的名称"
                            ),
                        ),
                        (
                            "name_set",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="合并时选定的名称"
                            ),
                        ),
                        (
                            "merged_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="合并时间"
                            ),
                        ),
                        (
                            "undone_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="撤销时间"),
                        ),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="leads.party",
                                verbose_name="并进来的档案",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="合并人",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="merges",
                                to="leads.party",
                                verbose_name="留下的档案",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="撤销人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "档案的合并",
                        "verbose_name_plural": "档案的合并",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kept", models.F("absorbed")), _negated=True),
                                name="leads_partymerge_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("undone_at__isnull", True), ("undone_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("undone_at__isnull", False), ("undone_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_partymerge_undone_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoutingRule",
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
                            "way",
                            models.CharField(
                                choices=[("least", "手上最少的先得"), ("turn", "轮流")],
                                default="least",
                                max_length=5,
                                verbose_name="怎样分派",
                            ),
                        ),
                        (
                            "idle_days",
                            models.SmallIntegerField(
                                blank=True,
                                help_text="3 至 365 天，提前 2 天提醒负责人；空着就不自动退回。",
                                null=True,
                                verbose_name="几天没有动作退回公海",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="routing_rules",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                help_text="空着就是其余所有主题。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="routing_rules",
                                to="leads.topic",
                                verbose_name="咨询主题",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "分派规则",
                        "verbose_name_plural": "分派规则",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "topic"),
                                name="leads_routingrule_one_a_topic",
                                violation_error_message="这个站点的这个主题已经有一条规则，请改那一条。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("topic", None)),
                                fields=("site",),
                                name="leads_routingrule_one_of_the_rest",
                                violation_error_message="这个站点的其余主题已经有一条规则，请改那一条。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["least", "turn"])),
                                name="leads_routingrule_known_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("idle_days", None),
                                    ("idle_days__range", (3, 365)),
                                    _connector="OR",
                                ),
                                name="leads_routingrule_idle_days",
                                violation_error_message="请填 3 至 365 天，或者空着。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoutingPlace",
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
                        ("is_fallback", models.BooleanField(default=False, verbose_name="兜底")),
                        (
                            "given_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="上次分到的时间"
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="routing_places",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="专员",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="leads.routingrule",
                                verbose_name="规则",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "分派名单",
                        "verbose_name_plural": "分派名单",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule", "officer"), name="leads_routingplace_once_a_rule"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_fallback", True)),
                                fields=("rule",),
                                name="leads_routingplace_one_fallback",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
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
                        ("first_on", models.DateField(verbose_name="第一天")),
                        ("last_on", models.DateField(verbose_name="最后一天")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁不在",
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁代",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "外出与代办",
                        "verbose_name_plural": "外出与代办",
                        "indexes": [models.Index(fields=["last_on"], name="leads_absence_last_on")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_on__gte", models.F("first_on"))),
                                name="leads_absence_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stand_in", None),
                                    models.Q(("stand_in", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="leads_absence_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeChannel",
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
                            "name",
                            models.CharField(
                                help_text="如：招商一科工作群。", max_length=40, verbose_name="名称"
                            ),
                        ),
                        (
                            "shape",
                            models.CharField(
                                choices=[
                                    ("wecom", "企业微信群机器人"),
                                    ("dingtalk", "钉钉群机器人"),
                                    ("feishu", "飞书群机器人"),
                                    ("generic", "自己的系统（JSON）"),
                                ],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "host",
                            models.CharField(editable=False, max_length=253, verbose_name="主机"),
                        ),
                        (
                            "sealed_address",
                            models.TextField(editable=False, verbose_name="地址（加密）"),
                        ),
                        (
                            "sealed_key",
                            models.TextField(
                                blank=True, editable=False, verbose_name="签名密钥（加密）"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notice_channels",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通知渠道",
                        "verbose_name_plural": "通知渠道",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "name"),
                                name="leads_noticechannel_named_once",
                                violation_error_message="这个站点已经有同名的通知渠道。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shape__in", ["wecom", "dingtalk", "feishu", "generic"])
                                ),
                                name="leads_noticechannel_known_shape",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelNotice",
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
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数"),
                        ),
                        (
                            "last_error",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="最近一次错误"
                            ),
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
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="发出时间"),
                        ),
                        (
                            "given_up_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="放弃时间"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("new_lead", "新咨询"),
                                    ("follow_up", "追问"),
                                    ("quarantine", "隔离区新到"),
                                ],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        ("occasion", models.CharField(max_length=43, verbose_name="事由")),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="channel_notices",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="leads.noticechannel",
                                verbose_name="渠道",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "渠道通知",
                        "verbose_name_plural": "渠道通知",
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("given_up_at__isnull", True), ("sent_at__isnull", True)
                                ),
                                fields=["next_attempt_at"],
                                name="leads_channelnotice_unsent",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at__isnull", True),
                                    ("given_up_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="leads_channelnotice_sent_or_given_up",
                            ),
                            models.UniqueConstraint(
                                fields=("channel", "lead", "occasion"),
                                name="leads_channelnotice_once_an_occasion",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["new_lead", "follow_up", "quarantine"])
                                ),
                                name="leads_channelnotice_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticePreferences",
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
                            "has_digest",
                            models.BooleanField(
                                default=True,
                                help_text="只有条数和链接：超时的、今天要答复的、今天的下一步、没有下一步的。没有事就不发。",
                                verbose_name="每个工作日早上收一封汇总",
                            ),
                        ),
                        (
                            "quiet_from",
                            models.TimeField(
                                blank=True,
                                help_text="这段时间来的提醒到点后合并发给您，不会丢。",
                                null=True,
                                verbose_name="免打扰从",
                            ),
                        ),
                        (
                            "quiet_until",
                            models.TimeField(
                                blank=True,
                                help_text="可以跨夜，如 22:00 到 07:30。",
                                null=True,
                                verbose_name="到",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notice_preferences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="账号",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提醒偏好",
                        "verbose_name_plural": "提醒偏好",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("quiet_from__isnull", True), ("quiet_until__isnull", True)
                                    ),
                                    models.Q(
                                        ("quiet_from__isnull", False),
                                        ("quiet_until__isnull", False),
                                        models.Q(
                                            ("quiet_from", models.F("quiet_until")), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_noticepreferences_quiet_has_both_ends",
                                violation_error_message="免打扰要填开始和结束两个时间，不需要就都清空。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
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
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数"),
                        ),
                        (
                            "last_error",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="最近一次错误"
                            ),
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
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="发出时间"),
                        ),
                        (
                            "given_up_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="放弃时间"),
                        ),
                        ("due_on", models.DateField(verbose_name="哪天")),
                        ("is_needed", models.BooleanField(default=True, verbose_name="有事要办")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="digests",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="收件人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "早上的汇总",
                        "verbose_name_plural": "早上的汇总",
                        "indexes": [models.Index(fields=["due_on"], name="leads_digest_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at__isnull", True),
                                    ("given_up_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="leads_digest_sent_or_given_up",
                            ),
                            models.UniqueConstraint(
                                fields=("user", "due_on"), name="leads_digest_once_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("reached", "通了"),
                                    ("no_answer", "没人接"),
                                    ("busy", "占线或关机"),
                                    ("wrong", "号码不对"),
                                ],
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="时长（分钟）"
                            ),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="说了什么")),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="时间"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="记录人",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calls",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "电话",
                        "verbose_name_plural": "电话",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome__in", ["reached", "no_answer", "busy", "wrong"])
                                ),
                                name="leads_call_known_outcome",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome", "reached"),
                                        models.Q(("body", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("outcome", "reached"), _negated=True),
                                        ("minutes__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_call_tells_what_was_said",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes__isnull", True),
                                    ("minutes__range", (1, 600)),
                                    _connector="OR",
                                ),
                                name="leads_call_of_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Promise",
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
                        ("words", models.CharField(max_length=200, verbose_name="原话")),
                        (
                            "policy_label",
                            models.CharField(blank=True, max_length=200, verbose_name="当时的依据"),
                        ),
                        (
                            "policy_version",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="依据的版本"
                            ),
                        ),
                        (
                            "waits_for",
                            models.CharField(blank=True, max_length=40, verbose_name="等谁"),
                        ),
                        ("due_on", models.DateField(verbose_name="最迟哪天")),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="登记时间"
                            ),
                        ),
                        (
                            "is_kept",
                            models.BooleanField(blank=True, null=True, verbose_name="兑现了"),
                        ),
                        (
                            "outcome",
                            models.CharField(blank=True, max_length=200, verbose_name="凭据或原因"),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="办结时间"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="办结人",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="promises",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="负责人",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="promises",
                                to="policies.policy",
                                verbose_name="依据的政策",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "承诺",
                        "verbose_name_plural": "承诺",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["due_on"],
                                name="leads_promise_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="leads_promise_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("closed_by__isnull", True),
                                        ("is_kept__isnull", True),
                                        ("outcome", ""),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("is_kept__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_promise_closed_with_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadNeed",
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
                        ("name", models.CharField(max_length=20, verbose_name="需要什么")),
                        ("value", models.CharField(max_length=120, verbose_name="多少、哪一种")),
                        ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="needs",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "咨询的需求",
                        "verbose_name_plural": "咨询的需求",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lead", "name"), name="leads_leadneed_said_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value", ""), _negated=True),
                                name="leads_leadneed_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficeHours",
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
                            "opens_at",
                            models.TimeField(default=datetime.time(9, 0), verbose_name="上班"),
                        ),
                        (
                            "noon_from",
                            models.TimeField(blank=True, null=True, verbose_name="午休开始"),
                        ),
                        (
                            "noon_to",
                            models.TimeField(blank=True, null=True, verbose_name="午休结束"),
                        ),
                        (
                            "closes_at",
                            models.TimeField(default=datetime.time(18, 0), verbose_name="下班"),
                        ),
                        (
                            "site",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="office_hours",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办公时间",
                        "verbose_name_plural": "办公时间",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_at__lt", models.F("closes_at")),
                                    models.Q(
                                        models.Q(
                                            ("noon_from__isnull", True), ("noon_to__isnull", True)
                                        ),
                                        models.Q(
                                            ("noon_from__gt", models.F("opens_at")),
                                            ("noon_from__isnull", False),
                                            ("noon_to__gt", models.F("noon_from")),
                                            ("noon_to__isnull", False),
                                            ("noon_to__lt", models.F("closes_at")),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="leads_officehours_in_order",
                                violation_error_message="上班要早于下班，午休要在两者之间，并且先开始后结束。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LostReason",
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
                        ("name", models.CharField(max_length=40, unique=True, verbose_name="原因")),
                        (
                            "is_invalid",
                            models.BooleanField(
                                default=False,
                                help_text="如打错电话、重复登记：不是没谈成，不计入未成的统计。",
                                verbose_name="算作无效",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="顺序"),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
                    ],
                    options={
                        "verbose_name": "未成原因",
                        "verbose_name_plural": "未成原因",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="leads_lostreason_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StageGate",
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
                            "stage",
                            models.CharField(
                                choices=[
                                    ("assessing", "研判"),
                                    ("in_talks", "洽谈"),
                                    ("visiting", "考察"),
                                    ("signed", "签约"),
                                    ("building", "开工"),
                                    ("producing", "投产"),
                                    ("performing", "达效"),
                                ],
                                max_length=10,
                                verbose_name="进入阶段",
                            ),
                        ),
                        (
                            "requirement",
                            models.CharField(
                                choices=leads.models.stages.requirement_choices,
                                max_length=10,
                                verbose_name="必须先有",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "阶段门槛",
                        "verbose_name_plural": "阶段门槛",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("stage", "requirement"), name="leads_stagegate_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "assessing",
                                            "in_talks",
                                            "visiting",
                                            "signed",
                                            "building",
                                            "producing",
                                            "performing",
                                        ],
                                    )
                                ),
                                name="leads_stagegate_known_stage",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clock",
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
                                    ("reply", "首次答复（工作日，不超过站点承诺）"),
                                    ("assess", "研判（工作日）"),
                                    ("feedback", "反馈结论（工作日）"),
                                    ("report", "进展汇报（每隔几天）"),
                                    ("call_back", "回拨（工作小时）"),
                                ],
                                max_length=10,
                                verbose_name="哪一种期限",
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="多久")),
                        (
                            "started_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="开始"),
                        ),
                        (
                            "due_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="期限"),
                        ),
                        (
                            "stopped_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="完成"),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clocks",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办理的钟",
                        "verbose_name_plural": "办理的钟",
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("due_at__isnull", False), ("stopped_at__isnull", True)
                                ),
                                fields=["due_at"],
                                name="leads_clock_running",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lead", "kind"), name="leads_clock_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_at__isnull", True),
                                        ("started_at__isnull", True),
                                        ("stopped_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("due_at__isnull", False), ("started_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="leads_clock_due_once_started",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_at__isnull", True),
                                        ("due_at__gte", models.F("started_at")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("stopped_at__isnull", True),
                                        ("stopped_at__gte", models.F("started_at")),
                                        _connector="OR",
                                    ),
                                ),
                                name="leads_clock_times_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["assess", "feedback", "report", "call_back"])
                                ),
                                name="leads_clock_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockRule",
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
                                    ("reply", "首次答复（工作日，不超过站点承诺）"),
                                    ("assess", "研判（工作日）"),
                                    ("feedback", "反馈结论（工作日）"),
                                    ("report", "进展汇报（每隔几天）"),
                                    ("call_back", "回拨（工作小时）"),
                                ],
                                max_length=10,
                                verbose_name="哪一种期限",
                            ),
                        ),
                        (
                            "days",
                            models.SmallIntegerField(
                                help_text="1 至 60，回拨按小时，其他按天。改了以后只对新收到的咨询有效。",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="多久",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                help_text="不选就对所有站点有效，只有系统管理员可以。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clock_rules",
                                to="regions.site",
                                verbose_name="站点",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                help_text="不选就对所有主题有效。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clock_rules",
                                to="leads.topic",
                                verbose_name="咨询主题",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办理期限",
                        "verbose_name_plural": "办理期限",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("site", "topic", "kind"),
                                name="leads_clockrule_once",
                                nulls_distinct=False,
                                violation_error_message="这个站点、主题已有这一种期限，请改已有的那一行。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1), ("days__lte", 60)),
                                name="leads_clockrule_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["reply", "assess", "feedback", "report", "call_back"],
                                    )
                                ),
                                name="leads_clockrule_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pause",
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
                        ("reason", models.CharField(max_length=200, verbose_name="为什么")),
                        (
                            "started_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="开始"
                            ),
                        ),
                        ("resumes_at", models.DateTimeField(verbose_name="到什么时候")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="提前恢复"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="暂停人",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pauses",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "暂停",
                        "verbose_name_plural": "暂停",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="leads_pause_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resumes_at__gt", models.F("started_at")),
                                    (
                                        "resumes_at__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("started_at"),
                                            "+",
                                            models.Value(datetime.timedelta(days=92)),
                                        ),
                                    ),
                                ),
                                name="leads_pause_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="leads_pause_times_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MessageQuote",
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
                                choices=[("listing", "空间"), ("policy", "政策"), ("park", "园区")],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        ("row_number", models.PositiveBigIntegerField(verbose_name="内部编号")),
                        ("fact", models.CharField(max_length=60, verbose_name="哪一项")),
                        ("label", models.CharField(max_length=200, verbose_name="出处")),
                        ("words", models.TextField(verbose_name="原话")),
                        (
                            "version",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="第几版"
                            ),
                        ),
                        (
                            "is_reworded",
                            models.BooleanField(default=False, verbose_name="发出前改过字"),
                        ),
                        (
                            "is_outdated",
                            models.BooleanField(
                                default=False, verbose_name="发出时事实已变，确认照原文发"
                            ),
                        ),
                        ("quoted_on", models.DateField(verbose_name="引用日期")),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quotes",
                                to="leads.message",
                                verbose_name="答复",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "引用",
                        "verbose_name_plural": "引用",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("words", ""), _negated=True),
                                    models.Q(("label", ""), _negated=True),
                                ),
                                name="leads_messagequote_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["listing", "policy", "park"])),
                                name="leads_messagequote_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplyTemplate",
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
                        ("title", models.CharField(max_length=40, verbose_name="名称")),
                        ("body", models.TextField(verbose_name="内容")),
                        (
                            "is_shared",
                            models.BooleanField(default=False, verbose_name="给本地区的同事一起用"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="修改时间"),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reply_templates",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="谁写的",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reply_templates",
                                to="regions.region",
                                verbose_name="地区",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="reply_templates",
                                to="leads.topic",
                                verbose_name="咨询主题",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "常用回复",
                        "verbose_name_plural": "常用回复",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True),
                                    models.Q(("body", ""), _negated=True),
                                ),
                                name="leads_replytemplate_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerFile",
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
                                storage=leads.models.answer_files.answer_storage,
                                upload_to=leads.models.answer_files.answer_name,
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
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answer_files",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="leads.message",
                                verbose_name="答复",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "答复的附件",
                        "verbose_name_plural": "答复的附件",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["pdf", "jpg", "png", "webp"])),
                                name="leads_answerfile_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("file", ""), _negated=True),
                                ),
                                name="leads_answerfile_is_there",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TextMessage",
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
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数"),
                        ),
                        (
                            "last_error",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="最近一次错误"
                            ),
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
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="发出时间"),
                        ),
                        (
                            "given_up_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="放弃时间"),
                        ),
                        (
                            "occasion",
                            models.CharField(
                                help_text="答复的标记。", max_length=43, verbose_name="事由"
                            ),
                        ),
                        (
                            "uid",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, unique=True, verbose_name="标识"
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="leads.lead",
                                verbose_name="线索",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "短信",
                        "verbose_name_plural": "短信",
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("given_up_at__isnull", True), ("sent_at__isnull", True)
                                ),
                                fields=["next_attempt_at"],
                                name="leads_textmessage_unsent",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at__isnull", True),
                                    ("given_up_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="leads_textmessage_sent_or_given_up",
                            ),
                            models.UniqueConstraint(
                                fields=("lead", "occasion"),
                                name="leads_textmessage_once_an_occasion",
                            ),
                        ],
                    },
                ),
            ],
        ),
        *statements_of(*STEPS),
        migrations.RunPython(make_rows, migrations.RunPython.noop),
    ]
