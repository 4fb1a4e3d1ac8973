"""The button 撤销 of the desk: after an act, in the message that says it is done."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from publishing import workflow
from publishing.models import NotAllowedError
from publishing.undo import TOO_LATE, OvertakenError, offered, undo, undoable
from regions.refused_values import LONGEST_KEY

MOST_AT_ONCE = 100


class UndoMixin:
    """Of a ScopedModelAdmin whose model has a history.

    `undoable_words`: reasons of acts that do nothing beside, with the roles that may do them;
    `undoable_beginnings`: how reasons with words of one's own begin.
    """

    undoable_words = {step.label: step.roles for step in workflow.BUTTONS}
    undoable_beginnings = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_undo"
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("undo/", view, name=name), *super().get_urls()]

    def undo_view(self, request):
        """Takes back each of the acts that still can be; says what cannot."""
        keys = request.POST.get("versions", "")[: MOST_AT_ONCE * LONGEST_KEY].split(",")
        if not all(key.isascii() and key.isdecimal() and len(key) < LONGEST_KEY for key in keys):
            raise BadRequest("没有这个按钮。")
        for key in keys[:MOST_AT_ONCE]:
            try:
                obj = self._undo(request, int(key))
            except (OvertakenError, NotAllowedError) as error:
                self.message_user(request, str(error), messages.WARNING)
            else:
                self.message_user(request, f"“{obj}”已恢复成原来的样子。", messages.SUCCESS)
        return HttpResponseRedirect(self._back_to(request))

    def _undo(self, request, key):
        def still():
            found = undoable(
                self.model,
                request.user,
                timezone.now(),
                self.undoable_words,
                self.undoable_beginnings,
            )
            return found.filter(history_id=key).first()

        done = still()
        if done is None:
            raise OvertakenError(TOO_LATE)
        said = done.history_change_reason
        roles = self.undoable_words.get(said, self.change_roles)
        rows = self.own_rows(self.model._default_manager.all(), request, roles)
        return undo(done, rows, user=request.user, still_undoable=still, said=said)

    def with_undo(self, sentence, acted):
        """The sentence, with the button where the acts on these rows can be taken back."""
        if not 0 < len(acted) <= MOST_AT_ONCE:
            return sentence
        versions = [obj.history.latest("history_id") for obj in acted]
        if not all(map(self._can_be_undone, versions)):
            return sentence
        url = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_undo")
        return offered(sentence, url, [version.history_id for version in versions])

    def _can_be_undone(self, version):
        reason = version.history_change_reason or ""
        is_act = reason in self.undoable_words or reason.startswith(self.undoable_beginnings)
        return is_act and version.history_type == "~"

    def _back_to(self, request):
        """To the page of the button, if it is one of ours; else to the list."""
        came_from = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(
            came_from, {request.get_host()}, require_https=request.is_secure()
        ):
            return came_from
        return reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
        )
