"""Checks everything public against the rules of content checks; the report as a file.

Ends with 1 where something stands that must be mended or signed for, with 2 where the round did
not come to its end.
"""

import sys
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publishing.content_checks import audit_rounds
from publishing.models import AuditedFinding, ContentAudit, RuleSeverity
from upkeep.audit_report import as_csv

OPEN, UNFINISHED = 1, 2
Severity = RuleSeverity.Severity


class Command(BaseCommand):
    help = (
        "按检查规则把公开的内容全部查一遍；中断了再运行，从断处接着查。"
        "有必改或要签字的，退出码是 1；没有查完，退出码是 2。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--csv", type=Path, help="把发现写进这个文件（UTF-8）")
        parser.add_argument("--restart", action="store_true", help="不接着上一次，从头查")

    def handle(self, *, csv, restart, **options):
        try:
            file = csv.open("w", encoding="utf-8", newline="") if csv else None
        except OSError as error:
            raise CommandError(f"写不了报告：{error.strerror}。", returncode=UNFINISHED) from None
        with file or nullcontext():
            rows, counts = self._check(is_restart=restart, is_talking=options["verbosity"] > 1)
            if file:
                file.writelines(as_csv(rows))
                self.stdout.write(f"报告：{csv}")
        if counts[Severity.BLOCK] or counts[Severity.SIGN]:
            sys.exit(OPEN)

    def _check(self, *, is_restart, is_talking):
        """(findings of the round, how many of each weight)."""
        if is_restart:
            _forget_unfinished()
        audit = audit_rounds.begin()
        for state in audit_rounds.carry_on(audit):
            if is_talking:
                self.stdout.write(f"{state.reached_model}：已查 {state.checked_count} 条")
        audit = ContentAudit.objects.filter(pk=audit.pk).exclude(finished_at=None).first()
        if audit is None:
            raise CommandError("另一个进程正在查，这一次没有做完。", returncode=UNFINISHED)
        rows = AuditedFinding.objects.filter(audit=audit)
        counts = {key: rows.filter(severity=key).count() for key in Severity.values}
        told = "，".join(f"{Severity(key).label} {count}" for key, count in counts.items())
        self.stdout.write(
            f"查了 {audit.checked_count} 条公开内容，发现 {audit.found_count} 处：{told}。"
        )
        return rows, counts


@transaction.atomic
def _forget_unfinished():
    """Waits for the batch of a worker, which would write findings of a round that is no more."""
    rounds = ContentAudit.objects.select_for_update(of=("self",), no_key=True)
    if audit := rounds.filter(finished_at=None).first():
        audit.delete()
