"""What a reviewer is asked before a text goes back to its writer, and remarks on a passage."""

from django import forms

from publishing.review_comments import LONGEST_QUOTE, LONGEST_WORDS

TOO_LONG = "最多 %(limit_value)d 个字，现在有 %(show_value)d 个。"


class QuoteField(forms.CharField):
    """Words of the text, as they stand there; blanks are folded."""

    def __init__(self):
        super().__init__(
            label="指的是哪句话",
            required=False,
            max_length=LONGEST_QUOTE,
            help_text="可不填。从稿子里复制一小段，审签页上会标出来。",
            error_messages={"max_length": TOO_LONG},
        )

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class ReturnChangeForm(forms.Form):
    """Why it goes back, and to which words."""

    use_required_attribute = False

    reason = forms.CharField(
        label="哪里要改",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text="写的人打开这一条就看到。写清哪一处、改成什么。",
        error_messages={
            "required": "请写明哪里要改：没有写，作者不知道从哪里改起。",
            "max_length": TOO_LONG,
        },
    )
    quote = QuoteField()


class CommentForm(forms.Form):
    """A remark that has to be dealt with before anybody signs."""

    prefix = "remark"
    use_required_attribute = False

    words = forms.CharField(
        label="意见",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "请写明意见。", "max_length": TOO_LONG},
    )
    quote = QuoteField()
