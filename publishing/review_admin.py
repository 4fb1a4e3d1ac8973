"""Signatures and remarks at the desk: who signs which step, what stands against it (ADR 52).

The page 审签 of a row shows its text with the passages that somebody remarked on, signs it, sends
it back and takes remarks; what waits beside something public is signed on its own page
(publishing.pending_change_page). A text that somebody has changed in the form is not signed by the
same click: what is signed is what was stored and read.
"""

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from core.seen_version import version_of
from publishing import workflow
from publishing.change_forms import CommentForm, ReturnChangeForm
from publishing.content_checks.gate import Checked, sign_ticked
from publishing.form_panels import checked_rows
from publishing.models import OPEN_COMMENTS, NotAllowedError, PendingChange, ReviewComment
from publishing.quoted_passages import missing_from, passages_of, places_in
from publishing.review_rounds import round_of, send_back, why_not_own
from regions import access
from regions.refused_values import LONGEST_KEY

COMMENT, RESOLVE, RETURN = "_comment", "resolve", "_return"
MOST_SHOWN = 30
UNSIGNED = "您刚改过这一稿，改过的人不签，请别的同事来签。"
OVERTAKEN = "打开本页以后内容又改过：请看现在的样子，再签。"


class ReviewMixin:
    """Of a desk whose rows are signed before they are public."""

    def get_urls(self):
        allowed = require_http_methods(["GET", "HEAD", "POST"])
        view = self.admin_site.admin_view(allowed(self.review_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        return [path("<path:object_id>/review/", view, name=name), *super().get_urls()]

    # In the form.

    @staticmethod
    def round_shown(obj, pending):
        """The round that the form shows; None for what is not in review. At most four queries."""
        if obj is None or (pending is None and obj.status == workflow.APPROVED):
            return None
        return round_of(obj, pending)

    def signed_steps(self, steps, found, obj, user):
        """Of a review in several steps: what is left to this user, and under which name."""
        is_author = user.pk in found.authors
        for step in steps:
            if step is workflow.APPROVE:
                if obj.status == workflow.IN_REVIEW and not found.why_not(user):
                    ending = "并公开" if found.is_last_due else ""
                    yield replace(step, label=f"{found.due}签字{ending}")
            elif step is workflow.WITHDRAW:
                if is_author or obj.status != workflow.IN_REVIEW:
                    yield step
            elif step is not workflow.ACCEPT:
                yield step

    def signs(self, request, form, changes) -> bool:
        """Whether the click was a signature and nothing else, or is refused; then it is done."""
        step, obj = form.cleaned_data["step"], form.instance
        if step is workflow.WITHDRAW and (why := workflow.why_not_taken_back(obj, request.user)):
            self.message_user(request, why, messages.WARNING)
            return True
        if step not in (workflow.APPROVE, workflow.ACCEPT):
            return False
        if not step.is_signature(obj):
            if left := ReviewComment.objects.of(obj).open().count():
                self.step_unsigned(request, form, OPEN_COMMENTS.format(left))
            elif why := self._why_not_own(request, form, changes):
                self.step_unsigned(request, form, why)
            return False
        if step is workflow.ACCEPT:
            if getattr(request, "signed_change", None) != form.pending:
                raise PermissionDenied("改动在它自己的页上签字。")
            return False
        if changes:
            self.step_unsigned(request, form, UNSIGNED)
            return False
        self._sign_stored(request, form, step)
        return True

    @staticmethod
    def _why_not_own(request, form, changes) -> str:
        """Of a text that one signs: whoever types in the form is an author of what it publishes."""
        if form.cleaned_data["step"] is workflow.APPROVE:
            return why_not_own(form.instance, request.user, is_typed=bool(changes))
        is_typed = getattr(request, "signed_change", None) != form.pending
        return why_not_own(form.instance, request.user, form.pending, is_typed=is_typed)

    def _sign_stored(self, request, form, step):
        stored = self.model._default_manager.get(pk=form.instance.pk)
        sign_ticked(stored, form.ticked(), request.user)
        stored._change_reason = step.label
        try:
            step.take(stored, request.user)
        except NotAllowedError as error:
            self.message_user(request, f"“{stored}”没有签字。{error}", messages.WARNING)
            return
        form.signed_as = stored.signed_as
        self.message_user(request, f"“{stored}”{step.said_of(stored)}。", messages.SUCCESS)

    def step_unsigned(self, request, form, why):
        """In place of a signature: what was typed is kept, and sent to be signed."""
        is_sent = form.instance.status in {workflow.IN_REVIEW, workflow.APPROVED}
        form.cleaned_data["step"] = workflow.SAVE if is_sent else workflow.SUBMIT
        self.message_user(request, f"没有签字：{why}改的已经存下。", messages.WARNING)

    @staticmethod
    def comments_of(obj):
        """Remarks, those that are open first, the latest first. One query."""
        rows = ReviewComment.objects.of(obj).select_related("author", "resolved_by")
        rows = rows.alias(is_done=Q(resolved_at__isnull=False))
        return list(rows.order_by("is_done", "-pk")[:MOST_SHOWN])

    # The page.

    def review_view(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404("没有这条内容")
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        pending = PendingChange.objects.open_of(obj)
        has_own_page = pending is not None and obj.status == workflow.APPROVED
        page = "pending_change" if has_own_page else "review"
        here = reverse(self._url_name(page), args=[obj.pk])
        comment = CommentForm(request.POST if COMMENT in request.POST else None)
        back = ReturnChangeForm(request.POST if RETURN in request.POST else None)
        if request.method == "POST":
            if self._acted(request, obj, pending, comment, back):
                return HttpResponseRedirect(here)
        elif has_own_page:
            return HttpResponseRedirect(here)
        return self._review_page(request, obj, comment, back)

    def _acted(self, request, obj, pending, comment, back) -> bool:
        """Whether something was done, or refused in a message; False draws the page again."""
        if COMMENT in request.POST:
            return self._comment(request, obj, pending, comment)
        if RESOLVE in request.POST:
            self._resolve(request, obj, request.POST[RESOLVE])
        elif not self._allows(request, access.APPROVERS, obj):
            raise PermissionDenied
        elif RETURN in request.POST:
            reason = back.is_valid() and back.cleaned_data["reason"]
            return bool(reason) and self.return_row(
                request, self._own_row(request, obj), reason, back.cleaned_data["quote"]
            )
        else:
            self._sign_page(request, obj)
        return True

    def _own_row(self, request, obj):
        rows = self.model._default_manager.filter(pk=obj.pk)
        return self.own_rows(rows, request, access.APPROVERS)

    def _comment(self, request, obj, pending, form) -> bool:
        if not form.is_valid():
            return False
        quote, words = form.cleaned_data["quote"], form.cleaned_data["words"]
        if quote and missing_from(obj, pending, quote):
            form.add_error("quote", "稿子里没有这句话：请照原样复制一小段，不要跨段。")
            return False
        ReviewComment.objects.add(obj, request.user, words, quote=quote)
        self.log_change(request, obj, f"提意见：{words}")
        self.message_user(request, "意见记下了，处理好以前不能签字。", messages.SUCCESS)
        return True

    def _resolve(self, request, obj, key):
        is_key = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
        found = ReviewComment.objects.of(obj).filter(pk=key if is_key else 0)
        if found.resolve(request.user):
            self.log_change(request, obj, "处理好一条意见")
            self.message_user(request, "这条意见已记为处理好。", messages.SUCCESS)
        else:
            self.message_user(request, "这条意见已经处理过了。", messages.WARNING)

    def return_row(self, request, rows, reason, quote="") -> bool:
        """Whether it went back; the reason stands beside the text and in its history."""

        def take(obj):
            workflow.RETURN.take(obj, request.user)
            send_back(obj, request.user, reason, quote)

        done, _ = self.change_each(request, rows, take, f"退回：{reason}")
        for obj in done:
            said = f"“{obj}”已退回，作者打开它就看到原因。"
            self.message_user(request, said, messages.SUCCESS)
        return bool(done)

    def _sign_page(self, request, obj):
        """What is signed is what was on the page."""
        step = workflow.APPROVE

        def take(held):
            with held.held():
                if version_of(held) != request.POST.get("_seen"):
                    raise NotAllowedError(OVERTAKEN)
                step.take(held, request.user)

        rows = self._own_row(request, obj)
        done, _ = self.change_each(request, rows, take, step.label, "没有签字")
        for signed in done:
            said = f"“{signed}”{step.said_of(signed)}。"
            if signed.status == workflow.APPROVED:
                said = self.with_undo(said, done)
            self.message_user(request, said, messages.SUCCESS)

    def _review_page(self, request, obj, comment, back):
        comments, found, checked = self.comments_of(obj), round_of(obj), Checked.of(obj)
        quotes = [each.quote for each in comments if each.quote and not each.resolved_at]
        passages = passages_of(obj, quotes, checked.findings)
        is_waiting = obj.status == workflow.IN_REVIEW
        may_decide = is_waiting and self._allows(request, access.APPROVERS, obj)
        why_not = found.why_not(request.user)
        context = self.admin_site.each_context(request) | {
            "title": f"审签：{obj}",
            "opts": self.opts,
            "original": obj,
            "badge": self.status_badge(obj),
            "seen": version_of(obj),
            "passages": passages,
            "checked": checked_rows(checked),
            "places": places_in(passages),
            "marks": self.marks_for(obj),
            "round": found,
            "comments": comments,
            "comment_form": comment,
            "form": back,
            "may_decide": may_decide,
            "why_not": why_not,
            "form_url": reverse(self._url_name("change"), args=[obj.pk]),
            "review_url": reverse(self._url_name("review"), args=[obj.pk]),
            "absolute_url": self.get_view_on_site_url(obj),
        }
        status = 400 if comment.errors or back.errors else 200
        return render(request, "admin/publishable/review.html", context, status=status)
