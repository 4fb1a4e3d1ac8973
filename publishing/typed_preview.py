"""The button 预览所填: what is typed in a form as its reader would see it; nothing is stored."""

import copy
import re

from django.contrib.admin.utils import unquote
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.forms import all_valid
from django.http import Http404
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from core.error_summary import FormError, errors_of
from publishing.fields import RichTextField
from publishing.kept_files import is_stored
from publishing.models import NotAllowedError
from publishing.preview import Granted
from publishing.public_page import page_of

TYPED = Granted("您正在填的内容，还没有保存，别人看不到。新选、新粘贴的图片要保存以后才看得到。")
PASTED = re.compile(r"<img\b[^>]*\bsrc\s*=\s*[\"']?\s*data:[^>]*>", re.IGNORECASE)
NOWHERE = "还没有一个已经上线的站点会显示它；站点上线以后再预览。"
NOT_STORABLE = "填的内容存不下来：有一处太长、太大，或与已有的重复。先点保存，会指出是哪一处。"


class RefusedTypedError(Exception):
    """There is no page of what was typed; `errors` are told as those of a form."""

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


def is_typed_preview(request) -> bool:
    """Whether what is saved now is only drawn and then rolled back."""
    return getattr(request, "is_typed_preview", False)


class TypedPreviewMixin:
    """Of a desk whose objects have public pages.

    The form is saved as ever, the page is drawn, and the transaction rolled back: the page shows
    what saving would give, derived columns and sanitised text included.
    """

    def preview_typed(self, request, object_id):
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and obj is None:
            raise Http404("没有这条内容")
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        try:
            return self.drawn_as_typed(request, obj, self._page_of_typed)
        except RefusedTypedError as refused:
            return self._no_preview(request, refused.errors)

    def drawn_as_typed(self, request, obj, draw):
        """The page that `draw` (request, row) makes of what the form would save; nothing is stored.

        Raises RefusedTypedError where it would not be saved, or no site shows it.
        """
        try:
            with transaction.atomic():
                unheard = self._unheard(request)
                page = draw(unheard, self._saved_as_typed(unheard, obj))
                transaction.set_rollback(True)
        except (DataError, IntegrityError, ValueError) as error:
            raise RefusedTypedError([FormError("", "", NOT_STORABLE)]) from error
        except NotAllowedError as error:
            raise RefusedTypedError([FormError("", "", str(error))]) from error
        if page is None:
            raise RefusedTypedError([FormError("", "", NOWHERE)])
        return page

    @staticmethod
    def _page_of_typed(request, row):
        return page_of(request, row, TYPED)

    def _saved_as_typed(self, request, obj):
        is_stored = obj is not None
        form_class = self.get_form(request, obj, change=is_stored)
        form = form_class(request.POST, request.FILES, instance=obj)
        is_good = form.is_valid()
        row = self.save_form(request, form, is_stored) if is_good else form.instance
        formsets, _ = self._create_formsets(request, row, change=is_stored)
        if not (all_valid(formsets) and is_good):
            raise RefusedTypedError(errors_of(form, formsets))
        self.save_model(request, row, form, is_stored)
        self.save_related(request, form, formsets, is_stored)
        return self.model._default_manager.get(pk=row.pk)

    def _no_preview(self, request, errors):
        context = self.admin_site.each_context(request) | {
            "title": "还不能预览",
            "opts": self.opts,
            "refusals": errors,
        }
        return render(request, "admin/publishable/no_preview.html", context, status=400)

    def _unheard(self, request):
        """The request without its files, and without anybody to hear what saving would say."""
        data = request.POST.copy()
        stored = {name: file for name, file in request.FILES.items() if is_stored(file)}
        for name in request.FILES.keys() - stored.keys():
            rows, _, _ = name.rpartition("-")
            if rows and not data.get(f"{rows}-id"):  # a new row that is nothing without its file
                data[f"{rows}-DELETE"] = "on"
        for field in self.opts.fields:
            if isinstance(field, RichTextField) and field.name in data:
                data[field.name] = PASTED.sub("", data[field.name])
        typed = copy.copy(request)
        typed.POST, typed._files = data, MultiValueDict({n: [file] for n, file in stored.items()})
        typed.is_typed_preview = True
        typed._messages = CookieStorage(typed)
        return typed
