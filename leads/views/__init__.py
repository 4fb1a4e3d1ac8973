"""Pages of enquiries under /<site>/consult/; portal's CSRF failure view calls consult_again."""

from leads.views.consult import consult, consult_again, consult_receipt
from leads.views.status import lead_status
from leads.views.thread import lead_watch

__all__ = ["consult", "consult_again", "consult_receipt", "lead_status", "lead_watch"]
