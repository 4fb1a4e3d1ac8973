"""What mails say of a visit: when and where, never who comes."""

from leads.deadlines import in_words
from leads.extensions import MailKind
from visits.models import Visit

SAID, ASK, SET, MOVE, OFF = "visit_said", "visit_ask", "visit_set", "visit_move", "visit_off"
BACK, GONE, CALL = "visit_back", "visit_gone", "visit_call"
TO_READ = (
    "查询口令：{code}（请不要转给别人）\n\n在这里查看，需要编号和口令：\n{url}\n\n{hotline_line}\n"
)


def agreed_words(mail) -> dict:
    """When and where as it is agreed on now: what was owed earlier must send nobody elsewhere."""
    visit = mail.lead.visits.filter(state=Visit.State.AGREED).first()
    if visit is None:
        return {"visit": "时间还在商量，以进度页为准"}
    return {"visit": f"{in_words(visit.starts_at)}，{visit.meeting_point}集合"}


MAILS = {
    SAID: MailKind(
        label="访客选了踏勘时间（致专员）",
        subject="咨询 {reference} 的访客选了踏勘时间",
        body="访客选定了踏勘的时间。\n\n登录后查看：\n{url}\n",
    ),
    GONE: MailKind(
        label="访客办结，踏勘取消（致专员）",
        subject="踏勘取消了：咨询 {reference} 的访客已办结",
        body="访客自己办结了咨询，原来约的踏勘随之取消，请告诉带队的人和要看的地方。"
        "\n\n登录后查看：\n{url}\n",
    ),
    CALL: MailKind(
        label="踏勘随结束取消，要打电话（致专员）",
        subject="请打电话告诉访客踏勘取消，咨询 {reference}",
        body="咨询已结束，原来约的踏勘随之取消。访客没有留邮箱，请打电话告诉对方。"
        "\n\n登录后查看：\n{url}\n",
    ),
    ASK: MailKind(
        label="请选踏勘时间（致访客）",
        subject="请选踏勘时间，咨询 {reference}",
        body="您好，咨询 {reference} 的实地踏勘有几个时间可以选，请在进度页选一个；"
        "都不行的，也请在那里告诉我们。\n\n" + TO_READ,
        is_to_visitor=True,
    ),
    BACK: MailKind(
        label="踏勘原定时间作废，请重选（致访客）",
        subject="踏勘原定时间作废，请重选，咨询 {reference}",
        body="您好，咨询 {reference} 的实地踏勘原定时间作废，请不要按原来的日程前往。"
        "现在有几个时间可以选，请在进度页选一个；都不行的，也请在那里告诉我们。\n\n" + TO_READ,
        is_to_visitor=True,
    ),
    SET: MailKind(
        label="踏勘约好了（致访客）",
        subject="踏勘约好了，咨询 {reference}",
        body="您好，咨询 {reference} 的实地踏勘约好了：{visit}。"
        "行程单（PDF）和日历文件（ICS）在进度页下载。\n\n" + TO_READ,
        words=agreed_words,
        is_to_visitor=True,
    ),
    MOVE: MailKind(
        label="踏勘改了日程（致访客）",
        subject="踏勘日程有变动，咨询 {reference}",
        body="您好，咨询 {reference} 的实地踏勘改了日程，现在是：{visit}。"
        "新的行程单（PDF）和日历文件（ICS）在进度页下载，旧的请不要再用。\n\n" + TO_READ,
        words=agreed_words,
        is_to_visitor=True,
    ),
    OFF: MailKind(
        label="踏勘取消（致访客）",
        subject="踏勘取消了，咨询 {reference}",
        body="您好，咨询 {reference} 的实地踏勘取消了，请不要按原来的日程前往。"
        "原因在进度页。\n\n" + TO_READ,
        is_to_visitor=True,
    ),
}
