"""The page of a change that waits: what differs, and the acts that end its waiting.

A reviewer takes it over or sends it back with a reason; whoever may edit drops it.
"""

import copy
from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from core.person_names import person_name
from core.seen_version import version_of
from publishing import workflow
from publishing.change_forms import CommentForm, ReturnChangeForm
from publishing.content_checks.gate import SIGNED, Checked, known_of, sign_ticked
from publishing.content_checks.subject import put_typed_rows
from publishing.form_panels import checked_rows
from publishing.models import NotAllowedError, PendingChange
from publishing.patch_diff import brief_differences, differences
from publishing.review_rounds import round_of, send_back, sign
from regions import access

RETURN, DROP, ACCEPT = "_return", "_drop", "_accept"
IN_REVIEW = PendingChange.State.IN_REVIEW
UNFINISHED = "这份改动还没有送审，或已经退回：写完送审了再签。"
GONE = "这份改动刚刚有人处理过，请看现在的样子。"
UNREAD = "“{}”的改动没有签：请打开看过再签。"
CONFLICT = "改动还没审完，公开的内容也改过，有 {} 处两边不同：请先打开表单逐处选一次，再审。"


class PendingChangePageMixin:
    """Of a desk with the form of publishing.pending_change_admin."""

    def get_urls(self):
        allowed = require_http_methods(["GET", "HEAD", "POST"])
        view = self.admin_site.admin_view(allowed(self.pending_change_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_pending_change"
        return [path("<path:object_id>/pending-change/", view, name=name), *super().get_urls()]

    def pending_change_view(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404("没有这条内容")
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        form_url = reverse(f"{self.admin_site.name}:{self._desk_name}_change", args=[obj.pk])
        pending = PendingChange.objects.open_of(obj)
        if pending is None:
            if request.method == "POST":
                self.message_user(request, GONE, messages.WARNING)
            return HttpResponseRedirect(form_url)
        form = ReturnChangeForm(request.POST if RETURN in request.POST else None)
        if request.method == "POST":
            answer = self._decide(request, obj, pending, form, form_url)
            if answer is not None:
                return answer
        return self._change_page(request, obj, pending, form, form_url)

    def accept_from_list(self, request, obj, version):
        """As if it were pressed on the page of the change; messages say what came of it.

        The caller has asked whether the user approves of rows where this one belongs. Of the row
        nothing was shown but what the change touches, and there a conflict stops it.
        """
        pending = PendingChange.objects.open_of(obj)
        if pending is None or version != pending.version or obj.status != workflow.APPROVED:
            self.message_user(request, f"“{obj}”：{GONE}", messages.WARNING)
            return
        is_own = pending.author_id == request.user.pk
        if is_own or not brief_differences(self.model, pending.patch):
            self.message_user(request, UNREAD.format(obj), messages.WARNING)
            return
        pressed = copy.copy(request)
        pressed.POST = QueryDict(mutable=True)
        pressed.POST.update({"_seen": version_of(obj), "_change": version, ACCEPT: "1"})
        form_url = reverse(f"{self.admin_site.name}:{self._desk_name}_change", args=[obj.pk])
        answer = self._accept(pressed, obj, pending, form_url)
        if answer.status_code != HTTPStatus.FOUND:
            self.message_user(request, UNREAD.format(obj), messages.WARNING)

    @property
    def _desk_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _decide(self, request, obj, pending, form, form_url):
        """None where the page is drawn again."""
        if DROP not in request.POST and not self._allows(request, access.APPROVERS, obj):
            raise PermissionDenied
        if ACCEPT in request.POST:
            return self._accept(request, obj, pending, form_url)
        with transaction.atomic():
            held = self._held(request, obj)
            if held is None:
                self.message_user(request, GONE, messages.WARNING)
                return HttpResponseRedirect(request.path)
            if DROP in request.POST:
                return self._drop(request, obj, held)
            if RETURN in request.POST and form.is_valid():
                return self._send_back(request, obj, held, **form.cleaned_data)
        return None

    def _held(self, request, obj):
        """The change of the page, its row locked; None where it is no longer the open one."""
        rows = self.model._default_manager.select_for_update(of=("self",), no_key=True)
        held = rows.filter(pk=obj.pk).exists() and PendingChange.objects.open_of(obj)
        return held if held and request.POST.get("_change") == held.version else None

    def _drop(self, request, obj, pending):
        pending.close(PendingChange.State.DROPPED, request.user)
        self.log_change(request, obj, f"放弃改动：{'、'.join(pending.patch['labels'])}")
        self.message_user(request, "这次改动已放弃，公开的内容没有变。", messages.SUCCESS)
        return self.response_post_save_change(request, obj)

    def _send_back(self, request, obj, pending, reason, quote):
        pending.send_back(request.user, reason)
        send_back(obj, request.user, reason, quote)
        self.log_change(request, obj, f"退回改动：{reason}")
        text = f"“{obj}”的改动已退回，公开的内容没有变。"
        self.message_user(request, text, messages.SUCCESS)
        return self.response_post_save_change(request, obj)

    def _accept(self, request, obj, pending, form_url):
        """The form of the row is sent with the change in it: its checks, its saving, its words."""
        if pending.state != IN_REVIEW:
            self.message_user(request, UNFINISHED, messages.WARNING)
            return HttpResponseRedirect(request.path)
        found = self.put_on(request, obj, pending)
        seen = request.POST.get("_seen"), request.POST.get("_change")
        if seen != (version_of(obj), pending.version):
            self.message_user(request, GONE, messages.WARNING)
            return HttpResponseRedirect(request.path)
        if found.conflicts:
            text = CONFLICT.format(len(found.conflicts))
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(form_url)
        typed = self._typed(request, obj, found)
        obj.least_steps = typed.signatures_needed()
        found.data[workflow.ACCEPT.name] = "1"
        found.data.setlist(SIGNED, request.POST.getlist(SIGNED))
        sent = self._as_sent(request, found)
        review = round_of(obj, pending)
        if review.has_steps:
            return self._accept_signed(request, sent, typed, form_url)
        if why := review.why_not(request.user):
            self.message_user(request, why, messages.WARNING)
            return HttpResponseRedirect(request.path)
        sent.signed_change = pending
        return self.changeform_view(sent, str(obj.pk), form_url)

    def _typed(self, request, obj, found):
        """The row as it would be with the change, and the checked rows that hang on it."""
        sent = self._as_sent(request, found)
        stored = self.model._default_manager.get(pk=obj.pk)
        form = self.get_form(sent, stored, change=True)(sent.POST, sent.FILES, instance=stored)
        with transaction.atomic():
            form.is_valid()  # which puts what was typed into the row
            if self.model.checked_rows:
                formsets, _ = self._create_formsets(sent, form.instance, change=True)
                put_typed_rows(form.instance, formsets)
        return form.instance

    def _accept_signed(self, request, sent, obj, form_url):
        """The next signature of the row as typed, and the reviewer's name to what was ticked.

        With the last one the change takes its place, or neither stands.
        """
        ticked = frozenset(request.POST.getlist(SIGNED))
        with transaction.atomic():
            held = self._held(request, obj)
            if held is None:
                self.message_user(request, GONE, messages.WARNING)
                return HttpResponseRedirect(request.path)
            try:
                Checked.of(obj).refuse(known=known_of(obj), ticked=ticked)
                is_last = sign(obj, request.user, change=held)
            except NotAllowedError as error:
                self.message_user(request, str(error), messages.WARNING)
                return HttpResponseRedirect(request.path)
            sign_ticked(obj, ticked, request.user)
            if not is_last:
                self.log_change(request, obj, f"改动的{obj.signed_as}")
                text = f"“{obj}”的改动{workflow.SIGNED}。"
                self.message_user(request, text, messages.SUCCESS)
                return self.response_post_save_change(request, obj)
            sent.signed_change = held
            answer = self.changeform_view(sent, str(obj.pk), form_url)
            if answer.status_code != HTTPStatus.FOUND:
                transaction.set_rollback(True)
            return answer

    def _change_page(self, request, obj, pending, form, form_url):
        unsent = copy.copy(request)
        unsent.method = "GET"
        found = self.put_on(unsent, obj, pending)
        sent = self._as_sent(request, found)
        before = self.get_form(unsent, obj, change=True)(instance=obj)
        rows_before, _ = self._create_formsets(unsent, obj, change=True)
        after = self.get_form(sent, obj, change=True)(sent.POST, sent.FILES, instance=obj)
        rows_after, _ = self._create_formsets(sent, obj, change=True)
        typed = self._typed(unsent, obj, found)
        obj.least_steps = typed.signatures_needed()
        review = round_of(obj, pending)
        may_decide = self._allows(request, access.APPROVERS, obj)
        context = self.admin_site.each_context(request) | {
            "title": f"待审的改动：{obj}",
            "opts": self.opts,
            "original": obj,
            "pending": pending,
            "seen": version_of(obj),
            "differences": differences(before, rows_before, after, rows_after, pending.patch),
            "conflicts": found.conflicts,
            "form": form,
            "round": review,
            "why_not": review.why_not(request.user),
            "comments": self.comments_of(obj),
            "comment_form": CommentForm(),
            "review_url": reverse(
                f"{self.admin_site.name}:{self._desk_name}_review", args=[obj.pk]
            ),
            "form_url": form_url,
            "is_ready": obj.status == workflow.APPROVED and pending.state == IN_REVIEW,
            "may_decide": may_decide,
            "may_accept": may_decide,
            "may_save": True,
            "checked": checked_rows(Checked.of(typed)),
            "is_public": obj.is_published(),
            "by": person_name(pending.author) if pending.author else "导入",
            "absolute_url": self.get_view_on_site_url(obj),
        }
        status = 400 if form.errors else 200
        return render(request, "admin/publishable/pending_change.html", context, status=status)
