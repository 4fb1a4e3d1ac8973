"""Of a desk with rich texts: what was tidied is said, missing pictures are asked for."""

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from publishing.missing_pictures import places_in
from publishing.widgets import RichTextFormField

TIDIED = "{}里粘贴来的格式整理过：{}。"
MISSING = "{}里有 {} 处“这里缺一张图”，补上才能公开：{}。"


class MissingPictureMixin:
    """Each place of a missing picture has a choice of a file in the form, which fills it."""

    def say_what_was_tidied(self, request, form):
        if form.is_part:
            return
        for name, found in form.tidied.items():
            label = form.fields[name].label
            if found.sentence:
                self.message_user(request, TIDIED.format(label, found.sentence))
            if places := places_in(found.html):
                at = reverse(admin_urlname(self.opts, "change"), args=[form.instance.pk])
                links = ((at, place.control(name), place.label) for place in places)
                linked = format_html_join("、", '<a href="{}#id_{}">{}</a>', links)
                said = format_html(MISSING, label, len(places), linked)
                self.message_user(request, said, messages.WARNING)

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        context["missing_pictures"] = [
            (form.fields[name].label, place, place.control(name))
            for name, field in form.fields.items()
            if isinstance(field, RichTextFormField)
            for place in places_in(form[name].value() or "")
        ]
        page = super().render_change_form(request, context, *args, **kwargs)
        if context["missing_pictures"]:
            page.context_data["has_file_field"] = True
        return page
