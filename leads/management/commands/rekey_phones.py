"""Brings the keys by which phones, addresses and names are found in step with the present key."""

from django.core.management.base import BaseCommand

from leads.rekeying import rekey


class Command(BaseCommand):
    help = (
        "更换 PORTAL_DATA_KEYS 或 PORTAL_SECRET_KEY 后，重算按电话、邮箱、称呼查找用的摘要；"
        "可以随时重复运行。rotate_data_keys 也会做这一步。"
    )

    def handle(self, **options):
        self.stdout.write(f"重算了 {sum(rekey())} 条。")
