"""Lines that a web page prints around a catalogue: the path of its site, a record of the article, tools, its foot.

Source: vocab layouts § F; the templates of government websites share these words.
"""

from __future__ import annotations

from gkml_extract.regex import regex

_STEPS = r"[>＞»›→/\\|｜]|[-—–]{1,2}|::"
_PATH = regex(
    r"[您你]?(?:的|现在|当前|目前|所在)*位置(?:是|为|在)?\s*(?:[:：>＞»›]|(?=\S{0,4}首\s?页))"
    r"|(?:当前(?:栏目|页面)|[您你]?(?:现在|当前|正在)+(?:浏览|访问)的?(?:是|页面|栏目)?)\s*[:：]"
    rf"|[【\[]?\s*(?:网站|本站)?首\s?页\s*[】\]]?\s*(?:{_STEPS})"
)
"""您所在的位置：首页 > 政务公开, 首页 » 公开目录."""
_LONGEST = 160
"""Characters of such a line: a path of ten steps with a title, or a menu of thirty words."""
_MENU = regex(r"首\s?页(?=.*(?:互动|交流|服务|新闻|专题|走进))")
_TOOL = (
    r"(?:我要)?打印(?:本页|此页|本文|页面|文章)?|关闭(?:窗口|本页|此页|本窗口|页面)?|我要纠错|网页纠错|收藏(?:本页|此页)?|分享(?:[到至]|本页)?"
    r"|返回(?:首页|顶部|列表|上一?[页级])?|字[号体]|网站(?:地图|声明|首页)|(?:关于|联系)我们|(?:法律|隐私|版权|免责)声明|扫一扫|TOP"
)
_TOOLS = regex(rf"(?:[\W_]*(?:{_TOOL}|[大中小特]|默认|微信|(?:新浪|腾讯)?微博|QQ空间|QQ好友|朋友圈|首页|保存))+[\W_]*")
_ONE_TOOL = regex(_TOOL)
_DATE = r"\s*\d{4}\s*[-年./]"
_RECORD = regex(
    rf"[（(【\[]?\s*(?:(?:发布|更新|发文|录入)(?:日期|时间)\s*[:：]{_DATE}|(?:信息|文章|稿件|内容)?来源\s*[:：]|稿源\s*[:：]"
    rf"|(?:(?:责任|文章|网站)编辑|责编)\s*[:：]|(?:浏览|点击|访问|阅读)(?:次数|数|率|量)\s*[:：]|(?:日期|时间)\s*[:：]{_DATE})"
)
"""What a page says of the article that it shows: 发布时间：2023-05-06 来源：本站 点击：12."""
_FILE = r"[^。；;]{0,60}\.(?:xlsx?|docx?|pdf|ofd|wps|et|zip|rar)"
_AFTER = regex(
    r"[上下]一[篇条页则](?:\s*[:：].*|\s.*)?$"
    r"|相关(?:链接|附件|阅读|新闻|推荐|稿件|下载)\s*[:：]?$|相关(?:文件|文章|信息|政策|解读)\s*[:：]$"
    rf"|(?:相关)?附件(?:下载|列表)?\s*\d{{0,2}}\s*[:：]\s*(?:{_FILE})?$|(?:\d{{1,2}}[.、]\s*)?{_FILE}$"
)
"""What stands below an article: its neighbours, its attachments."""
_SITE = regex(
    r"(?:主办|承办|协办|维护|运维)(?:单位)?\s*[:：]|技术支持\s*[:：]?|版权所有|(?:政府)?网站标识码|备案序?号\s*[:：]|.{0,20}(?:公网安备|ICP备)"
    r"|(?i:copyright|.{0,40}all\s*rights\s*reserved|produced\s*by)|©|建议使用.*(?:IE|浏览器|分辨率)"
    r"|(?:联系)?地址\s*[:：].*(?:邮编|邮政编码|电话)|邮编\s*[:：]\s*\d{6}|扫一扫|[您你]是第\s*\d+\s*位访"
)
"""Who runs the site."""


def is_path(text: str) -> bool:
    """Whether a line is the path of a page in its site, or the site's menu: it may end as titles and labels do.

    A longer line is more than a path: where line feeds are lost, the table itself goes on behind it.
    """
    return len(text) <= _LONGEST and (_PATH.match(text) is not None or _MENU.match(text) is not None)


def is_of_page(text: str) -> bool:
    """Whether a line is printed by the page around an article: its tools, its record, its neighbours, the site's foot.

    Alone it may be a cell as well: it tells where no row follows.
    """
    if _TOOLS.fullmatch(text):
        return _ONE_TOOL.search(text) is not None
    return any(pattern.match(text) is not None for pattern in (_RECORD, _AFTER, _SITE))
