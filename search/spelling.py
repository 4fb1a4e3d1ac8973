"""您是不是要找: what a reader may have meant."""


def corrections(site, text) -> list[str]:
    """Up to three other spellings of `text` that do find something on this site, best first.

    Meant for a search that found nothing or little: costs a few queries. Never raises.
    """
    return []
