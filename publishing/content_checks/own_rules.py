"""The rules that need no room above: they register themselves when the models are loaded."""

from publishing.content_checks.advertising import ADVERTISING_RULES
from publishing.content_checks.dead_links import LINK_RULES
from publishing.content_checks.personal_data import PERSONAL_DATA_RULES
from publishing.content_checks.rules import register
from publishing.content_checks.text_rules import TEXT_RULES
from publishing.content_checks.word_rules import WORD_RULES

register(*WORD_RULES, *ADVERTISING_RULES, *PERSONAL_DATA_RULES, *TEXT_RULES, *LINK_RULES)
