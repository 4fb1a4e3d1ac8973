"""Give the role of web and worker what it needs and no more; again after each migration."""

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from portal.database_roles import RoleRefused, grant


class Command(BaseCommand):
    help = "给网站和后台进程用的数据库角色授权：只能读写数据，不能改表，操作记录只能添加。"

    def add_arguments(self, parser):
        parser.add_argument("role", help="已经建好的角色，如 portal_web")

    def handle(self, *, role, **options):
        try:
            tables = grant(role)
        except RoleRefused as error:
            raise CommandError(str(error)) from error
        except ProgrammingError as error:
            raise CommandError("授权要以表的所有者运行（迁移用的那个角色）。") from error
        self.stdout.write(f"已授权 {role}；其中 {len(tables)} 张记录表只能添加。")
