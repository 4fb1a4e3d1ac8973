"""All spellings under which a place is looked for: names, abbreviations, pinyin, Latin names.

One key for each: folded, simplified, without blanks and marks, so that 大通縣, Da Tong Xian and
Ürümqi are found as they are typed. Kept in a table, for a network holds thousands of places.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice, product

from core.pinyin import sounds_of
from core.place_readings import NAMES, PEOPLES, SUFFIXES
from core.simplified import simplified
from core.text_folding import fold

NO_PART_OF_KEYS = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]")
LONGEST = 60
# Readings kept of a name that no table knows: characters may have several.
MOST_READINGS = 12
AUTONOMOUS = ("自治州", "自治县", "自治旗")
HAN = re.compile(r"[\u3400-\u9fff]")


def place_key(text: str) -> str:
    """As spellings are compared: 大通縣 and 大通县 are one, so are Ürümqi and urumqi."""
    return NO_PART_OF_KEYS.sub("", simplified(fold(text)))[:LONGEST]


def spellings_of(name: str, short_name: str, others: Iterable[str] = ()) -> dict[str, bool]:
    """{key of a place: whether it is one of its names of today}.

    `others` are former, everyday and Latin names.
    """
    today = _keys_of({name, short_name, *_abbreviations(name, short_name)})
    return dict.fromkeys(_keys_of(others), False) | dict.fromkeys(today, True)


def _keys_of(names):
    keys = {place_key(each) for each in names}
    for each in filter(HAN.search, names):
        keys |= {reading[:LONGEST] for reading in _readings(each)}
    return keys - {""}


def places_by_key(spelt: Iterable[tuple[str, object, bool]]) -> dict[str, list]:
    """{key: its places} of (key, place, whether it is a name of today), in the order given.

    Former names count where a key is nobody's name of today: 邯郸市 was its districts, too.
    """
    todays, former = defaultdict(list), defaultdict(list)
    for key, place, is_todays in spelt:
        (todays if is_todays else former)[key].append(place)
    return former | todays


def stem_of(name: str) -> tuple[str, list[str], str]:
    """(stem, the peoples behind it, suffix): 大通, 回族 and 土族, 自治县.

    A stem never shrinks to a single character: 东乡族自治县 is 东乡 for short, 单县 stays.
    """
    suffix = next((s for s in SUFFIXES if name.endswith(s) and len(name) - len(s) > 1), "")
    stem, peoples = name.removesuffix(suffix), []
    while suffix.startswith("自治") and (people := _last_people(stem)):
        stem = stem.removesuffix(people)
        peoples.insert(0, people)
    if suffix.startswith("自治") and len(stem) > len("东乡"):
        stem = stem.removesuffix("族")
    return stem, peoples, suffix


def _last_people(stem):
    forms = (form for people in PEOPLES for form in (f"{people}族", people))
    return max((form for form in forms if _is_people(form, stem)), key=len, default="")


def _is_people(form, stem):
    """Names of one character end in 族: 白沙黎族, but 长白."""
    is_told = len(form) > 2 or form.endswith("族") or form in {"蒙古", "锡伯"}
    return is_told and stem.endswith(form) and len(stem) - len(form) >= 2


def _abbreviations(name, short_name):
    """海西州, 大通县, 鄂温克旗; of a district also its name as a county city: nobody says 地区."""
    for suffix in AUTONOMOUS:
        if name.endswith(suffix):
            yield short_name + suffix[-1]


def _readings(name):
    """Every way to read a name in letters, without tones."""
    if name in NAMES:
        return {_whole(name), *_by_character(name)}
    stem, peoples, suffix = stem_of(name)
    stem = name.removesuffix(suffix) if not peoples else stem
    tail = "".join(map(_people_reading, peoples)) + SUFFIXES.get(suffix, "")
    return {reading + tail for reading in {_whole(stem), *_by_character(stem)} if reading}


def _whole(name):
    return NAMES.get(name, "").replace(" ", "")


def _people_reading(people):
    return PEOPLES.get(people) or f"{PEOPLES[people.removesuffix('族')]}zu"


def _by_character(text):
    """绿 is typed as lv, and by those who do not know, as lu."""
    choices = [sounds_of(character) if HAN.match(character) else (character,) for character in text]
    return {"".join(each).lower() for each in islice(product(*choices), MOST_READINGS)}
