"""Words that mean the same to readers: 车间 and 厂房, and what they type in English."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from search.tokenizer import normalise

LONGEST_WORD, MOST_WORDS = 20, 20
BREAKS = re.compile(r"[、，,；;/\n]+")


class SynonymGroup(models.Model):
    """Whoever asks for one of the words also finds the others; for the whole network."""

    words = models.CharField(
        "意思相同的词",
        max_length=200,
        unique=True,
        help_text="用顿号隔开，如：厂房、车间。读者搜其中一个，写着另一个的内容也会找到。",
    )
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "搜索同义词"
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="%(app_label)s_%(class)s_has_words",
                violation_error_message="请至少写两个词。",
            )
        ]

    def __str__(self):
        return self.words

    def clean(self):
        """Two words at least, none too long, each of them in one group only."""
        own = self.folded()
        if not 2 <= len(own) <= MOST_WORDS:
            raise ValidationError({"words": f"请写 2 到 {MOST_WORDS} 个不同的词，用顿号隔开。"})
        if long := [word for word in own if len(word) > LONGEST_WORD]:
            raise ValidationError({"words": f"每个词最多 {LONGEST_WORD} 个字：{'、'.join(long)}。"})
        for other in SynonymGroup.objects.exclude(pk=self.pk).filter(is_active=True):
            if shared := [word for word in own if word in other.folded()]:
                raise ValidationError(
                    {"words": f"“{'、'.join(shared)}”已在另一组里：{other}。请改那一组。"}
                )

    def folded(self) -> list[str]:
        """The words as texts are compared."""
        parts = (" ".join(normalise(part).split()) for part in BREAKS.split(self.words))
        return list(dict.fromkeys(filter(None, parts)))
