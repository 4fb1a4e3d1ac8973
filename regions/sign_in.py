"""The login form of the desk, and the form that makes an account."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError

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


class StaffCreationForm(AdminUserCreationForm):
    """Every account of this installation is for work."""

    is_staff = forms.BooleanField(
        label="工作人员状态",
        required=False,
        initial=True,
        help_text="不勾选就不能登录工作台，有授权也不行。",
    )
