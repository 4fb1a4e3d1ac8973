"""How well the title, names and codes of an entry answer a query, as SQL."""

from search.tsquery import Query


def closeness_of(query: Query):
    """SQL and values: how much of the query stands in title, names and codes, 0 to 2.

    2: one of them is the query; 1: they hold all words, at most 0.5 when they only sound like it.
    """
    length = sum(len(word.text) for word in query.words) or 1
    parts, values = ["(strpos(hit.head, %s) > 0)::int"], [f"\n{query.normal}\n"]
    terms = [term for word in (*query.words, query.joined) if word for term in word.terms()]
    if terms:
        parts.append("CASE WHEN hit.head LIKE ANY (%s) THEN 0.4 ELSE 0 END")
        values.append([f"%\n{term}\n%" for term in terms])
    for word in query.words:
        share, sounds = len(word.text) / length, word.terms()
        parts.append("CASE WHEN strpos(hit.head, %s) > 0 THEN %s")
        values += [word.text, share]
        if sounds:
            parts[-1] += " WHEN hit.head LIKE ANY (%s) THEN %s"
            values += [[f"%{term}%" for term in sounds], share / 2]
        parts[-1] += " ELSE 0 END"
    return f"({' + '.join(parts)})::float", values
