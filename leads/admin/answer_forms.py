"""The answer to a visitor, with the facts that it quotes."""

import hashlib

from django import forms

from leads import actions
from leads.actions.quotes import ended_words
from leads.admin.step_forms import HIDDEN, StepForm
from leads.forms import MAX_MESSAGE, FreeTextField
from leads.notifications.text_messages import may_text
from leads.reply_blocks import draft_mark, look_again, read_draft
from leads.tokens import new_nonce
from publishing.content_checks.gate import MOST_TOLD
from publishing.content_checks.rules import Severity, findings_in
from publishing.content_checks.subject import Subject

TEXTED = "短信也在发送，平台确认发出后，这一步自动完成。"
TO_CONFIRM = "请改好，或确认照样发出：{}。"
# A number to call is what a visitor asks for.
NOT_ASKED = {"mobile"}
CHANGED = "引用的内容已经变了：请换成现在的，或确认照原文发出。"


class AnswerForm(StepForm):
    """`draft` carries along what was put into the words, and how it stood then."""

    title = "答复访客"

    body = FreeTextField(
        label="答复访客",
        max_length=MAX_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        help_text="访客在进度页看到全文。写清结论、价格或条件、下一步和时间。",
        error_messages={
            "required": "请写上答复内容",
        },
    )
    nonce = forms.CharField(widget=HIDDEN, max_length=43)
    draft = forms.CharField(widget=HIDDEN, required=False)

    findings = ()  # of the checks of what is public, which the sender has not confirmed
    changed = ()  # quotes whose facts have changed since
    refused_files = ()  # why some that were chosen were not taken
    is_drafted = False  # drawn anew by us: no older copy of the browser's goes into it unasked

    @property
    def done(self):
        """Says of nothing that it was sent: a mail waits in the outbox, a call for somebody."""
        if self.lead.email:
            return "答复已保存：访客在进度页上可以看到，提醒邮件正在发送。"
        told = (
            "答复已保存，访客在进度页上可以看到。对方只留了电话：请打电话告诉对方，已排进下一步。"
        )
        return told + (TEXTED if may_text(self.lead) else "")

    def __init__(self, *args, lead, **kwargs):
        initial = {"body": greeting(lead), "nonce": new_nonce()}
        super().__init__(*args, lead=lead, initial=initial, **kwargs)

    @classmethod
    def drafted(cls, lead, body, quotes, files=()):
        """Drawn anew: the words, and what stands in them."""
        form = cls(lead=lead)
        form.initial |= {"body": body, "draft": draft_mark(lead, quotes, files)}
        form.is_drafted = True
        return form

    def again(self, lead):
        form = super().again(lead)
        put, _ = read_draft(lead, self.cleaned_data["draft"])
        waiting = [(file.pk, file.name) for file in self.kept_files]
        form.initial["draft"] = draft_mark(lead, put, waiting)
        return form

    @property
    def quotes(self):
        """What was put into the words and still stands there."""
        put, _ = read_draft(self.lead, self["draft"].value() or "")
        body = self["body"].value() or ""
        return [quote for quote in put if quote.stands_in(body)]

    @property
    def drafted_files(self):
        """Numbers and names of what the draft carries along."""
        return read_draft(self.lead, self["draft"].value() or "")[1]

    @property
    def kept_files(self):
        """What waits to be sent along."""
        pks = dict(self.drafted_files)
        return self.lead.answer_files.filter(message=None, pk__in=pks).order_by("pk") if pks else []

    def clean_body(self):
        body = self.cleaned_data["body"]
        if body == greeting(self.lead).strip():
            raise forms.ValidationError("请在问候语后面写上答复内容")
        return body

    def clean(self):
        words = super().clean()
        for refusal in self.refused_files:
            self.add_error(None, refusal)
        found = look_again(self.quotes, self.lead.site.region)
        for one in found:
            if one.refusal:
                self.add_error("body", ended_words(one))
        self.changed = [one for one in found if one.is_changed]
        if self.changed and self.data.get("_as_written") != self.changed_mark:
            self.add_error("body", CHANGED)
        if not self.errors:
            self._look_for_findings(words["body"])
        return words

    def _look_for_findings(self, body):
        """An answer is the office's word too: what would not be published is sent knowingly."""
        found = findings_in(Subject.of_words("答复", body, self.lead.site.region))
        self.findings = [
            each
            for each in found
            if each.severity != Severity.HINT and each.rule.code not in NOT_ASKED
        ]
        if self.findings and self.data.get("_confirmed") != self.findings_mark:
            told = "；".join(each.says for each in self.findings[:MOST_TOLD])
            self.add_error("body", TO_CONFIRM.format(told))

    @property
    def findings_mark(self):
        return _short_digest([each.key for each in self.findings])

    @property
    def as_written(self):
        """What the sender has confirmed of the quotes already."""
        mark = self.data.get("_as_written") if self.changed else ""
        return mark if mark == self.changed_mark else ""

    @property
    def changed_mark(self):
        """Of what was shown to whoever sends it as it was written."""
        return _short_digest([one.now.words for one in self.changed])

    def apply(self, by):
        words = self.cleaned_data
        answer = {"body": words["body"], "nonce": words["nonce"], "quotes": self.quotes}
        actions.answer(lead=self.lead, by=by, files=self.drafted_files, **answer)


def _short_digest(told) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def greeting(lead) -> str:
    """The canned first line of an answer."""
    about = f"关于“{lead.subject_label}”，" if lead.subject_label else ""
    return f"您好，感谢咨询{lead.site.name}。{about}"
