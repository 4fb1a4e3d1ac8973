"""Everything that is kept about one person, for himself: who asked by telephone or letter."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from privacy.persons import NobodyNamed, copy_of, person_of


class Command(BaseCommand):
    help = "按电话、邮箱或查询编号，导出一个人在全部站点的数据（JSON），交给本人。"

    def add_arguments(self, parser):
        parser.add_argument("who", help="完整的电话、邮箱，或查询编号")

    def handle(self, *, who, **options):
        try:
            person = person_of(who)
        except NobodyNamed as refusal:
            raise CommandError(str(refusal)) from None
        found = copy_of(person, timezone.now())
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        self.stderr.write(f"共 {len(found['enquiries'])} 件咨询。")
