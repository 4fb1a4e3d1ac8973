"""Forms at the door of the desk."""

import time

from django import forms
from django.core.exceptions import ValidationError
from django_otp.oath import TOTP

from accounts import second_factor
from regions.sign_in import StaffLoginForm

CODE_INPUT = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class DeskLoginForm(StaffLoginForm):
    """The login page asks for the code on a page of its own; the login inside a page at once."""

    code = forms.CharField(max_length=20, required=False)
    is_code_right = False

    def clean(self):
        data = super().clean()
        user, code = self.user_cache, data.get("code")
        if user and code and second_factor.step_after_password(user) == second_factor.CODE:
            if refusal := second_factor.refusal(self.request, user, code):
                raise ValidationError(refusal, code="wrong_code")
            self.is_code_right = True
        return data


class CodeForm(forms.Form):
    """Six digits of the phone, or a recovery code."""

    code = forms.CharField(label="验证码", max_length=20, widget=forms.TextInput(CODE_INPUT))


class SetUpForm(CodeForm):
    """The first code of a new authenticator proves that the phone has the secret.

    Inside the desk the password is asked for as well: an unlocked screen is no identity.
    """

    password = forms.CharField(
        label="您的密码",
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        required=False,
    )

    def __init__(self, *args, secret: bytes, needs_password: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.secret = secret
        self.step = None
        if needs_password:
            self.fields["password"].required = True
            self.order_fields(["password", "code"])
        else:
            del self.fields["password"]

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split())
        clock = TOTP(self.secret)
        clock.time = time.time()
        if not code.isdecimal() or not clock.verify(int(code), tolerance=1):
            raise ValidationError(second_factor.WRONG_CODE, code="wrong_code")
        self.step = clock.t()
        return code
