"""What has to hold before the portal starts."""

from django.conf import settings
from django.core.checks import Error, register
from django.core.files.storage import default_storage


@register
def uploads_have_addresses_of_ours(app_configs, **kwargs):
    """Rich text, the content policy and nginx's headers for uploads know MEDIA_URL only."""
    if default_storage.url("x").startswith(settings.MEDIA_URL):
        return []
    return [
        Error(
            f"PORTAL_MEDIA_STORAGE 给出的文件地址不在 {settings.MEDIA_URL} 下。",
            hint="用子类覆盖 url()，让它返回 MEDIA_URL 加文件名；文件由本站取出再发给读者。",
            id="publishing.E001",
        )
    ]
