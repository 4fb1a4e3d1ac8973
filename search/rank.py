"""How well the title, names and codes of an entry answer a query, as SQL."""

from search.tsquery import Query

OTHERWISE = 0.9  # of what a word itself counts


def closeness_of(query: Query):
    """SQL and values: how much of the query stands in title, names and codes, 0 to 2.

    2: one of them is the query; 1.5: one ends in it (a name without its place, a number without
    its issuer); 1.3: they hold it as it stands; 1: they hold all words, 0.9 under other names, at
    most 0.5 when they only sound like it.
    """
    length = sum(len(word.text) for word in query.words) or 1
    parts, values = _as_a_whole(query)
    terms = [term for word in (*query.words, query.joined) if word for term in word.terms()]
    if terms:
        parts.append("CASE WHEN hit.head LIKE ANY (%s) THEN 0.4 ELSE 0 END")
        values.append([f"%\n{term}\n%" for term in terms])
    for word in query.words:
        share, sounds = len(word.text) / length, word.terms()
        parts.append("CASE WHEN strpos(hit.head, %s) > 0 THEN %s")
        values += [word.text, share]
        if word.synonyms:
            parts[-1] += " WHEN hit.head LIKE ANY (%s) THEN %s"
            values += [[f"%{like(synonym)}%" for synonym in word.synonyms], share * OTHERWISE]
        if sounds:
            parts[-1] += " WHEN hit.head LIKE ANY (%s) THEN %s"
            values += [[f"%{term}%" for term in sounds], share / 2]
        parts[-1] += " ELSE 0 END"
    return f"({' + '.join(parts)})::float", values


def _as_a_whole(query):
    """SQL and values of what counts beyond the words: the query as it stands."""
    ends = [f"%{like(query.normal)}\n%"]
    if any(character.isdigit() for character in query.squeezed):
        ends.append(f"%{like(query.squeezed)}\n%")
    if len(query.words) == 1:
        ends += [f"%{like(synonym)}\n%" for synonym in query.words[0].synonyms]
    parts = "CASE WHEN strpos(hit.head, %s) > 0 THEN 1 WHEN hit.head LIKE ANY (%s) THEN 0.5"
    values = [f"\n{query.normal}\n", ends]
    if [word.text for word in query.words] != [query.normal]:
        parts += " WHEN strpos(hit.head, %s) > 0 THEN 0.3"
        values.append(query.normal)
    return [f"{parts} ELSE 0 END"], values


def like(text: str) -> str:
    """As it stands within a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
