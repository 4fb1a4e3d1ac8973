from news.legacy.markup import read_html


def test_lines_know_where_they_stood():
    page = read_html(
        '<nav>首页</nav><h1>标题</h1><div class="TRS_Editor"><p>甲<a>乙乙乙</a></p></div>'
        "<footer>丙</footer>"
    )
    assert page.lines == ["首页", "标题", "甲乙乙乙", "丙"]
    assert [line.place.is_frame for line in page.lines] == [True, False, False, True]
    assert [bool(line.place.container) for line in page.lines] == [False, False, True, False]
    assert [bool(line.place.heading) for line in page.lines] == [False, True, False, False]
    assert page.lines[2].link_share == 0.75


def test_spans_are_joined_but_remembered():
    line = read_html("<p><span>来源：青溪日报</span><span>时间：2024</span></p>").lines[0]
    assert (line, line.parted) == ("来源：青溪日报时间：2024", "来源：青溪日报 时间：2024")


def test_what_the_page_declares_is_collected():
    declared = read_html(
        '<title>标题_网站</title><meta name=" PubDate " content="2024-06-18">'
        '<meta property="og:title" content="标题"><meta name="empty" content=" ">'
        '<h1>标<br>题</h1><time datetime="2024-06-18">昨日</time><time>2024-06-19</time>'
        '<span id="js_name"> 青溪发布 </span><script type="application/ld+json">{"a": 1}</script>'
        '<script>var title = "不要";</script><iframe src="a.htm"></iframe>'
        "<svg><title>不要</title></svg>"
    ).declared
    assert declared.title == "标题_网站"
    assert declared.metas == [("PubDate", "2024-06-18"), ("og:title", "标题")]
    assert declared.headings == ["标题"]
    assert declared.times == ["2024-06-18", "2024-06-19"]
    assert declared.named == [("js_name", "青溪发布")]
    assert declared.structured == ['{"a": 1}']
    assert declared.frames == ["a.htm"]


def test_hidden_elements_are_not_read():
    html = (
        '<p style="display: none">弹窗</p><p hidden>提示</p><p style="visibility:hidden">正文</p>'
    )
    assert read_html(html).lines == ["正文"]


def test_pictures_of_the_text_are_counted():
    page = read_html(
        '<img src="/logo.png"><div id="zoom"><p>甲</p><p><img src="a.jpg"></p><p>乙</p>'
        '<p><img src="b.jpg"><img src="dot.gif" width="5"></p></div>'
        '<p>打印<img src="print.gif"></p>'
    )
    assert [line.pictures for line in page.lines] == [(), ("a.jpg", "b.jpg"), ()]


def test_a_picture_between_characters_leaves_its_mark():
    line = read_html('<p>王<img src="zi.gif" width="12">先生</p>').lines[0]
    assert (line, line.source, line.pictures) == ("王先生", "王\ufffc先生", ())
