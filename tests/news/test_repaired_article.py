from core.text_diff import IN, OUT
from news.models import Article
from news.repair.repaired_article import repaired_article

BODY = (
    '<p class="align-right">園區(qū)<strong>會(huì)</strong>議，企業(yè)到訪。</p>'
    '<p><img src="/media/a.jpg" alt="區(qū)">產(chǎn)能&lt;3 t &amp;amp; 用電</p>'
)


def test_texts_of_an_article_are_repaired_together_and_markup_stays():
    article = Article(title="開(kāi)園", source="云岭", body=BODY)
    found = repaired_article(article)
    assert found.changes == {
        "title": ("開(kāi)園", "开园"),
        "body": (
            BODY,
            '<p class="align-right">园区<strong>会</strong>议，企业到访。</p>'
            '<p><img src="/media/a.jpg" alt="区">产能&lt;3 t &amp; 用电</p>',
        ),
    }
    assert (found.found.score, found.found.notes) == (100, [])
    (before, after), _, (alt, _) = found.sides("body")
    assert "".join(piece.text for piece in alt.pieces) == "區(qū)"
    assert {piece.kind for piece in before.pieces} == {"same", OUT}
    assert {piece.kind for piece in after.pieces} == {"same", IN}


def test_a_reading_in_a_tag_of_its_own_is_said():
    body = "<p>園<em>(yuán)</em>區<em>(qū)</em>會<em>(huì)</em>議</p>"
    found = repaired_article(Article(title="通知", body=body))
    assert found.changes == {}
    assert "正文夹有拼音注音，疑似被改写过，须人工修复。" in found.found.notes


def test_what_is_said_of_pictures_is_repaired_or_flagged_and_may_repeat_a_sentence():
    said = "云岭县新建的标准厂房已经封顶"
    body = (
        f'<p>{said}。<a href="/a" title="客⼾&amp;amp;quot;手册&amp;quot;">手册</a></p>'
        f'<p><img src="/media/a.jpg" alt="{said}"><img src="/media/b.jpg" alt="时间烫烫烫烫"></p>'
    )
    article = Article(title="通知", cover_alt="⼯⼚&amp;amp;园区", body=body)
    found = repaired_article(article)
    shall = body.replace("客⼾", "客户").replace("&amp;amp;quot;", "&quot;")
    assert found.changes == {
        "cover_alt": ("⼯⼚&amp;amp;园区", "工厂&园区"),
        "body": (body, shall.replace("&amp;quot;", "&quot;")),
    }
    assert ["烫烫烫" in note for note in found.found.notes] == [True]


def test_a_clean_article_stays_byte_for_byte():
    body = "<p>层高&lt;8 m，A&amp;B&nbsp;公司“到会”。</p>\n<p>茌(chí)平</p>"
    assert not repaired_article(Article(title="A&B (KCl)", summary="", body=body))
