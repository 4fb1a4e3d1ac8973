"""manage.py repair_articles [--site golmud] [--after 0] [--accept-as NAME]"""

import logging

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from core.error_frames import error_frames
from core.seen_version import version_of
from core.text_diff import IN, OUT
from news.models import Article
from news.repair.acceptance import accept_repair
from news.repair.repaired_article import repaired_article
from publishing.models import NotAllowedError
from regions import access

logger = logging.getLogger(__name__)
MARKS = {OUT: ("[-", "-]"), IN: ("{+", "+}")}
CERTAIN = 100


class Command(BaseCommand):
    help = (
        "找出文字受损的文章（乱码、注音、部首、全角字母等），打印得分和新旧对照；"
        "不加 --accept-as 什么都不改。中断以后用 --after 接着看。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--site", default="", help="只看这个站点，写网址标识，如 golmud")
        parser.add_argument("--after", type=int, default=0, help="从这个编号之后接着看")
        parser.add_argument("--limit", type=int, default=0, help="最多看多少篇")
        parser.add_argument(
            "--accept-as",
            default="",
            metavar="用户名",
            help="以这个人的名义收下修好的文字，存成草稿",
        )
        parser.add_argument(
            "--least-score", type=int, default=CERTAIN, help="收下的最低得分，平常 100"
        )

    def handle(self, *, site, after, limit, accept_as, least_score, **options):
        user = self._user(accept_as) if accept_as else None
        rows = Article.objects.filter(pk__gt=after).select_related("column__site__region")
        rows = rows.filter(column__site__slug=site) if site else rows
        rows = rows.order_by("pk")[:limit] if limit else rows.order_by("pk")
        looked, found, accepted, last = 0, 0, 0, after
        for article in rows.iterator(chunk_size=200):
            looked, last = looked + 1, article.pk
            try:
                is_damaged, is_accepted = self._look(article, user, least_score)
            except Exception as error:  # One text must not hold up the archive.
                logger.warning("article %s not repaired: %s", article.pk, error_frames(error))
                self.stderr.write(f"编号 {article.pk}  没有看成：程序出错，详情见日志。")
                continue
            found += is_damaged
            accepted += is_accepted
        words = f"看了 {looked} 篇，{found} 篇有损坏，收下 {accepted} 篇。接着看用 --after {last}"
        self.stdout.write(words)

    def _look(self, article, user, least_score):
        """Whether the article is damaged, and whether its repair was accepted."""
        repaired = repaired_article(article)
        if not repaired and not repaired.found.notes:
            return False, False
        self._print(article, repaired)
        if not user or not repaired or repaired.found.score < least_score:
            return True, False
        return True, self._accept(article, user, least_score)

    def _user(self, name):
        users = get_user_model()
        user = users.objects.filter(**{users.USERNAME_FIELD: name}, is_active=True).first()
        if user is None:
            raise CommandError(f"没有在用的账号“{name}”。")
        return user

    def _print(self, article, repaired):
        self.stdout.write(f"编号 {article.pk}  {article.title}  {repaired.summary}")
        for name in repaired.changes:
            for before, after in repaired.sides(name):
                self.stdout.write(f"    - {_line(before)}")
                self.stdout.write(f"    + {_line(after)}")
        for note in repaired.found.notes:
            self.stdout.write(f"    注意：{note}")

    def _accept(self, article, user, least_score):
        region = article.column.site.region
        if not (user.is_superuser or access.has_role(user, access.EDITORS, region)):
            self.stderr.write(f"    没有收下：{user} 不能改这个地区的文章。")
            return False
        try:
            seen = version_of(article)
            accept_repair(article, user=user, seen=seen, least_score=least_score)
        except NotAllowedError as error:
            self.stderr.write(f"    没有收下：{error}")
            return False
        self.stdout.write("    已收下，存成草稿，等人看过送审。")
        return True


def _line(side):
    """Plain text, what differs in marks."""
    return "".join(
        "".join((MARKS[each.kind][0], each.text, MARKS[each.kind][1]))
        if each.kind in MARKS
        else each.text
        for each in side.pieces
    )
