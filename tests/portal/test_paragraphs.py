from portal.seeding.paragraphs import to_html


def test_to_html_knows_every_kind_of_line():
    lines = ["一段", "## 小标题", "- 甲", "- 乙", "+ 先", "| 项 | 值 |", "| 水 | 有 |"]
    assert to_html(lines) == (
        "<p>一段</p><h2>小标题</h2><ul><li>甲</li><li>乙</li></ul><ol><li>先</li></ol>"
        '<table><thead><tr><th scope="col">项</th><th scope="col">值</th></tr></thead>'
        "<tbody><tr><td>水</td><td>有</td></tr></tbody></table>"
    )


def test_to_html_escapes_what_looks_like_markup():
    assert to_html(["<b>1 < 2</b>"]) == "<p>&lt;b&gt;1 &lt; 2&lt;/b&gt;</p>"
