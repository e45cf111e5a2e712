"""Lines of web pages around a catalogue, and lines of catalogues that look like them."""

from __future__ import annotations

import pytest

from gkml_extract.lexicon.web_lines import is_of_page, is_path


@pytest.mark.parametrize(
    "text",
    [
        "当前位置：首页 > 政务公开",
        "您当前的位置：首页>政务公开>公开目录",
        "您所在的位置：首页",
        "所在位置: 首页 > 公开目录",
        "您现在的位置 首页 > 政务公开",
        "现在位置：首页",
        "您正在浏览：政务公开",
        "首页 » 政务公开 » 公开目录",
        "首页 / 公开目录",
        "【首页】→政务公开",
        "首 页 > 目录",
        "首页 政务公开 互动交流",
    ],
)
def test_paths(text: str) -> None:
    """Of a page in its site."""
    assert is_path(text)


@pytest.mark.parametrize(
    "text",
    [
        "位置",
        "办公地址、位置",
        "公开位置",
        "首页",
        "地理位置：东山路",
        "某县基层政务公开标准目录",
        "在政府网站首页公开",
    ],
)
def test_no_paths(text: str) -> None:
    """What else speaks of places and first pages."""
    assert not is_path(text)


@pytest.mark.parametrize(
    "text",
    [
        "【打印】 【关闭】",
        "打印本页 关闭窗口",
        "【字体：大 中 小】 【打印】",
        "收藏 打印 关闭",
        "分享：微信 微博 QQ空间",
        "分享到：",
        "返回首页",
        "TOP",
        "我要纠错",
        "网站地图 | 联系我们 | 关于我们",
        "责任编辑：张三",
        "（责任编辑：李四）",
        "点击数：35",
        "发布时间：2023-05-06 来源：本站",
        "上一篇：关于公开的通知",
        "下一条：没有了",
        "相关链接",
        "相关文件：",
        "附件：某县目录.xls",
        "附件下载：",
        "某县基层政务公开标准目录.xlsx",
        "主办：某县人民政府办公室",
        "版权所有：某县人民政府",
        "豫公网安备 41010502003999号",
        "Copyright © 2023 某县人民政府 All Rights Reserved",
        "地址：某县人民路1号 邮编：750000",
        "建议使用IE9.0以上浏览器访问",
    ],
)
def test_lines_of_pages(text: str) -> None:
    """Tools, records of an article, what follows it, the foot of a site."""
    assert is_of_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "微信 微博",
        "大",
        "首页",
        "相关文件",
        "附件",
        "附件1",
        "发布时间：每年1月31日前",
        "下一步工作安排",
        "上一年度情况",
        "县政府网站、微信、微博",
        "办公地址：东山路1号",
        "来源",
        "打印费收费标准",
        "单位地址、邮编、联系电话",
        "主办单位",
        "■政府网站",
        "关闭矿山名单",
        "收藏单位名录",
    ],
)
def test_cells_are_no_such_lines(text: str) -> None:
    """Even if they begin alike."""
    assert not is_of_page(text)
