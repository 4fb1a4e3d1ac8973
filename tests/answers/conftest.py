"""The form of an enquiry, as a person fills it in."""

from tests.leads.conftest import client, enquiry, form_token, send, topics

__all__ = ["client", "enquiry", "form_token", "send", "topics"]
