"""What shows that an enquiry is the visitor's: nothing that the office ever shows.

The code stands on the receipt and in the visitor's mails and is not stored: it is the reference,
signed. Without it the whole number or address proves as much. The last four digits, which every
desk shows, prove nothing but of receipts that were given before there was a code.
"""

import datetime
import unicodedata

from django.conf import settings
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac

from core.mail_addresses import normalise_mail_address
from core.phones import normalise_phone, without_extension
from core.text_folding import fold
from leads.references import ALPHABET, LOOKALIKES, grouped

CODE_LENGTH = 8  # of 5 bits: whoever guesses is old before it is found
CODE_SHOWN_FOR = datetime.timedelta(minutes=30)  # on the receipt: the next person has its address
# Receipts without a code name the last four digits: they go on opening for so long.
TAIL_OPENS_FOR = datetime.timedelta(days=90)
LONGEST_TYPED = 254


class Proof(models.TextChoices):
    """How a visitor showed that the enquiry is theirs."""

    CODE = "code", "凭查询口令"
    PHONE = "phone", "凭完整电话"
    MAIL = "mail", "凭完整邮箱"
    TAIL = "tail", "凭手机号后 4 位"
    FORM = "form", "凭同一张表单"


ON_STATUS_PAGE = frozenset({Proof.CODE, Proof.PHONE, Proof.MAIL, Proof.TAIL})


def code_of(reference: str) -> str:
    """E.g. 7K3Q-9XMD."""
    return _code(reference, settings.SECRET_KEY)


def proven_by(lead, typed: str, now) -> Proof | None:
    """What of the lead was typed. Looks at everything, whatever was right before."""
    code, phone, mail = normalise_code(typed), normalise_phone(typed), normalise_mail_address(typed)
    found = {
        Proof.CODE: any(constant_time_compare(code, right) for right in _codes(lead.reference)),
        Proof.PHONE: _is_same(without_extension(phone), without_extension(lead.phone)),
        # Beside a phone an address proves nothing: its mask leaves less to guess.
        Proof.MAIL: _is_same(mail.casefold(), lead.email.casefold()) and not lead.phone,
        Proof.TAIL: _is_same(fold(typed).strip(), tail_of(lead)) and is_opened_by_tail(lead, now),
    }
    return next((proof for proof, is_right in found.items() if is_right), None)


def normalise_code(typed: str) -> str:
    """What a visitor typed, in the printed form; "" when it cannot be a code."""
    text = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().translate(LOOKALIKES)
    code = "".join(c for c in text if c in ALPHABET)
    return grouped(code) if len(code) == CODE_LENGTH else ""


def is_opened_by_tail(lead, now) -> bool:
    return not lead.has_code and now < lead.received_at + TAIL_OPENS_FOR


def tail_of(lead) -> str:
    """Last four digits of the number itself, without an extension; else first four of the mail."""
    digits = "".join(c for c in without_extension(lead.phone) if c.isdigit())
    return digits[-4:] if digits else lead.email.partition("@")[0][:4].casefold()


def _is_same(typed, right):
    return constant_time_compare(typed, right) and bool(right)


def _codes(reference):
    """Of the present key and of those before it: what was printed keeps its worth."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [_code(reference, key) for key in keys]


def _code(reference, key):
    digest = salted_hmac("leads.code", reference, secret=key, algorithm="sha256").digest()
    return grouped("".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH]))
