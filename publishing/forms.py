"""The form of everything publishable: which button was pressed, on which version of the content."""

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join

from core.person_names import person_name
from core.seen_version import SeenVersionForm, VersionField
from publishing import workflow
from publishing.asset_choices import take_words_along
from publishing.content_checks.gate import SIGNED, Checked, OpenFindingsError, known_of
from publishing.models import PendingChange
from publishing.pasted_text import tidied
from publishing.quoted_files import hidden_file_sentence
from publishing.widgets import RichTextFormField


def links_to(gaps):
    """Labels that lead to their fields in the form."""
    return format_html_join("、", '<a href="#{}">{}</a>', ((g.anchor, g.label) for g in gaps))


def refuse_gaps(obj, step):
    """Raises ValidationError if, after this step, the public would lack what it must be told."""
    gaps = obj.gaps_opened() if step.leads_to_public(obj) else []
    if not gaps:
        return
    if obj.pk is None:
        named = "、".join(gap.label for gap in gaps)
        text = f"没有发布，也没有保存。请先“保存草稿”，再补上：{named}。"
    else:
        words = "没有保存。公开的内容不能缺：{}。请补上再点一次。"
        text = format_html(words, links_to(gaps))
    raise ValidationError(text, code="incomplete")


class SubmitButtons(forms.HiddenInput):
    """Draws nothing: the template has the buttons. Reads which of them was pressed."""

    def value_from_datadict(self, data, files, name):
        return workflow.pressed(data)


class StepField(forms.Field):
    """The pressed button as a Step; no column, so it never counts as a change."""

    widget = SubmitButtons

    def has_changed(self, initial, data):
        return False


class MinuteField(forms.SplitDateTimeField):
    """A moment, of which the page shows no seconds: within the same minute it is the same."""

    def has_changed(self, initial, data):
        to_the_minute = initial.replace(second=0) if initial else initial
        return super().has_changed(initial, data) and super().has_changed(to_the_minute, data)


OTHER_CHANGE = (
    "您打开本页之后，{}存了一份待审的改动。您写的都在下面，还没有保存："
    "请先在新标签页打开这一条看一眼；再点一次保存，就以您写的为准，那一份仍留在记录里。"
)


class WorkflowForm(SeenVersionForm):
    """Refuses what others have changed since the page was opened, and gaps in what is public."""

    step = StepField()
    change = VersionField(required=False)

    posted_names = SeenVersionForm.posted_names | {"change": "_change"}
    must_tell = True
    # Fields without a column that act at once, whatever else waits for a review.
    immediate: tuple[str, ...] = ()
    # Pictures, by the name of the field the one that says what is to be seen.
    told_by_library: dict[str, str] = {}
    found_in_rows = ""  # why they were refused, drawn anew by the admin
    may_approve = True  # whoever looks at the form; the admin says so

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pending = None  # the open change of the row, once the form is looked at
        self.is_part = False  # of what was typed; the rest waits
        self.tidied = {}  # by the name of the field, what was taken from a text that was typed
        self.known_findings = frozenset()  # of what is public, as it stood before
        for field in self.fields.values():
            field.show_hidden_initial = False  # What has changed is not for the page to say.

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is not None:
            self._keep_seconds(cleaned)
            self._meet_pending_change(cleaned)
        for picture, alt in self.told_by_library.items():
            take_words_along(self, cleaned, picture=picture, alt=alt)
        self._tidy_texts(cleaned)
        self._refuse_hidden_files(cleaned)
        return cleaned

    def _meet_pending_change(self, cleaned):
        """The row is locked by now, and with it what waits beside it."""
        self.pending = PendingChange.objects.open_of(self.instance)
        shown = cleaned.get("change") or ""
        if self.pending is not None and self.pending.version != shown:
            self.data = self.data.copy()
            self.data[self.add_prefix("change")] = self.pending.version
            by = person_name(self.pending.author) if self.pending.author else "导入"
            raise ValidationError(OTHER_CHANGE.format(by), code="other_change")
        is_public = self.instance.status == workflow.APPROVED
        if self.pending is not None and is_public and cleaned["step"] is workflow.APPROVE:
            cleaned["step"] = workflow.ACCEPT

    def _tidy_texts(self, cleaned):
        """Only what is typed now: a text that waits is accepted as its reviewer has read it.

        A small correction changes what it says and nothing else.
        """
        if cleaned.get("step") is workflow.MINOR:
            return
        waiting = self.pending.patch["fields"] if self.pending else {}
        for name in self.changed_data:
            html, is_text = cleaned.get(name), isinstance(self.fields[name], RichTextFormField)
            if is_text and html and waiting.get(name, {}).get("after") != [html]:
                self.tidied[name] = tidied(html)
                cleaned[name] = self.tidied[name].html

    def _refuse_hidden_files(self, cleaned):
        for name, field in self.fields.items():
            if not isinstance(field, RichTextFormField) or not cleaned.get(name):
                continue
            writer, stored = field.uploaded_by or AnonymousUser(), self.initial.get(name) or ""
            if sentence := hidden_file_sentence(writer, cleaned[name], stored=stored):
                self.add_error(name, sentence)

    def _keep_seconds(self, cleaned):
        for name, field in self.fields.items():
            if isinstance(field, MinuteField) and name not in self.changed_data:
                cleaned[name] = self.initial[name]

    def _post_clean(self):
        """After the model's own checks: the instance is now as it was typed."""
        if self.instance.pk is not None:
            self.instance.least_steps = self.instance.signatures_needed()
        super()._post_clean()
        if not self.errors:
            try:
                self.refuse_gaps()
                self.refuse_findings()
            except ValidationError as error:
                self.add_error(None, error)

    def refuse_gaps(self):
        refuse_gaps(self.instance, self.cleaned_data["step"])

    def ticked(self) -> frozenset[str]:
        """Keys of findings that the reviewer puts the own name to; nobody else has a name here."""
        if not self.may_approve:
            return frozenset()
        read = getattr(self.data, "getlist", None)
        return frozenset(read(SIGNED)) if read else frozenset()

    def refuse_findings(self):
        """Of what becomes public by this click; what only waits is looked at when it is accepted.

        A change of what is public answers for what it brings, not for what stood there before.
        Rows that hang on it are stored first and looked at then: `found_in_rows` says what was.
        """
        if self.found_in_rows:
            raise ValidationError(f"没有保存。{self.found_in_rows}", code="findings")
        if not self._becomes_public():
            return
        self.known_findings = known_of(self.instance)
        checked = Checked.of(self.instance, rows=())
        try:
            checked.refuse(known=self.known_findings, ticked=self.ticked())
        except OpenFindingsError as error:
            raise ValidationError(f"没有保存。{error}", code="findings") from error

    def _becomes_public(self) -> bool:
        step = self.cleaned_data["step"]
        waits = step is workflow.SAVE and (
            self.pending is not None or not self.may_approve or "_preview" in self.data
        )
        return not waits and step.leads_to_public(self.instance)

    def refuse_findings_of_rows(self, checked):
        """See Checked.refuse(); `checked` with the rows that the caller has just stored."""
        if self._becomes_public():
            checked.refuse(known=self.known_findings, ticked=self.ticked())
