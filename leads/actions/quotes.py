"""Keeping with an answer what it quotes."""

from leads.models import MessageQuote
from leads.reply_blocks import look_again, parts_of


class QuoteEnded(Exception):
    """A fact has ended since it was put into the draft; the message says which and why."""


def keep_quotes(message, quotes, region):
    """In the transaction that keeps the answer (ADR 45): what has ended by now is refused."""
    found = look_again([quote for quote in quotes if quote.stands_in(message.body)], region)
    for one in found:
        if one.refusal:
            raise QuoteEnded(ended_words(one))
    MessageQuote.objects.bulk_create(_row(message, one) for one in found)


def ended_words(checked) -> str:
    return f"引用的“{checked.quote.label}”{checked.refusal}：请删去这一段。"


def _row(message, checked):
    quote = checked.quote
    kind, number, fact = parts_of(quote.key)
    return MessageQuote(
        message=message,
        kind=kind,
        row_number=number,
        fact=fact,
        label=quote.label,
        words=quote.words,
        version=quote.version,
        is_reworded=not quote.is_literal_in(message.body),
        is_outdated=checked.is_changed,
        quoted_on=quote.on,
    )
