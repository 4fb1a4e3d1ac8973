"""Everything that is kept of one enquiry about its visitor, for himself: to read, to take along.

What staff wrote among themselves is counted, not copied: it tells how they work and may tell of
others. He may ask to see what it says of him.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils import timezone

from leads import extensions
from leads.extensions import KeptPart
from leads.lead_needs import lines_of, needs_of
from leads.models import AnswerFile, Lead, Message
from leads.visitor_timeline import STANDINGS
from parks.models import ExportLog

OWN_FIELDS = (
    *("contact_name", "company", "credit_code", "phone", "email", "area_wanted"),
    *("timing_wanted", "message", "subject_label", "channel_note", "agreement_number"),
    *("first_page", "last_page", "campaign"),
)
SENT = {
    "topic": "主题",
    "subject": "咨询对象",
    **{name: Lead._meta.get_field(name).verbose_name for name in OWN_FIELDS[:8]},
    "needs": "需求",
}
AMONG_STAFF = {
    "follow_ups": "内部备注",
    "calls": "电话记录",
    "next_steps": "下一步安排",
    "pauses": "暂停的原因",
}
LEDGER = "咨询台账：可能有您的称呼和单位，没有电话和邮箱"


def kept_parts(lead) -> list[KeptPart]:
    """Parts that hold something, those of rooms above behind this room's own."""
    parts = [
        KeptPart("您留下的信息", [own_values(lead)]),
        KeptPart("第一次提交的原话", sent_words(lead)),
        KeptPart("同意记录", consents_of(lead)),
        KeptPart("往来", messages_of(lead)),
        KeptPart("我们承诺的事", promises_of(lead)),
        KeptPart("办理经过", stages_of(lead)),
        KeptPart("谁看过、导出过", looks_at(lead)),
        *(part for room in extensions.registered() for part in room.kept(lead)),
        KeptPart("工作人员之间的记录（只列数量）", [counts_of(lead)]),
    ]
    parts = [KeptPart(part.title, [*filter(None, map(told, part.rows))]) for part in parts]
    return [part for part in parts if part.rows]


def told(row: Mapping[str, str]) -> dict[str, str]:
    return {label: str(text) for label, text in row.items() if text not in ("", None)}


def at(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def own_values(lead):
    fields = {name: Lead._meta.get_field(name).verbose_name for name in OWN_FIELDS}
    places = lead.lead_listings.order_by("position").values_list("label", flat=True)
    return {
        "查询编号": lead.reference,
        "怎么来的": lead.get_channel_display(),
        "主题": lead.topic.name,
        **{label: getattr(lead, name) for name, label in fields.items()},
        "咨询的载体": "、".join(places),
        "需求": "、".join(line.words for line in lines_of(needs_of(lead))),
        "收到时间": at(lead.received_at),
    }


def sent_words(lead) -> Iterable[dict]:
    """As frozen, with what came along: whence it was sent."""
    if not hasattr(lead, "submission"):
        return
    sent = lead.submission
    words = {label: sent.payload.get(name, "") for name, label in SENT.items()}
    words["需求"] = "、".join(sent.payload.get("needs", ()))
    yield words | {"提交时间": at(sent.submitted_at), "来源网络地址（查处滥用）": sent.ip}


def consents_of(lead):
    for row in lead.consents.order_by("given_at", "pk"):
        yield {
            "目的": row.get_purpose_display(),
            "文本版本": row.text_version,
            "怎样同意的": row.get_how_display() or ("口头" if row.heard_by_id else "在表单上勾选"),
            "时间": at(row.given_at),
        }


def messages_of(lead):
    """Those that he can read anyway; what was taken back as not his may be somebody else's."""
    for row in AnswerFile.objects.told_with(lead.messages.filter(is_visible=True)).order_by(
        "sent_at", "pk"
    ):
        is_own = row.direction == Message.Direction.IN
        yield {
            "时间": at(row.sent_at),
            "谁写的": "您" if is_own else "本地区招商专员",
            "内容": row.body,
            "附件": "、".join(file["name"] for file in row.attached),
        }


def promises_of(lead):
    for row in lead.promises.order_by("due_on", "pk"):
        yield {
            "承诺": row.words,
            "最迟": row.due_on,
            "依据": row.policy_label,
            "结果": row.outcome_word,
            "说明": row.outcome,
        }


def stages_of(lead):
    """As the page of progress calls stages: why nothing came of it is the office's own."""
    for row in lead.stage_changes.order_by("changed_at", "pk"):
        yield {"时间": at(row.changed_at), "到": STANDINGS[row.to_stage]}


def looks_at(lead):
    """When and from which office, never who; newest last."""
    site = lead.site
    rows = [(row.viewed_at, "电话和邮箱", site.organiser) for row in lead.contact_views.all()]
    rows += [
        (row.created_at, LEDGER, row.region.name if row.region else "跨省的上级地区")
        for row in ledgers_with(lead)
    ]
    for moment, what, office in sorted(rows, key=lambda row: row[0]):
        yield {"时间": at(moment), "看了什么": what, "哪个单位": office}


def ledgers_with(lead):
    """Files of enquiries that were taken out of its region, or of one above, since it came."""
    places = Q(region=None) | Q(region__adcode__in=lead.site.region.lineage())
    exports = ExportLog.objects.filter(places, filters__startswith=ExportLog.OF_ENQUIRIES)
    return exports.filter(created_at__gte=lead.received_at).select_related("region")


def counts_of(lead):
    counts = {label: getattr(lead, name).count() for name, label in AMONG_STAFF.items()}
    return {label: f"{count} 条" for label, count in counts.items() if count}


def as_document(lead, now) -> dict:
    """For a file that programs read: the same parts in the same words."""
    return {
        "site": lead.site.name,
        "reference": lead.reference,
        "exported_at": at(now),
        "parts": [{"title": part.title, "rows": part.rows} for part in kept_parts(lead)],
    }
