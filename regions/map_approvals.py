"""审图号: under which number a public map was examined (地图管理条例 第三十四条)."""

import re
import unicodedata

from django.core.exceptions import ValidationError

# GS(2024)0650号, with the province that examined it GS青(2024)012号, or local 青S(2024)012号.
MAP_APPROVAL = r"^(GS[一-龥]?|[一-龥]S)\(\d{4}\)\d{1,5}号$"


def normalise_map_approval(text: str) -> str:
    """Half-width, upper case, without blanks: ｇｓ （2024） 0650 号 → GS(2024)0650号."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    return plain.replace("[", "(").replace("]", ")").replace("〔", "(").replace("〕", ")")


def validate_map_approval(text: str):
    """Refuses what is no number of that kind, however its brackets are typed."""
    if not re.fullmatch(MAP_APPROVAL, normalise_map_approval(text)):
        raise ValidationError("审图号应写成 GS(2024)0650号 或 青S(2024)012号。")
