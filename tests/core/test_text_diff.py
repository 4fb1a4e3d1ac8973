"""What a clerk reads of two versions of a text: words, cells of tables, pictures."""

from core.text_diff import CELLS, IN, OUT, SAME, apart, compare


def told(before, after):
    return [
        [(piece.kind, piece.text, piece.picture) for piece in paragraph.pieces]
        for paragraph in compare(before, after)
        if not paragraph.is_same
    ]


def test_a_table_is_compared_by_cell():
    row = "<table><tr><th>用地</th><td>{}</td><td>{}</td></tr></table>"
    assert told(row.format("30 亩", "企业"), row.format("50 亩", "窗口")) == [
        [
            *((SAME, "用地", ""), (SAME, CELLS, ""), (OUT, "30", ""), (IN, "50", "")),
            *((SAME, " 亩", ""), (SAME, CELLS, ""), (OUT, "企业", ""), (IN, "窗口", "")),
        ]
    ]


def test_another_picture_is_seen_though_no_word_changes():
    text = '<p>厂房。<img alt="南门" src="{}"></p>'
    ours, foreign = "/media/news/b.png", "https://example.com/c.png"
    assert told(text.format("/media/news/a.png"), text.format(ours)) == [
        [
            (OUT, "〔图片：南门 a.png〕", "/media/news/a.png"),
            (IN, "〔图片：南门 b.png〕", ours),
        ]
    ]
    assert told("<p>厂房。</p>", text.format(foreign)) == [[(IN, "〔图片：南门 c.png〕", "")]]


def test_both_sides_keep_their_own_words():
    one, other = (
        [[(each.kind, each.text) for each in line] for line in side]
        for side in apart("新增厂房 4 万㎡", "新增厂房完工\n另一段")
    )
    assert one == [[(SAME, "新增厂房"), (OUT, " 4 万㎡")]]
    assert other == [[(SAME, "新增厂房"), (IN, "完工")], [(IN, "另一段")]]
