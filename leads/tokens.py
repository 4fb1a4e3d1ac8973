"""Signed marks that travel in forms and links, so that no session is needed."""

import datetime
import secrets

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

FORM = signing.TimestampSigner(salt="leads.form")
TICKET = signing.TimestampSigner(salt="leads.status")
RECEIPT = signing.Signer(salt="leads.receipt")
MAILBOX = signing.Signer(salt="leads.mailbox")
ORIGIN = signing.TimestampSigner(salt="leads.origin")
CONSENT = signing.TimestampSigner(salt="leads.consent")
FORM_LIVES = datetime.timedelta(hours=24)
TICKET_LIVES = datetime.timedelta(minutes=30)
HASTY = datetime.timedelta(seconds=3)
FILLED_IN = "again."
BOUND = "~"  # between the nonce of a form and what it is bound to


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


def new_form_token(*, site_pk: int, browser: str, is_filled_in=False) -> str:
    """One per rendered form: says when it was drawn and makes its submission recognisable.

    Good at this site and from this browser alone. A form that comes back filled in needs one more
    click, for which a second is enough.
    """
    nonce = (FILLED_IN if is_filled_in else "") + new_nonce()
    return FORM.sign(f"{nonce}{BOUND}{_binding(site_pk, browser)}")


def form_nonce(token: str, *, site_pk: int, browser: str) -> str | None:
    """The nonce of a form that this site drew for this browser within a day; else None."""
    try:
        nonce, is_bound, binding = FORM.unsign(token, max_age=FORM_LIVES).partition(BOUND)
    except signing.BadSignature:
        return None
    # Forms drawn before 0.3.0 are bound to nothing; a day later there are none of them.
    is_ours = not is_bound or constant_time_compare(binding, _binding(site_pk, browser))
    return nonce if is_ours else None


def _binding(site_pk, browser):
    place = f"{site_pk} {browser}"
    return salted_hmac("leads.form.place", place, algorithm="sha256").hexdigest()[:32]


def new_consent_mark(site_pk: int, version: str, digest: str) -> str:
    """Says which words of consent a form showed."""
    return CONSENT.sign_object([site_pk, version, digest])


def read_consent_mark(mark: str) -> tuple[int, str, str] | None:
    """(site, version, digest) of a form not older than a day."""
    try:
        return tuple(CONSENT.unsign_object(mark, max_age=FORM_LIVES))
    except signing.BadSignature:
        return None


def new_origin_mark(site_pk: int, origin: tuple[str, ...]) -> str:
    """Says where the visitor of a form came from (leads.origins)."""
    return ORIGIN.sign_object([site_pk, *origin])


def read_origin_mark(mark: str) -> tuple | None:
    """(site, first page, last page, campaign) of a form not older than a day."""
    try:
        return tuple(ORIGIN.unsign_object(mark, max_age=FORM_LIVES))
    except signing.BadSignature:
        return None


def is_hasty(token: str) -> bool:
    """Sent sooner than a person can read the form, by our clock alone.

    Not where that clock was put back meanwhile: nobody sends a form before it was drawn.
    """
    if token.startswith(FILLED_IN):
        return False
    return _is_younger(token, HASTY) and not _is_younger(token, -datetime.timedelta(seconds=1))


def _is_younger(token, age):
    try:
        FORM.unsign(token, max_age=age)
    except signing.SignatureExpired:
        return False
    return True


def new_ticket(reference: str, proof: str, browser: str = "") -> str:
    """Says, for half an hour and in this browser, how the visitor showed that it is theirs."""
    bound = _ticket_binding(browser) if browser else ""
    content = {"reference": reference, "nonce": new_nonce(), "proof": proof, "browser": bound}
    return TICKET.sign_object(content)


def read_ticket(ticket: str, browser: str = "") -> tuple[str, str, str] | None:
    """(reference, nonce, proof) of a valid ticket; those of 0.2.0 were given for the last four."""
    try:
        content = TICKET.unsign_object(ticket, max_age=TICKET_LIVES)
    except signing.BadSignature:
        return None
    # Tickets given before 0.3.0 are bound to nothing; half an hour later there are none of them.
    bound = content.get("browser")
    if bound and not constant_time_compare(bound, _ticket_binding(browser)):
        return None
    return content["reference"], content["nonce"], content.get("proof", "tail")


def _ticket_binding(browser):
    return salted_hmac("leads.ticket.browser", browser, algorithm="sha256").hexdigest()[:32]


def receipt_key(reference: str) -> str:
    return RECEIPT.signature(reference)


def is_receipt_key(reference: str, key: str) -> bool:
    return constant_time_compare(receipt_key(reference), key)


def mailbox_key(reference: str, address: str) -> str:
    """Goes into mails to the visitor alone: who has it reads that mailbox."""
    return MAILBOX.signature(f"{reference} {address}")


def is_mailbox_key(reference: str, address: str, key: str) -> bool:
    return bool(address) and constant_time_compare(mailbox_key(reference, address), key)
