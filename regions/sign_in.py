"""The login form of the desk, and the form that makes an account."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError

from regions.open_duties import open_duty

NOT_STAFF = (
    "密码是对的，但这个账号还不能进工作台：请系统管理员在“用户”里打开这个账号，勾选“工作人员状态”。"
)


class StaffLoginForm(AdminAuthenticationForm):
    """Does not blame the password where the account lacks something else."""

    def confirm_login_allowed(self, user):
        """Asked only after the password was found right."""
        if user.is_active and not user.is_staff:
            raise ValidationError(NOT_STAFF, code="not_staff")
        super().confirm_login_allowed(user)


class StaffChangeForm(UserChangeForm):
    """Nobody is shut out with work in hand."""

    def clean(self):
        words = super().clean()
        was_in = self.instance.is_active and self.instance.is_staff
        stays = words.get("is_active") and words.get("is_staff")
        if was_in and not stays and (duty := open_duty(self.instance)):
            self.add_error("is_active", duty.refusal)
        return words


class StaffCreationForm(AdminUserCreationForm):
    """Every account of this installation is for work."""

    is_staff = forms.BooleanField(
        label="工作人员状态",
        required=False,
        initial=True,
        help_text="不勾选就不能登录工作台，有授权也不行。",
    )
