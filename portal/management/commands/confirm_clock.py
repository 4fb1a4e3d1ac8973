"""Says that the clock is right after it jumped, or after a long stop."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.database_clock import database_now
from leads.models import Lead
from leads.models.leads import ERASURE_NOTICE
from portal import clock_mark


class Command(BaseCommand):
    help = "后台停过一天以上，或时钟跳过之后：核对数据库的时间，确认无误后，到期的信息才继续删除。"

    def add_arguments(self, parser):
        parser.add_argument("--confirm", action="store_true", help="时间已核对，无误")

    def handle(self, *, confirm, **options):
        now = database_now()
        soon = Lead.objects.expired(now + ERASURE_NOTICE).count()
        self.stdout.write(f"数据库现在的时间：{in_full(now)}")
        self.stdout.write(f"上一次可信的时间：{in_full(clock_mark.last_known())}")
        self.stdout.write(f"按现在的时间，一周内期满、将被删除个人信息的线索：{soon} 条")
        if not confirm:
            raise CommandError("请先核对时间。无误的，加上 --confirm 再运行一次。")
        clock_mark.trust(now)
        self.stdout.write("已确认，到期的信息继续按期删除。")


def in_full(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else "没有记录"
