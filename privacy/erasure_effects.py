"""What erasing an enquiry takes away, leaves and calls off: said before it is done."""

from dataclasses import dataclass

from leads import extensions
from leads.models import Message

STAYS = (
    "一条没有个人信息的统计：地区、主题、走到哪一步、用了多久；"
    "查询编号 {reference} 只用来证明已经删除",
    "同意过什么：目的、文本版本和时间，不含网络地址",
    "谁在何时看过、经办过：只有编号、账号和时间，没有您的姓名、电话和原话。"
    "法律要求操作日志至少留 6 个月，本站至少留 1 年",
    "数据库的备份里还有，随备份到期清掉，其间不用来做别的事",
)


@dataclass(frozen=True)
class Effects:
    """Three lists of sentences."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]
    stops: tuple[str, ...]


def effects_of(lead, now) -> Effects:
    return Effects(tuple(_goes(lead)), tuple(_stays(lead)), tuple(_stops(lead, now)))


def _goes(lead):
    own = ("contact_name", "company", "credit_code", "phone", "email")
    names = [lead._meta.get_field(name).verbose_name for name in own if getattr(lead, name)]
    yield "、".join(names)
    directions = [*lead.messages.filter(is_visible=True).values_list("direction", flat=True)]
    written = directions.count(Message.Direction.IN) + hasattr(lead, "submission")
    if written:
        yield f"您写的话 {written} 段，包括第一次提交的原话"
    if answered := directions.count(Message.Direction.OUT):
        yield f"给您的答复 {answered} 条"
    if files := lead.answer_files.count():
        yield f"附件 {files} 份，连同存着的文件"
    yield "咨询的是哪一处、需求、电话记录、内部备注、承诺、还没有发出的邮件和短信"
    if lead.person_party_id or lead.company_party_id:
        yield "认出您再次来咨询用的档案（您没有别的咨询时）"


def _stays(lead):
    return (sentence.format(reference=lead.reference) for sentence in STAYS)


def _stops(lead, now):
    yield "进度页、邮件里的链接、编号和口令马上失效，什么也查不到"
    if not lead.is_ended:
        yield "这件咨询马上结束，没有答复的不再答复，专员只知道“按本人要求删除”，不知道原因"
    if open_promises := lead.promises.filter(closed_at=None).count():
        yield f"还没有办完的承诺 {open_promises} 项不再跟进"
    for room in extensions.registered():
        yield from room.called_off(lead, now=now)
