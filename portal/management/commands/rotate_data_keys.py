"""Seals what visitors said with the present data key, beside the work; tells which keys it has."""

from collections import Counter

from django.core.management.base import BaseCommand

from core.sealed_rows import PLAIN, keys_in_use, reseal, sealed_fields
from core.sealing import data_keys
from leads.rekeying import rekey


class Command(BaseCommand):
    help = (
        "用 PORTAL_DATA_KEYS 的第一个密钥重新加密访客的话和联系方式：不用停网站，可以随时中断、"
        "重复运行；打不开的不动。--check 只数每个密钥下各有多少条。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只数，不改")

    def handle(self, *, check, **options):
        if not check:
            self._reseal_all()
        for line in told(keys_in_use()):
            self.stdout.write(line)

    def _reseal_all(self):
        """Pass after pass: what somebody held has its turn in the next."""
        while resealed := self._pass():
            self.stdout.write(f"重新加密了 {resealed} 条。")
        if rekeyed := sum(rekey()):
            self.stdout.write(f"重算了 {rekeyed} 条查找用的摘要。")

    def _pass(self):
        return sum(done.resealed for field in sealed_fields() for done in reseal(field))


def told(counted: Counter) -> list[str]:
    """A line a key, the present one first; then what is not sealed, and what no key opens."""
    current, *former = data_keys().key_ids
    lines = [f"现在的密钥 {current}：{counted[current]} 条。"]
    lines += [f"以前的密钥 {key}：{counted[key]} 条。" for key in former if counted[key]]
    if counted[PLAIN]:
        lines.append(f"还没有加密：{counted[PLAIN]} 条，请再运行一次。")
    lost = {key: times for key, times in counted.items() if key not in {PLAIN, current, *former}}
    lines += [
        f"打不开：{times} 条，缺少密钥 {key}。原样留着，请把它放回 PORTAL_DATA_KEYS 再运行一次。"
        for key, times in sorted(lost.items())
    ]
    return lines
