"""Rules that read the lists an office keeps: wrong words, places, names and titles of leaders."""

import re

from publishing.content_checks.rules import Hit, Rule, Severity

# What may stand between a title and a name: 市长、副书记 王示例.
BETWEEN = " 、：:　同志"
NEXT_TITLE = 12  # characters before and behind a name in which its title is looked for
TITLE = re.compile(
    "(?:副|常务副)?(?:书记|省长|市长|州长|县长|区长|主任|局长|厅长|部长|主席|委员长|总理|院长|检察长)"
)


def _wrong_words(subject):
    book = subject.book
    yield from _listed(subject, book.mistake_index, book.mistakes)


def _wrong_places(subject):
    yield from _listed(subject, subject.book.place_index, subject.book.places)


def _listed(subject, index, right):
    for part in subject.all_words:
        for place, word in index.find(part.text):
            cure = f"应写“{right[word]}”" if right[word] else ""
            yield Hit(part, place, place + len(word), cure=cure)


def _wrong_titles(subject):
    """A listed name beside a title that the list does not give it."""
    people = subject.book.people
    for part in subject.all_words:
        for place, name in subject.book.name_index.find(part.text):
            end = place + len(name)
            said = _title_beside(part.text, place, end)
            if said and not any(said in title for title in people[name]):
                cure = f"名单上是：{'、'.join(sorted(people[name]))}"
                yield Hit(part, place, end, shown=f"{said}{name}", cure=cure)


def _title_beside(text, start, end):
    """The title next to a name, before or behind it; "" where none stands there."""
    before = text[max(start - NEXT_TITLE, 0) : start].rstrip(BETWEEN)
    for match in TITLE.finditer(before):
        if match.end() == len(before):
            return match[0]
    behind = TITLE.match(text[end : end + NEXT_TITLE].lstrip(BETWEEN))
    return behind[0] if behind else ""


def _misspelt_names(subject):
    """Behind a listed title, a name that differs from its holder's in one character."""
    titles = {}
    for name, of_person in subject.book.people.items():
        for title in of_person:
            titles.setdefault(title, []).append(name)
    for part in subject.all_words:
        for title, names in titles.items():
            for match in re.finditer(re.escape(title), part.text):
                start = match.end()
                while start < len(part.text) and part.text[start] in BETWEEN[:4]:
                    start += 1
                yield from _near(part, start, names)


def _near(part, start, names):
    for name in names:
        said = part.text[start : start + len(name)]
        differing = sum(a != b for a, b in zip(said, name, strict=False))
        if len(said) == len(name) > 1 and differing == 1:
            yield Hit(part, start, start + len(name), cure=f"名单上是“{name}”")


WORD_RULES = (
    Rule(
        "mistake",
        "错敏词",
        Severity.SIGN,
        "“…”在错敏词表里",
        "请改正，或由审核人签字",
        _wrong_words,
    ),
    Rule("place", "地名写错", Severity.SIGN, "“…”不是规范的地名", "请改正", _wrong_places),
    Rule(
        "title",
        "领导职务不符",
        Severity.SIGN,
        "“…”和名单上的职务不一样",
        "请核对职务",
        _wrong_titles,
    ),
    Rule("name", "领导姓名写错", Severity.SIGN, "“…”可能写错了姓名", "请核对姓名", _misspelt_names),
)
