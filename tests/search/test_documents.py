"""What a searchable object hands to the index."""

import datetime

from search.documents import SearchDocument

TODAY = datetime.date(2026, 11, 21)


def test_head_holds_title_names_and_codes_a_line_each():
    document = SearchDocument(
        type="policy", region_id=1, path="policies/1/", dated_on=TODAY,
        title="租金補貼　辦法", names=("Rent  Aid", "租金补贴 办法"), codes=("格政办〔2025〕2号",),
    )  # fmt: skip
    assert document.head() == "\n租金补贴 办法\nrent aid\n格政办〔2025〕2号\n格政办20252号\n"


def test_day_may_be_the_text_that_a_field_has_not_read_yet():
    document = SearchDocument("park", 1, "园区", "parks/a/", "2026-11-21")
    assert document.dated_on == TODAY
