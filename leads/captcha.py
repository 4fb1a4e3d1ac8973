"""What we ask of those who come in a flood: any reader can answer, a program would have to read.

No picture, no script, no cookie: four words, one of which is to be typed. The token of the
submission says which, so that nothing is kept, and the question stays the same when the page comes
back. The next person at the same form makes another submission and has another question.
"""

import hashlib
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from core.text_folding import fold

# Written alike in simplified and traditional characters.
WORDS = (
    *("青稞", "雪山", "石榴", "湖水", "木瓜", "白菜", "竹林", "月亮", "葡萄", "海棠", "棉花"),
    *("水井", "小米", "木耳", "山羊", "牛奶", "香草", "冰川", "沙丘", "大豆", "芝麻", "核桃"),
)
SHOWN = 4
ORDINALS = "一二三四"


@dataclass(frozen=True)
class Captcha:
    words: tuple[str, ...]
    position: int

    @property
    def text(self):
        return f"请填写“{'、'.join(self.words)}”里的第{ORDINALS[self.position]}个词"

    def is_answered_by(self, typed: str) -> bool:
        """The word may stand in a sentence, but not beside another of the four."""
        named = [word for word in self.words if word in fold(typed)]
        return named == [self.words[self.position]]


def captcha_of(token: str) -> Captcha:
    """The question of one submission; nobody else's answer fits it."""
    digest = salted_hmac("leads.question", token, algorithm="sha256").digest()
    words = sorted(WORDS, key=lambda word: hashlib.sha256(digest + word.encode()).digest())
    return Captcha(tuple(words[:SHOWN]), digest[0] % SHOWN)
