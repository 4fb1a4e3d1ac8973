"""What staff do with a listing on offer: verify, hold, release, let go, price anew."""

import datetime

from django.utils import timezone

from parks.models.offer_status import NEGOTIATING
from publishing.models import NotAllowedError
from publishing.visibility import Visibility, in_minutes

EVIDENCE = ("电话核实", "现场查看", "业主确认")
LONGEST_HOLD_DAYS = 90
DUE_SOON = datetime.timedelta(days=14)


class ListingState:
    """Mixin of Listing: one business word a method, each saves once, on the row as it stands."""

    def is_fresh(self, now=None):
        """Whether somebody looked within the days that the rule of the kind allows."""
        now = now or timezone.now()
        return self.verified_at is not None and (self.stale_at is None or self.stale_at > now)

    def is_stale_hidden(self, now=None):
        """Whether it would be public, had somebody verified it in time."""
        now = now or timezone.now()
        return self.hidden_at is not None and self.hidden_at <= now and self.is_within_window(now)

    def hidden_by(self, now):
        """Nobody verified it in time."""
        if not self.is_stale_hidden(now):
            return None
        at = self.hidden_at
        reason = f"逾期没有人核实，{in_minutes(at)} 起隐藏"
        return Visibility("已隐藏", at, reason, "核实后马上恢复公开")

    def is_held(self, today=None):
        return self.held_until_on is not None and self.held_until_on >= (
            today or timezone.localdate()
        )

    def shown_status(self, today=None):
        """The status readers see: a hold that has run out no longer keeps others away."""
        is_over = self.held_until_on is not None and not self.is_held(today)
        if self.status_of_offer == NEGOTIATING and is_over:
            return self.OfferStatus.AVAILABLE
        return self.OfferStatus(self.status_of_offer)

    @property
    def is_open(self):
        return self.status_of_offer in self.OfferStatus.open()

    def verify(self, by: str, evidence: str, now=None, *, commit=True):
        """Somebody looked: the facts stand as of now."""
        with self.changing(commit=commit):
            self._verified(by, evidence, now)

    def reprice(self, amount, unit: str, by: str, now=None):
        """The price has changed (None and "": 面议); who knows that has verified the rest."""
        with self.changing():
            self.price_amount, self.price_unit = amount, unit
            self._verified(by, "价格更新", now)

    def start_negotiation(self):
        """Somebody is in earnest; others may still ask. Without a hold it has no end."""
        with self.changing():
            self.status_of_offer = self.OfferStatus.NEGOTIATING

    def hold(self, until_on, reason: str, today=None):
        """Keep it for one investor until a day; readers see 洽谈中, never why or how long."""
        today = today or timezone.localdate()
        if not today <= until_on <= today + datetime.timedelta(days=LONGEST_HOLD_DAYS):
            raise NotAllowedError(f"锁定到期日应在今天起 {LONGEST_HOLD_DAYS} 天内。")
        with self.changing():
            if not self.is_open:
                raise NotAllowedError(f"{self.code} 已不再供应，不能锁定。")
            self.status_of_offer = self.OfferStatus.NEGOTIATING
            self.held_until_on, self.hold_reason = until_on, reason

    def release(self):
        """The hold is over, before its day or by it: on offer again."""
        with self.changing():
            if self.held_until_on is None:
                raise NotAllowedError(f"{self.code} 没有锁定。")
            self.status_of_offer = self.OfferStatus.AVAILABLE

    def mark_taken(self):
        """Let or sold: the page stays, lists show it only on request."""
        with self.changing():
            self.status_of_offer = self.OfferStatus.TAKEN

    def _verified(self, by, evidence, now):
        self.verified_at = now or timezone.now()
        self.verified_by, self.verified_evidence = by, evidence

    def _drop_void_hold(self):
        """A hold stands only while the offer is under negotiation."""
        if self.status_of_offer != self.OfferStatus.NEGOTIATING:
            self.held_until_on, self.hold_reason = None, ""
