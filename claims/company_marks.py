"""By what regions that may not read each other's enquiries know one company: keyed digests.

A digest tells nobody a name. Under a new SECRET_KEY rows are found by SECRET_KEY_FALLBACKS, as
telephones are (leads.phone_keys); keep the former key for as long as a first contact protects.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from leads.identifiers import identifiers_of
from leads.models import PartyIdentifier

CODE = PartyIdentifier.Scheme.CREDIT_CODE.value


@dataclass(frozen=True)
class Mark:
    """A company by its 统一社会信用代码 (GB 32100) or by its name in one spelling."""

    scheme: str
    digest: str
    former: tuple[str, ...] = ()  # under keys before the present one

    @property
    def digests(self):
        return (self.digest, *self.former)


def marks_of(lead) -> list[Mark]:
    """The surest first; none where no company is named."""
    return [_mark(scheme, value) for scheme, value in identifiers_of(lead).company]


def _mark(scheme, value):
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digest, *former = (
        salted_hmac("claims.company", f"{scheme} {value}", secret=key, algorithm="sha256")
        for key in keys
    )
    return Mark(scheme, digest.hexdigest(), tuple(each.hexdigest() for each in former))
