"""Damage of old texts undone: pure functions of lines of text, each linear in their length.

Text that was decoded wrongly (`news.legacy.misreadings`) → characters folded by rule
(`character_rules`) → readings of rewriting tools taken out (`reading_kits`, with `shifted_bytes`
where such a tool broke characters) → what became of it (`repaired_text`) → the fields of an article
(`repaired_article`). What is lost is said, never guessed.
"""
