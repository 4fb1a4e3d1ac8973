"""What is nearly the same shares marks; what people write does not."""

from leads.likeness import contact_pattern, likeness_marks
from tests.leads.crowds import real_enquiry
from tests.timing import cpu_seconds


def shared(one, other):
    return len(set(likeness_marks(one)) & set(likeness_marks(other)))


def test_figures_blanks_width_and_punctuation_make_no_difference():
    assert shared("额度 50 万，加微信 dk1", "额度１２００万 加微信ＤＫ９９！") == 4


def test_text_with_a_word_changed_keeps_most_marks():
    text = "专业代办贷款当天放款无需抵押利息低全国可办请联系我们的客服人员了解详情"
    assert shared(text, text.replace("客服", "经理")) >= 2


def test_people_share_few_marks():
    texts = [real_enquiry(number)["message"] for number in range(40)]
    pairs = [shared(one, other) for one in texts for other in texts if one is not other]
    assert sum(count >= 2 for count in pairs) < 0.1 * len(pairs)


def test_any_text_has_its_marks():
    for text in ("", "好", "\0", "。。。", "\U0001f600" * 3):
        assert len(likeness_marks(text)) == 4


def test_longest_message_is_marked_within_a_blink():
    text = "".join(chr(0x4E00 + number) for number in range(2000))
    assert cpu_seconds(likeness_marks, text) < 0.5


def test_made_up_contacts_share_a_pattern():
    assert contact_pattern("13800001001") == contact_pattern("13800001999") == "13800001"
    assert contact_pattern("bot17@x.example") == contact_pattern("Bot230@x.example")
    assert contact_pattern("zhao@x.example") != contact_pattern("qian@x.example")
