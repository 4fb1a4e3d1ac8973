"""Lists of the desk that are too long for LIKE: their words are found along an index."""

from django.utils.text import smart_split, unescape_string_literal

from search.bigrams import holding


class SearchedByParts:
    """Mixin of a ModelAdmin: each word in one of `search_fields`, as Django has it.

    The model has a GIN index on Bigrams of the field, or of lines_of() several.
    """

    def get_search_results(self, request, queryset, search_term):
        for word in _words_of(search_term):
            queryset = queryset.filter(holding(word, *self.search_fields))
        return queryset, False


def _words_of(search_term):
    """As Django's admin cuts them: what stands in quotes is one."""
    for bit in smart_split(search_term.replace("\0", "")):
        is_quoted = bit[0] in "\"'" and bit[0] == bit[-1]
        word = unescape_string_literal(bit) if is_quoted else bit
        if word:
            yield word
