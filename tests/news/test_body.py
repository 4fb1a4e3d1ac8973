import pytest

from news.legacy.body import body_of, doubts_of, take_closing


@pytest.mark.parametrize(
    "line",
    [
        "招商热线:400-000-0000", "投资指南", "... 更多", "• 进入小程序找园区", "友情链接:",
        "下一篇：没有了", "×", "稍后再说", "马上咨询", "电话咨询", "客服咨询",
        "您好,园区招商专员为您解答问题!", "打印本页", "版权所有 示例公司", "主办单位：示例单位",
    ],
)  # fmt: skip
def test_body_ends_before_a_frame_line(line):
    assert body_of(["正文。", line, "框架里的字"]) == ["正文。"]


@pytest.mark.parametrize(
    "line",
    [
        "招商热线:400-000-0000开通以来，接听来电三千个。",
        "投资指南已经印发到各园区。",
        "联系人：示例，电话咨询请拨热线。",
        "投资环境",
    ],
)
def test_body_keeps_sentences_that_mention_the_frame(line):
    assert body_of(["正文。", line, "下一段。"]) == ["正文。", line, "下一段。"]


def test_body_ends_before_the_heading_of_the_tiles():
    lines = ["正文。", "投资云岭", "• 工业用地", "工业用地", "立即咨询"]
    assert body_of(lines) == ["正文。"]


def test_closing_lines_are_taken_from_the_end():
    paragraphs = [
        "正文。",
        "（供稿：示例通讯员）",
        "责任编辑：示例编辑 审核：示例",
        "【打印】【关闭】",
    ]
    assert take_closing(paragraphs).values == {
        "author": "示例通讯员",
        "responsible_editor": "示例编辑",
    }
    assert paragraphs == ["正文。"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["各园区、各企业：", "请于七月底前报送材料。", "青溪县工业局", "2024年6月19日"],
        ["一、总体要求", "依法公开。", "（一）公开范围", "全部项目。"],
        ["他说：“今年快多了。”"],
        ["重点企业两家（含新办）"],
        ["以上通知。", "二〇二四年六月十九日"],
    ],
)
def test_ordinary_texts_raise_no_doubt(paragraphs):
    assert doubts_of(paragraphs) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("首页 | 政务公开 | 招商引资", "像是页面框架"),
        ("【字号：大 中 小】", "像是页面框架"),
        ("来源：青溪日报", "像是页面框架"),
        ("标题：", "像是页面框架"),
        ("【内容摘要】青溪县研究用电问题。", "像是页面框架"),
        ("评论内容仅代表网友个人观点。", "像是页面框架"),
        ("青溪县召开用电协调会", "像是页面框架"),
        ("上一页 1 2 3 下一页", "分了几页"),
        ("附件：申报表.doc", "附件没有导入"),
    ],
)
def test_a_line_of_the_frame_raises_a_doubt(line, words):
    doubts = doubts_of(["第一段。", line, "第二段。"])
    assert [doubt for doubt in doubts if words in doubt] != []


@pytest.mark.parametrize("last", ["会上发布标准厂房6.8万平", "会议要求，", "联系人："])
def test_a_text_that_breaks_off_raises_a_doubt(last):
    assert "正文最后一句好像没有完" in doubts_of(["第一段。", last])[-1]
