"""Load the demo's enquiries; under the key of the installation, or no phone would be found."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.seeding.demo_enquiries import load_enquiries


class Command(BaseCommand):
    help = "载入演示咨询（seeds/enquiries.json）：只在还没有任何咨询时；只用于本机演示。"

    def handle(self, **options):
        if not settings.LOCAL:
            raise CommandError("演示咨询只用于本机演示。请先设置环境变量 PORTAL_DEMO=1，再运行。")
        if number := load_enquiries():
            self.stdout.write(f"演示咨询：新建 {number}")
