"""Forms at the door of the desk."""

import time

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django_otp.oath import TOTP

from accounts import second_factor
from accounts.staff_scope import grantable_regions
from regions.role_words import role_choices
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


class RegionChoiceField(forms.ModelChoiceField):
    """Set in by its level, so that a tree can be seen in a list."""

    def label_from_instance(self, region):
        return f"{'　' * (region.level - 1)}{region.name}"


class StaffForm(forms.Form):
    """员工: one form makes an account that can sign in."""

    name = forms.CharField(label="姓名", max_length=50, help_text="同事看到的名字。")
    email = forms.EmailField(
        label="工作邮箱",
        max_length=254,
        help_text="邀请邮件发到这里，本人打开链接自己设置密码；您不用替他设密码。",
    )
    region = RegionChoiceField(
        label="地区", queryset=None, help_text="对这个地区和它下面的地区都有效。"
    )
    role = forms.ChoiceField(label="做什么", choices=role_choices, widget=forms.RadioSelect)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions = grantable_regions(by)
        self.fields["region"].initial = regions.first()

    def clean_email(self):
        email = self.cleaned_data["email"]
        if get_user_model().objects.filter(email__iexact=email).exists():
            raise ValidationError(
                "这个邮箱已经有账号了。在“员工”里找到这个人；不在您的名单里的，请系统管理员在“授权”里添加。",
                code="known_email",
            )
        return email
