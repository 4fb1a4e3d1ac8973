"""Erases the personal data of one enquiry at the visitor's request."""

from django.core.management.base import BaseCommand, CommandError

from leads.models import Lead
from leads.references import normalise_reference
from privacy.actions import erase_on_request
from privacy.models import ErasureRequest


class Command(BaseCommand):
    help = "按访客要求立即删除一条咨询的个人信息，只留下主题、阶段和时间供统计。"

    def add_arguments(self, parser):
        parser.add_argument("reference", help="查询编号，如 7K3Q-9XMD-PT4V")

    def handle(self, *, reference, **options):
        lead = Lead.objects.filter(reference=normalise_reference(reference)).first()
        if lead is None:
            raise CommandError("没有这个编号的咨询，请核对。")
        erase_on_request(lead=lead, way=ErasureRequest.Way.COMMAND)
        self.stdout.write(f"{lead} 的个人信息已删除。")
