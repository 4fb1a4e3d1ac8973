"""One spelling for texts that are compared: what a reader typed or copied, and what is stored.

A title is copied from a PDF, a word processor or a phone with （…） or (…), ㎡ or m², ⻋ or 车,
and with invisible marks. Both sides of every comparison go through fold(), so that a text always
finds itself. Traditional characters stay (search.tokenizer simplifies them).
"""

import unicodedata

# CJK Radicals Supplement (U+2E80): look like these characters and come instead of them out of
# PDFs. Unicode's EquivalentUnifiedIdeograph.txt; the Kangxi radicals (U+2F00) decompose by
# themselves.
RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻"
        "⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄㣺扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿"
        "肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶阝钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
DASHES = "−─━⁃➖˗"  # beside those that Unicode files under dashes
# Letters that show nothing: Hangul's fillers, the blank of Braille.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
REMEMBERED = 20_000


class Folding(dict):
    """A table for str.translate, filled as characters appear.

    Each character is folded by itself, so the time is linear: unicodedata.normalize of a whole
    text needs 23 s for 100,000 alternating combining marks.
    """

    def __missing__(self, code):
        folded = self.fold(chr(code))
        if len(self) < REMEMBERED:
            self[code] = folded
        return folded

    @staticmethod
    def fold(character: str) -> str:
        """Half-width, lower-case, without accents; nothing invisible, blanks of one sort."""
        character = RADICALS.get(character, character)
        if character in FILLERS:
            return ""
        spelt = unicodedata.normalize("NFKD", character).casefold()
        return "".join(map(_folded, unicodedata.normalize("NFKD", spelt)))


def _folded(character):
    category = unicodedata.category(character)
    if category in {"Mn", "Cf"}:  # accents, variants; zero-width and direction marks
        return ""
    if category == "Pd" or character in DASHES:
        return "-"
    return character if character.isprintable() else " "


FOLDING = Folding()


def fold(text: str) -> str:
    """As texts are compared; folding twice changes nothing."""
    return text.translate(FOLDING)


def fold_code(text: str) -> str:
    """As a code is stored, searched and compared: folded, in capitals, without blanks.

    Codes are read out over the phone and typed from paper: nobody sees a difference in dashes,
    width or invisible marks, and nobody hears one in case.
    """
    return fold(text).replace(" ", "").upper()


def printable(text: str) -> str:
    """What can be shown again: without invisible marks, other control characters as blanks."""
    return "".join(
        "" if unicodedata.category(c) == "Cf" else c if c.isprintable() else " " for c in text
    )
