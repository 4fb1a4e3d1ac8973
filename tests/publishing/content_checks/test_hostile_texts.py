"""A megabyte of anything takes time in proportion to its length: counted, not by the clock."""

import datetime
import re

import pytest

from parks import unit_slips
from policies import ended_citations
from publishing.content_checks import advertising, dead_links, personal_data, text_rules, word_rules
from publishing.content_checks.rule_book import RuleBook
from publishing.content_checks.rules import MOST_HITS, findings_in
from publishing.content_checks.subject import Subject, TextPart
from publishing.content_checks.word_index import Spans, WordIndex

MEGABYTE = 1_000_000
TODAY = datetime.date(2026, 11, 29)
# Characters that a pattern may look at from one place before it goes on to the next.
MOST_LOOKED_AT = 3_000
MODULES = (
    *(advertising, dead_links, personal_data, text_rules, word_rules),
    *(ended_citations, unit_slips),
)
PATTERNS = [
    thing for module in MODULES for thing in vars(module).values() if isinstance(thing, re.Pattern)
]


def reach(parsed):
    """How many characters a parsed pattern may look at from one start; inf where it is open."""
    total = 0
    for op, argument in parsed:
        name = str(op)
        if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            _, most, inner = argument
            is_open = most == re._constants.MAXREPEAT
            total += float("inf") if is_open else int(most) * reach(inner)
        elif name == "SUBPATTERN":
            total += reach(argument[-1])
        elif name == "BRANCH":
            total += sum(map(reach, argument[1]))
        elif name in {"ASSERT", "ASSERT_NOT"}:
            total += reach(argument[1])
        else:
            total += 1
    return total


def test_the_measure_sees_what_has_no_bound():
    assert [reach(re._parser.parse(words)) for words in ("a+", "(?:a{1,9}b){2,3}", "a|bc")] == [
        float("inf"),
        30,
        3,
    ]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:30])
def test_no_pattern_looks_further_than_a_bound(pattern):
    """Whatever begins anywhere ends within a bound: the sum over a text is linear."""
    most = reach(re._parser.parse(pattern.pattern, pattern.flags))
    assert most <= MOST_LOOKED_AT


class CountingIndex(WordIndex):
    compared = 0

    def candidates(self, start):
        found = super().candidates(start)
        self.compared += 1 + len(found)
        return found


@pytest.mark.parametrize("piece", ["甲", "甲乙", "甲甲丙", "最国家级", "<a "])
def test_a_word_list_is_walked_once(piece):
    index = CountingIndex(["甲甲" + "乙" * n for n in range(1, 9)] + ["甲乙", "国家级"])
    text = piece * (100_000 // len(piece))
    for _ in index.find(text):
        pass
    assert index.compared <= 10 * len(text)


def test_spans_are_found_where_they_lie():
    spans = Spans([(5, 8), (1, 3)])
    assert [spans.cover(*each) for each in ((1, 3), (2, 4), (6, 7), (8, 9), (0, 1))] == [
        *(True, False, True, False, False),
    ]


@pytest.mark.parametrize(
    "piece", ["最佳，国家级全国首个第一", "6222 0212 3456 7890 11010519491231002X，13912345678，"]
)
def test_a_megabyte_is_gone_through_and_tells_a_few(piece):
    text = piece * (MEGABYTE // len(piece))
    book = RuleBook(mistakes={"最佳，国": ""}, people={"首个": frozenset({"第一"})})
    told = findings_in(Subject(None, (TextPart("body", "正文", text),), book, TODAY))
    assert told
    assert len(told) <= MOST_HITS * 10
