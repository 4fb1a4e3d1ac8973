"""What the office is told of an erasure: which enquiry, never whose."""

from leads.extensions import MailKind

ERASED = "erased"
MAILS = {
    ERASED: MailKind(
        label="按本人要求删除（致专员）",
        subject="咨询 {reference} 已按本人要求删除",
        body="对方要求删除个人信息，已经删除，咨询随之结束。约好的踏勘、电话不再进行，"
        "请告诉带队的人和要看的地方；手边另存的姓名、电话也请删除。\n\n登录后查看：\n{url}\n",
    )
}
