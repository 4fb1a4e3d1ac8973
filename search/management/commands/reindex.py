"""Rebuild every search entry: after a change of the cutter, its dictionary or a document."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import transaction

from search.models import Searchable, SearchEntry

PROGRESS_EVERY = 500


class Command(BaseCommand):
    help = "重建全部搜索条目，并删除已无对应内容的条目；网站运行时可以执行。"

    def handle(self, *args, **options):
        models = [model for model in apps.get_models() if issubclass(model, Searchable)]
        for model in models:
            self._reindex(model)
        types = [ContentType.objects.get_for_model(model) for model in models]
        strays, _ = SearchEntry.objects.exclude(content_type__in=types).delete()
        self.stdout.write(f"完成；删除无主条目 {strays} 条。")

    def _reindex(self, model):
        name, done = model._meta.verbose_name, 0
        for pk in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator():
            done += self._index_one(model, pk)
            if done % PROGRESS_EVERY == 0:
                self.stdout.write(f"{name}：{done}")
        entries = SearchEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
        gone = entries.exclude(object_id__in=model._default_manager.values("pk"))
        orphans, _ = gone.delete()
        self.stdout.write(f"{name}：{done}，删除无主条目 {orphans} 条。")

    @transaction.atomic
    def _index_one(self, model, pk):
        """One object a transaction, locked: an editor's save waits for us or we read its result."""
        found = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
        if found is not None:
            found.index()
        return found is not None
