"""A form for a new row that is sent twice stores one row: a double click, Back and saving again."""

import hashlib
from datetime import timedelta

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import now

REMEMBERED = timedelta(days=1)


def digest_of(request) -> str:
    """What was typed, without the buttons and the CSRF mark: the same for the same words."""
    typed = sorted(
        (name, request.POST.getlist(name))
        for name in request.POST
        if not name.startswith("_") and name != "csrfmiddlewaretoken"
    )
    files = sorted((name, file.name, file.size) for name, file in request.FILES.items())
    parts = (request.user.pk, request.path, typed, files)
    return hashlib.sha256(repr(parts).encode(errors="surrogatepass")).hexdigest()


class SentOnceMixin:
    """The log entry of a new row keeps the digest of its form; who sends it again is led there."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The second of two requests waits for the first, then finds what it has stored."""
        view = super().changeform_view
        if request.method != "POST" or object_id is not None or IS_POPUP_VAR in request.POST:
            return view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            digest = digest_of(request)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [digest])
            stored = self._stored_as(request, digest)
            if stored is not None:
                return self._led_to(request, stored)
            return view(request, object_id, form_url, extra_context)

    def log_addition(self, request, obj, message):
        """Django shows only the parts of a message that it knows."""
        if isinstance(message, list):
            message = [*message, {"digest": digest_of(request)}]
        return super().log_addition(request, obj, message)

    def _stored_as(self, request, digest):
        """The row, unless it was deleted since: then the form may be meant as a new one."""
        entry = LogEntry.objects.filter(
            user=request.user,
            action_flag=ADDITION,
            content_type=ContentType.objects.get_for_model(self.model),
            action_time__gt=now() - REMEMBERED,
            change_message__contains=digest,
        ).first()
        return entry and self.get_object(request, entry.object_id)

    def _led_to(self, request, stored):
        sentence = f"“{stored}”刚才已经保存，没有再存一份。接着要改、要提交，请在这里做。"
        self.message_user(request, sentence, messages.SUCCESS)
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[stored.pk]))
