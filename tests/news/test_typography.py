import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.legacy.typography import HAN, restore
from tests.timing import NOISE_SECONDS, seconds


@pytest.mark.parametrize(
    ("flattened", "restored"),
    [
        ("会上,专家说:很好;对吗?对!", "会上，专家说：很好；对吗？对！"),
        ("占地1,200亩,投资3,000万元", "占地1,200亩，投资3,000万元"),
        ("比例为0.26:93.06,时间09:50", "比例为0.26:93.06，时间09:50"),
        ("热线:400-000-0000,欢迎来电", "热线：400-000-0000，欢迎来电"),
        ("电话(0971)0000000", "电话(0971)0000000"),
        ("达到5%,同比增长", "达到5%，同比增长"),
        ("“旱码头”,也是“桥头堡”!", "“旱码头”，也是“桥头堡”！"),
        ("GDP,即 gross, domestic: product", "GDP,即 gross, domestic: product"),
        ("见:https://example.cn/a?b=1:2,谢谢", "见:https://example.cn/a?b=1:2，谢谢"),
        ("仓库(每个工作日)开放", "仓库（每个工作日）开放"),
        ("数字孪生(digital twin)项目", "数字孪生(digital twin)项目"),
        ("面积(单位(亩))与(km)", "面积（单位（亩））与(km)"),
        ("没有成对(的括号", "没有成对(的括号"),
        ("上午, 下午", "上午，下午"),
        ("12月5日(星期一),在", "12月5日（星期一），在"),
        ("已经是全角，不变。", "已经是全角，不变。"),
        ("", ""),
    ],
)
def test_restore_follows_the_rules(flattened, restored):
    assert restore(flattened) == restored


TEXT = st.text(
    alphabet=st.sampled_from("汉字一 ,:;?!()，：；？！（）“”。1 0aZ%.-/") | st.characters()
)


@given(TEXT)
def test_restore_twice_equals_once(text):
    assert restore(restore(text)) == restore(text)


@given(TEXT)
def test_restore_never_loses_a_han_character(text):
    assert HAN.findall(restore(text)) == HAN.findall(text)


@given(
    st.sampled_from(["汉字,", "((", "))", "(字", ", ", "http://", "a,字", "1:1"]),
    st.text(max_size=3),
)
def test_restore_changes_only_marks_and_blanks(piece, more):
    text = (piece + more) * 3
    kept = str.maketrans("", "", ",:;?!()，：；？！（） ")
    assert restore(text).translate(kept) == text.translate(kept)


@pytest.mark.parametrize("piece", ["(汉", "汉)", ", ", "www.", "汉,a:", "“", "((汉))"])
def test_restore_takes_linear_time(piece):
    text = piece * 30_000
    # Doubled input, doubled time; quadratic time would show 4.
    assert seconds(restore, text * 2) < 3.5 * seconds(restore, text) + NOISE_SECONDS
