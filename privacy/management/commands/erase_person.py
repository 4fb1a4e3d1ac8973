"""Erases one person everywhere; without --confirm it says only what stands where."""

from django.core.management.base import BaseCommand, CommandError

from privacy.models import ErasureRequest
from privacy.personal_traces import counted, traces_of
from privacy.persons import NobodyNamed, erase_person, leads_of, person_of

MOST_LISTED = 20


class Command(BaseCommand):
    help = "按电话、邮箱或查询编号，删除一个人在全部站点的个人信息。先不带 --confirm 看一遍。"

    def add_arguments(self, parser):
        parser.add_argument("who", help="完整的电话、邮箱，或查询编号")
        parser.add_argument("--confirm", action="store_true", help="核对过身份和清单，现在删除")

    def handle(self, *, who, confirm, **options):
        try:
            person = person_of(who)
        except NobodyNamed as refusal:
            raise CommandError(str(refusal)) from None
        if not confirm:
            self.tell_first(person)
            return
        done = erase_person(person, way=ErasureRequest.Way.COMMAND)
        self.stdout.write(f"删除了 {done.leads} 件咨询的个人信息，放弃了 {done.lists} 份名单。")
        self.tell_left(done.left)

    def tell_first(self, person):
        for lead in leads_of(person):
            received = f"{lead.received_at:%Y-%m-%d}"
            self.stdout.write(f"咨询 {lead.reference}  {lead.site.name}  {received}")
        for where, count in counted(traces_of(person.words)):
            self.stdout.write(f"{where}：{count} 处")
        self.stdout.write("什么也没有删。核对无误后加 --confirm 再运行一次。")

    def tell_left(self, left):
        if not left:
            self.stdout.write("各表、文件里都没有了。")
            return
        for trace in left[:MOST_LISTED]:
            self.stdout.write(f"还在 {trace.where} {trace.key}")
        raise CommandError(f"还有 {len(left)} 处在别人写的内容里，请到那里改掉再运行一次。")
