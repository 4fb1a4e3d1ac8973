from news.legacy.both_scripts import simplified
from news.legacy.frame_lines import is_below, is_menu
from news.legacy.head_labels import read_labels


def test_words_of_frames_are_read_in_both_scripts():
    assert (
        simplified("發佈時間：2012-05-08　來源：雲嶺日報") == "发布时间：2012-05-08　来源：雲嶺日报"
    )
    assert [is_below("相關閱讀"), is_below("回上頁"), is_menu("關於我們")] == [True, True, False]


def test_values_keep_their_own_script():
    labels = read_labels(["來源：雲嶺縣政府工業局　點閱數：123　編輯：陳示例"])
    assert labels.values == {"source": "雲嶺縣政府工業局", "responsible_editor": "陳示例"}
