"""Django's admin site, with our own way in before all its pages."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


class DeskSite(AdminSite):
    """Asks for the second factor; half signed in opens nothing (accounts.half_sign_in)."""

    login_template = "admin/gate/login.html"
    logout_template = "admin/gate/logged_out.html"

    def each_context(self, request):
        return super().each_context(request) | {"asks_second_factor": settings.SECOND_FACTOR}

    def get_urls(self):
        from accounts import views

        own = [
            path("second-factor/", views.second_factor_check, name="second_factor"),
            path("second-factor/setup/", views.second_factor_set_up, name="second_factor_setup"),
            path("second-factor/qr/", views.second_factor_qr, name="second_factor_qr"),
            path(
                "second-factor/codes/",
                self.admin_view(views.recovery_codes),
                name="recovery_codes",
            ),
            path("security/", self.admin_view(views.account_security), name="account_security"),
            path(
                "security/end/",
                self.admin_view(views.desk_session_end),
                name="desk_session_end",
            ),
            path("staff/", self.admin_view(views.staff_list), name="staff_list"),
            path("staff/add/", self.admin_view(views.staff_add), name="staff_add"),
            path("staff/<int:pk>/", self.admin_view(views.staff_detail), name="staff_detail"),
            path("staff/<int:pk>/act/", self.admin_view(views.staff_act), name="staff_act"),
            path(
                "invitation/<uidb64>/<token>/",
                views.InvitationView.as_view(extra_context={"has_permission": False}),
                name="invitation",
            ),
        ]
        return own + super().get_urls()

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """As Django's, by a view that knows of a second step."""
        from accounts.forms import DeskLoginForm
        from accounts.views import DeskLoginView

        index = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        context = self.each_context(request) | {
            "title": "登录",
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
        }
        if REDIRECT_FIELD_NAME not in {*request.GET, *request.POST}:
            context[REDIRECT_FIELD_NAME] = index
        request.current_app = self.name
        return DeskLoginView.as_view(
            extra_context=context | (extra_context or {}),
            authentication_form=DeskLoginForm,
            template_name=self.login_template,
        )(request)
