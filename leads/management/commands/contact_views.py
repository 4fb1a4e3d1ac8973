"""Whose contact an account saw in a period: what a breach has to be answered with (PIPL 57)."""

import datetime

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from leads.models import ContactView, PhoneSearch


def day(typed):
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        raise CommandError(f"日期应像 2026-11-28，现在是“{typed}”。") from None


class Command(BaseCommand):
    help = "列出一个账号在一段时间里查看过哪些咨询的联系方式；泄露时据此通知受影响的人。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="账号的用户名")
        parser.add_argument("--since", required=True, help="从哪天起，如 2026-11-01")
        parser.add_argument("--until", required=True, help="到哪天为止（含），如 2026-11-28")

    def handle(self, *, username, since, until, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError("没有这个账号，请核对用户名。")
        first, last = day(since), day(until) + datetime.timedelta(days=1)
        midnight = datetime.time()
        period = [
            timezone.make_aware(datetime.datetime.combine(moment, midnight))
            for moment in (first, last)
        ]
        views = (
            ContactView.objects.filter(by=user)
            .between(*period)
            .select_related("lead__site", "note")
        )
        count = 0
        for view in views.order_by("viewed_at", "pk").iterator(chunk_size=2000):
            count += 1
            self.stdout.write(line_of(view))
        searches = PhoneSearch.objects.filter(by=user).between(*period).count()
        self.stdout.write(f"共查看 {count} 次联系方式，按电话查找 {searches} 次。")


def line_of(view) -> str:
    when = timezone.localtime(view.viewed_at)
    erased = "（个人信息已删除）" if view.lead.erased_at else ""
    line = f"{when:%Y-%m-%d %H:%M:%S}  {view.lead.reference}  {view.lead.site.slug}{erased}"
    return f"{line}  {view.reason}".rstrip()
