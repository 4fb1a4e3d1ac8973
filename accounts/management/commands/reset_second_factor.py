"""For the day on which somebody lost phone and recovery codes, and no manager is there."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from accounts.second_factor import reset


class Command(BaseCommand):
    help = "重设一个账号的第二步验证：旧的验证器和备用码作废，下次登录时重新设置。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="用户名")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有用户名为“{username}”的账号。")
        if not reset(user, by=None):
            raise CommandError(f"账号“{username}”没有设置第二步验证，不用重设。")
        self.stdout.write(f"账号“{username}”的第二步验证已重设，它的登录已全部结束。")
