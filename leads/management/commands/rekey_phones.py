"""Brings the keys by which phones are found in step with the present secret key."""

from django.core.management.base import BaseCommand

from leads.models import Lead
from leads.phone_keys import phone_key


class Command(BaseCommand):
    help = "更换 PORTAL_SECRET_KEY 后，重算按电话查找用的摘要；可以随时重复运行。"

    def handle(self, **options):
        changed = 0
        for pk, phone, key in self._rows():
            if key != phone_key(phone):
                # Of the phone as it was read: what changed meanwhile has the present key already.
                changed += Lead.objects.filter(pk=pk, phone=phone).update(
                    phone_key=phone_key(phone)
                )
        self.stdout.write(f"重算了 {changed} 条。")

    def _rows(self):
        leads = Lead.objects.exclude(phone="").values_list("pk", "phone", "phone_key")
        return leads.iterator(chunk_size=1000)
