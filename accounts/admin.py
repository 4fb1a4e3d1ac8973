"""What a package registers and nobody shall open: codes are set up at the door, not typed here."""

from django.contrib import admin
from django_otp.plugins.otp_totp.admin import TOTPDeviceAdmin  # registers itself
from django_otp.plugins.otp_totp.models import TOTPDevice

admin.site.unregister(TOTPDevice)
__all__ = ["TOTPDeviceAdmin"]
