"""Lines that belong to the frame of a page and never to an article: menus, buttons, footers."""

import re

from news.legacy.both_scripts import simplified

CRUMB_SPLIT = re.compile(r"(?:[-—=]{0,3}[>＞»›→▸▶])+")
# Also a way where the line says that it is one: 当前位置：首页 / 动态.
CRUMB_SPLIT_LABELLED = re.compile(r"(?:[-—=]{0,3}[>＞»›→▸▶])+| [/|｜·] ?| ?[-—]{2,3} ?")
CRUMB_LABEL = re.compile(
    r"(?:(?:您|你)?(?:现在|当前|目前)?(?:的|所在的?)?(?:位置|路径)(?:是|为)?|当前页面|所在位置)\s*[:：]?\s*"
)
HOME = re.compile(r"(?:网站|返回|本站)?(?:首页|主页|首頁)|home|index", re.IGNORECASE)
# What stands below an article. Each is a whole line.
BELOW = re.compile(
    r"(?:招商|咨询|服务)(?:热线|电话)[\s:：\d\-]*|-{3,}.{0,10}-{3,}"
    r"|投资指南|[. …]*更多[. …>]*"
    r"|[•·*\-]?\s*立即咨询|[•·*\-]?\s*进入小程序.{0,10}"
    r"|友情链接\s*[:：]?.*|相关(?:阅读|文章|新闻|链接|文档|信息|推荐|资讯|稿件|解读|报道)\s*[:：]?"
    r"|[•·<《\[【]?\s*(?:上|下|前|后)一(?:篇|条|则)[】\]]?\s*[:：]?.*|没有了"
    r"|[×✕]|稍后再说|马上咨询|电话咨询|客服咨询|在线咨询"
    r"|您好\s*[,，].{0,20}(?:专员|客服|顾问).*"
    r"|[【\[]?(?:打印本页|打印|关闭窗口|关闭|返回顶部|返回列表|返回首页|返回|TOP)[】\]]?\s*[:：]?"
    r"|(?:主办|承办|协办|运维|维护|管理)(?:单位)?\s*[:：].*|(?:版权所有|Copyright|©).*|.{0,20}ICP[备证].*"
    r"|.{0,20}公网安备.*|(?:政府)?网站标识码.*|(?:技术|网站)支持\s*[:：]?.*"
    r"|[扫用].{0,4}(?:一扫|手机|微信).{0,20}|.{0,6}二维码.{0,12}"
    r"|(?:热门|最新|推荐|精彩|热点|延伸|猜你|网友|发表|我要|最近)"
    r"(?:文章|新闻|推荐|阅读|信息|喜欢|评论|更新|图文|标签).{0,6}"
    r"|(?:阅读|点击|热门|热点|新闻|本周|本月)排行榜?.{0,6}|(?:版权|免责|郑重|特别)?声明\s*[:：].*"
    r"|网站地图.*|关于我们.*|联系我们.*|(?:办公)?地址\s*[:：].*(?:邮编|电话|ICP).*|您是第.{0,20}位.*"
    r"|建议(?:使用|您).{0,40}浏览.*|分享(?:到|至)?\s*[:：]?(?:$|.{0,4}(?:微信|微博|QQ|空间).{0,30})|收藏"
    r"|长辈版|无障碍.{0,8}|(?:列印|关闭|回上页|回首页|友善列印).{0,20}|展开全文|小字号|挑错"
    r"|(?:标签|关键[词字]|Tags?)\s*[:：].{0,60}|评论\s*\d{0,5}(?:\s*(?:分享|收藏|点赞))*|分享让更多人看到|文章导航|打开客户端"
    r"|上一版|下一版|版面导航|标题导航"
    r"|阅读原文|预览时标签不可点|微信扫一扫.*|继续滑动看下一个|知道了|喜欢此内容的人还喜欢.*"
    r"|(?:阅读|浏览|点击|访问)(?:量|数|次数)?\s*[:：]?\s*[\d,]*\s*次?|赞\s*\d*|在看\s*\d*"
)
TILE_START = re.compile(r"[•·*\-]?\s*立即咨询")
TILE_HEADING = re.compile(r"投资[\u4e00-\u9fff]{2,8}")
LONGEST_TILE = 6
# The article goes on elsewhere.
PAGER = re.compile(
    r"上一页|下一页|第\s*\d+\s*页\s*[/共]|共\s*\d+\s*页|[\[【]\s*1\s*[\]】]\s*[\[【]\s*2|(?:\d\s+){2,}\d?\s*(?:下页|末页|尾页)"
    r"|余下全文"
)
MENU_WORD = re.compile(
    r"(?:网站)?首[页頁]|设为首页|加入收藏|收藏本站|政务公开|(?:政府)?信息公开|办事服务|政务服务|互动交流|登录|注册|搜索|检索|繁體|繁体|简体"
    r"|(?i:english|rss)|手机版|移动版|无障碍.{0,4}|长者(?:模式|版|助手)|微信|微博|客户端|(?:公务)?邮箱|智能问答"
    r"|(?:本)?网站支持IPv6|站内搜索|返回首页|新闻中心|联系我们|关于我们|网站地图|招商引资"
)
MENU_SPLIT = re.compile(r"\s*[|｜·•/]\s*|\s+")
LONGEST_MENU_ITEM = 8
LONGEST_WAY = 120
FEWEST_MENU_ITEMS = 3
LABEL_ONLY = re.compile(r".{1,10}[:：]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Names of sites and columns, which stand above articles.
SITE_LIKE = re.compile(
    r".{0,20}(?:人民政府|人民政府网|政府门户网站?|门户网站|招商网|信息网|投资网|新闻网|政务网|服务网|管委会|委员会|网站|频道|平台|官网|局)"
)
COLUMN_LIKE = re.compile(
    r".{0,4}(?:动态|新闻|要闻|公告|通知|资讯|信息|公示|专题|活动|文件|政策|简介|概况|正文|内容|详情|详细|标题|列表|首页)"
)


def crumbs_of(line: str) -> list[str]:
    """["站点", "栏目", "标题"] from a breadcrumb; one part for any other line."""
    label = CRUMB_LABEL.match(simplified(line))
    is_labelled = label is not None and label.end() > 0 and len(line) <= LONGEST_WAY
    split = CRUMB_SPLIT_LABELLED if is_labelled else CRUMB_SPLIT
    return [part.strip() for part in split.split(line)]


def is_menu(line: str) -> bool:
    """Whether a line is a row of links or one word of a menu."""
    line = simplified(line)
    if MENU_WORD.fullmatch(line) or CRUMB_LABEL.fullmatch(line):
        return True
    items = [item for item in MENU_SPLIT.split(line) if item]
    is_row = len(items) >= FEWEST_MENU_ITEMS and all(len(i) <= LONGEST_MENU_ITEM for i in items)
    return is_row and ("|" in line or "｜" in line or any(map(MENU_WORD.fullmatch, items)))


def is_below(line: str) -> bool:
    return bool(BELOW.fullmatch(simplified(line)))


def is_name(title: str) -> bool:
    """Whether a line names a site or a column, not an article."""
    title = simplified(title)
    return bool(SITE_LIKE.fullmatch(title) or COLUMN_LIKE.fullmatch(title))
