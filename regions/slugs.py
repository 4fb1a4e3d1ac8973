"""Site slugs share the first path segment with fixed addresses, so those are taken."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

RESERVED = frozenset(
    [
        "admin",
        "api",
        "static",
        "media",
        "healthz",
        "readyz",
        "sitemap",
        "robots",
        "feed",
        "display",
        "preview",
        "theme",
        "qr",
        "editor",
        "favicon",
        "ckeditor",
        "accounts",
        "login",
        "logout",
        "pages",
        "search",
        "docs",
        "schema",
        "consult",
    ]
)
_shape = RegexValidator(
    r"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", "只用小写字母、数字和连字符，以字母开头。"
)


def validate_site_slug(value: str) -> None:
    _shape(value)
    if value in RESERVED:
        raise ValidationError(f"“{value}”是系统地址，请换一个，例如加上地区拼音。")
