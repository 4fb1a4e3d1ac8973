"""What a reviewer is asked before a change goes back to its writer."""

from django import forms


class ReturnChangeForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label="哪里要改",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text="写的人打开这一条就看到。写清哪一处、改成什么。",
        error_messages={
            "required": "请写明哪里要改：没有写，作者不知道从哪里改起。",
            "max_length": "最多 %(limit_value)d 个字，现在有 %(show_value)d 个。",
        },
    )
