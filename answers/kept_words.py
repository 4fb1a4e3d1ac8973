"""What may be kept of a question that the site could not answer: words, and nobody's."""

import rjieba

from search.models.missed_queries import MAX_LENGTH, storable
from search.tokenizer import HAN, query_words

MOST_WORDS = 6
NAMES = "nr"  # as the dictionary marks names of persons


def kept_words(question: str) -> str:
    """Its words that every dictionary has, names of persons left out; "" for too little.

    A sentence to an officer tells more of its writer than words for a search do: who he is, his
    company, his number. None of that is a word of the general dictionary. What is left has to pass
    the rule for searches (search.models.missed_queries), too.
    """
    words = [word for word in query_words(question) if _is_everybodys(word)]
    kept = []
    for word in words[:MOST_WORDS]:
        if len(" ".join((*kept, word))) <= MAX_LENGTH:
            kept.append(word)
    return storable(" ".join(kept))


def _is_everybodys(word):
    if not all(map(HAN.match, word)) or not rjieba.has_word(word):
        return False
    return not any(tag.startswith(NAMES) for _, tag in rjieba.tag(word))
