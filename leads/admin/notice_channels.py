"""Group chats that hear of what comes in, kept by the chief of the region."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Max, Q
from urllib3.exceptions import HTTPError

from core.sealing import Unreadable
from core.seen_version import SeenVersionForm
from leads.models import NoticeChannel
from leads.notifications.channels import cure, error_code
from leads.notifications.webhooks import (
    NOT_ALLOWED,
    ChannelRefused,
    HostNotAllowed,
    is_allowed,
    post,
)
from regions import access
from regions.scoped_admin import ScopedModelAdmin

KEPT = "已存好，不再显示；要换就填新的，不填就不变。"
MOST_TRIED = 3  # each may take fifteen seconds
TRIAL = "这是一条试发的通知，收到说明设置正确。"


class NoticeChannelForm(SeenVersionForm):
    address = forms.URLField(
        label="地址",
        max_length=500,
        assume_scheme="https",
        help_text="群机器人给的 Webhook 地址，整行粘贴。它等于口令，存的时候加密。",
        widget=forms.URLInput({"autocomplete": "off", "class": "vTextField"}),
    )
    key = forms.CharField(
        label="签名密钥",
        max_length=200,
        required=False,
        help_text="钉钉、飞书机器人“加签”时给的那一串；企业微信没有。",
        widget=forms.TextInput({"autocomplete": "off", "class": "vTextField"}),
    )

    class Meta:
        model = NoticeChannel
        fields = ("site", "name", "shape", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["address"].required = False
            self.fields["address"].help_text = KEPT
            if self.instance.sealed_key:
                self.fields["key"].help_text = KEPT

    def clean_address(self):
        address = self.cleaned_data["address"]
        if address and not is_allowed(address):
            named = "、".join(settings.NOTICE_HOSTS) or "还没有写任何主机"
            raise forms.ValidationError(f"{NOT_ALLOWED}（现在：{named}）。要用 https。")
        return address

    def save(self, commit=True):  # noqa: FBT002 -- Django's signature
        if self.cleaned_data["address"]:
            self.instance.address = self.cleaned_data["address"]
        if self.cleaned_data["key"]:
            self.instance.key = self.cleaned_data["key"]
        return super().save(commit)


@admin.register(NoticeChannel)
class NoticeChannelAdmin(ScopedModelAdmin):
    """Where it leads is shown by its host alone."""

    form = NoticeChannelForm
    region_lookup = "site__region"
    view_roles = access.MANAGERS | access.AUDITORS
    add_roles = change_roles = delete_roles = access.MANAGERS
    list_display = ("name", "site", "shape", "host", "is_active", "told_at", "trouble")
    list_select_related = ("site",)
    ordering = ("site__slug", "name", "pk")
    fields = ("site", "name", "shape", "address", "key", "is_active")
    actions = ("try_out",)

    def get_queryset(self, request):
        told = Max("notices__sent_at")
        error = Max("notices__last_error", filter=Q(notices__sent_at__isnull=True))
        return super().get_queryset(request).annotate(last_told_at=told, waiting_error=error)

    def get_readonly_fields(self, request, obj=None):
        """What is sealed is sealed for its site."""
        return ("site",) if obj else ()

    @admin.display(description="最近一次通知", ordering="last_told_at", empty_value="还没有")
    def told_at(self, channel):
        return channel.last_told_at

    @admin.display(description="发不出的原因，怎样解决", empty_value="")
    def trouble(self, channel):
        return cure(channel.waiting_error or "")

    @admin.action(description="发一条试试", permissions=["change"])
    def try_out(self, request, queryset):
        for channel in queryset.order_by("pk")[:MOST_TRIED]:
            words = {"text": f"【{channel.site.name}】{TRIAL}", "url": "", "counts": {}}
            try:
                post(channel, words)
            except (HTTPError, OSError, HostNotAllowed, ChannelRefused, Unreadable) as error:
                text = f"“{channel.name}”没有发出：{cure(error_code(error))}"
                self.message_user(request, text, messages.ERROR)
            else:
                self.message_user(request, f"“{channel.name}”已经收下试发的通知。")
