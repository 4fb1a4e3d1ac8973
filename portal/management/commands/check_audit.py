"""Looks whether the records of who did what are as they were sealed."""

from django.core.management.base import BaseCommand, CommandError

from portal import audit_checks, audit_seals

SHOWN = 20
OTHER_KEY = (
    "封条 1 到 {last} 不是用现在的密钥封的，核对不了，不等于被改过。"
    "请把以前的 PORTAL_SECRET_KEY 写进 PORTAL_SECRET_KEY_FALLBACKS 再核对；"
    "如果密钥从没换过，就是这些记录整批被换掉了。"
)


class Command(BaseCommand):
    help = "核对操作记录的封条：谁改过、删过、插过哪一条。没有问题时打印最后一枚封条，请记在别处。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", default="", help="上次打印的最后一枚封条，用来发现末尾被截掉的"
        )

    def handle(self, *, head, **options):
        if last := audit_seals.last_under_another_key():
            raise CommandError(OTHER_KEY.format(last=last))
        faults = list(audit_seals.faults(noted_head(head) if head else None))
        audit_checks.keep(faults)
        for fault in faults[:SHOWN]:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"操作记录有 {len(faults)} 处与封条不符。")
        self.stdout.write(f"操作记录与封条相符。最后一枚封条：{audit_seals.head()}")


def noted_head(text):
    number, _, digest = text.partition(":")
    if not (number.isascii() and number.isdigit() and len(digest) == len(audit_seals.FIRST)):
        raise CommandError("--head 的写法是 序号:摘要，照上次打印的原样抄。")
    return audit_seals.Head(int(number), digest)
