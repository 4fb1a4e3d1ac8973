from news.legacy.evidence import Evidence, Fact, settle


def test_places_that_agree_make_a_fact_certain():
    fact = settle([Evidence("甲", "乙处"), Evidence("甲 ", "丙处")], name="来源")
    assert (fact, fact.is_certain) == (Fact("甲", "乙处、丙处"), True)


def test_places_that_differ_make_it_doubtful():
    fact = settle([Evidence("甲", "乙处"), Evidence("丁", "丙处")], name="来源")
    assert fact.doubt == "来源“甲”取自 乙处，但丙处 写的是“丁”，请核对。"
    assert fact.is_certain is False


def test_a_clear_place_outweighs_others():
    found = [Evidence("丁", "丙处", is_clear=False), Evidence("甲", "乙处")]
    assert settle(found, name="来源") == Fact("甲", "乙处")


def test_an_unclear_place_alone_is_doubtful_two_are_not():
    one = Evidence("甲", "乙处", is_clear=False)
    assert settle([one], name="来源").doubt == "来源取自 乙处，不能肯定，请核对。"
    two = [one, Evidence("甲", "丙处", is_clear=False)]
    assert settle(two, name="来源") == Fact("甲", "乙处、丙处")


def test_nothing_found_is_no_fact():
    assert settle([], name="来源") == Fact()
