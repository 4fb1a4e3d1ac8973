"""What belongs to a staff account besides its grants (regions.models.memberships)."""

from accounts.models.authenticators import Authenticator
from accounts.models.desk_sessions import DeskSession
from accounts.models.owed_invitations import OwedInvitation
from accounts.models.recovery_codes import RecoveryCode

__all__ = ["Authenticator", "DeskSession", "OwedInvitation", "RecoveryCode"]
