"""manage.py import_articles PATH… --site golmud --column trends [--publish]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from news.actions import AlreadyImported, import_article
from news.legacy.confidence import THRESHOLD
from news.legacy.reader import Unreadable, read
from news.models import Column
from regions.models import Site


class Command(BaseCommand):
    help = "把保存为文本或网页文件的旧文章导入一个栏目；每个文件要么完整导入，要么不留痕迹。"

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件名，可写多个")
        parser.add_argument("--site", required=True, help="站点的网址标识，如 golmud")
        parser.add_argument("--column", required=True, help="栏目的网址标识，如 trends")
        parser.add_argument(
            "--publish", action="store_true", help="直接公开；有疑问的文章仍存为草稿"
        )
        parser.add_argument(
            "--threshold",
            type=int,
            choices=range(101),
            metavar="0-100",
            default=THRESHOLD,
            help=f"每一项的可信度都到这个数才直接公开，默认 {THRESHOLD}",
        )

    def handle(self, *, paths, site, column, publish, threshold, **options):
        target = self._column(site, column)
        how = {"is_public": publish, "threshold": threshold}
        failed = sum(not self._import(path, target, **how) for path in paths)
        if failed:
            raise CommandError(f"{len(paths)} 个文件中有 {failed} 个没有导入，原因见上。")

    def _column(self, site_slug, column_slug):
        site = Site.objects.select_related("region").filter(slug=site_slug).first()
        if site is None:
            known = "、".join(Site.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(f"没有站点“{site_slug}”。现有站点：{known or '（无）'}。")
        column = Column.objects.filter(site=site, slug=column_slug).first()
        if column is None:
            slugs = Column.objects.filter(site=site).order_by("position", "pk")
            known = "、".join(slugs.values_list("slug", flat=True))
            raise CommandError(
                f"{site.name}没有栏目“{column_slug}”。现有栏目：{known or '（无）'}。"
            )
        column.site = site
        return column

    def _import(self, path, column, **how):
        """Import one file and say what happened; False if it could not be read."""
        name = str(path).encode("utf-8", "replace").decode("utf-8")
        try:
            imported = import_article(column=column, page=read(path), **how)
        except Unreadable as reason:
            self.stderr.write(f"未导入 {name}：{reason}")
            return False
        except AlreadyImported as before:
            self.stdout.write(f"没有变化 {name}：已经导入过，编号 {before.article.pk}。")
            return True
        article = imported.article
        state = "需要人工处理" if article.is_attention_needed else article.get_status_display()
        self.stdout.write(f"已导入 {name}：{article.full_title}（编号 {article.pk}，{state}）")
        if taken_from := article.provenance.get("taken_from"):
            self.stdout.write(f"    {'；'.join(taken_from)}")
        for note in imported.notes:
            self.stdout.write(f"    注意：{note}")
        return True
