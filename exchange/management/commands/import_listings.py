"""Bring a list of listings in from the command line, in one pass, resumable after a kill."""

import gc
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from core.database_clock import database_now
from exchange import jobs
from exchange.runner import Runner
from exchange.upload_checks import RefusedFile
from parks.models import ImportJob
from regions.models import Site

WIDTH = 40
SHOWN_FAULTS = 20


class Command(BaseCommand):
    # They would load every address of the site first: a second and 30 MB before the first row.
    requires_system_checks = ()
    help = "导入载体表（xlsx 或 csv）。新内容是草稿；同一个编号再次导入只改有变化的列。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--site", required=True, help="站点标识：内容归这个站点的地区")
        parser.add_argument("--user", help="记在谁名下（登录名）；不写则没有创建人")
        parser.add_argument("--clear", action="store_true", help="空白格清空原值；默认保留")
        parser.add_argument("--resume", action="store_true", help="接着做上次中断的同一个文件")

    def handle(self, *, file, site, user, clear, resume, **options):
        gc.freeze()  # what the start has left stays: looking through it again took a fifth
        region = self._region(site)
        account = self._account(user)
        with self._open(file) as upload:
            job = self._unfinished(upload, region) if resume else None
            try:
                job = job or jobs.receive(
                    upload,
                    name=file.name,
                    region=region,
                    user=account,
                    is_clearing=clear,
                    is_by_operator=True,
                )
            except RefusedFile as refusal:
                raise CommandError(str(refusal)) from refusal
        self._run(job)

    @staticmethod
    def _region(slug):
        site = Site.objects.filter(slug=slug).select_related("region").first()
        if site is None:
            raise CommandError(f"没有标识为 {slug} 的站点。")
        return site.region

    @staticmethod
    def _account(name):
        user = get_user_model().objects.filter(username=name).first() if name else None
        if name and user is None:
            raise CommandError("没有这个登录名。")
        return user

    @staticmethod
    def _open(path):
        try:
            return File(path.open("rb"))
        except OSError as error:
            raise CommandError(f"文件打不开：{error.strerror}") from error

    @staticmethod
    def _unfinished(upload, region):
        """The interrupted job of these very bytes."""
        unfinished = ImportJob.objects.filter(
            sha256=jobs.digest_of(upload),
            region=region,
            is_by_operator=True,
            state__in=ImportJob.State.at_work(),
        )
        job = unfinished.order_by("-pk").first()
        if job is None:
            raise CommandError("没有这个文件中断了的导入；去掉 --resume 重新开始。")
        return job

    def _run(self, job):
        # A kill leaves its claim behind; should somebody be at work all the same, they stop.
        runner = Runner(jobs.take_over(database_now(), job.pk))
        for _ in runner.run():
            self._show_progress(runner.job)
        self.stdout.write("")
        self._report(runner.job)

    def _show_progress(self, job):
        done = WIDTH * job.done // max(1, job.total)
        bar = "█" * done + "·" * (WIDTH - done)
        end = "\r" if self.stdout.isatty() else "\n"
        self.stdout.write(f"{bar} {job.done:,}/{job.total:,}", ending=end)
        self.stdout.flush()

    def _report(self, job):
        if job.state != ImportJob.State.DONE:
            raise CommandError(job.reason or "没有做完；加 --resume 接着做。")
        for note in job.notes:
            self.stdout.write(note)
        for fault in job.faults.order_by("row")[:SHOWN_FAULTS]:
            reasons = "；".join(f"{column}：{text}" for column, text in fault.reasons.items())
            self.stdout.write(f"第 {fault.row} 行 {reasons}")
        self.stdout.write(
            f"新增 {job.new_rows}，有改动 {job.changed_rows}，没有变化 {job.same_rows}，"
            f"有错误 {job.faulty_rows}。"
        )
        if job.faulty_rows:
            raise CommandError("有错误的行没有导入，改正后再导入同一个文件即可。")
