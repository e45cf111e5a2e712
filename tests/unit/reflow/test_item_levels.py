"""Rows that lack a level of items, or that have nothing of their own but a content: blanks are dropped."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes

REST = "《客运索道管理办法》 | 信息形成之日起20个工作日内 | 石泉县交通运输局 | ■政府网站□政府公报"
LABELS = "公开内容（要素） | 公开依据 | 公开时限 | 公开主体 | 公开渠道"


def read(header: str, *rows: str) -> list[tuple[str | None, str | None, list[str], str | None]]:
    """The names of each item, and its content."""
    text = "\n".join([header, *(f"{row} | {REST}" for row in rows)])
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    return [(item.primary, item.secondary, list(item.levels), item.content) for item in catalogue.items]


def test_few_items_have_a_third_level() -> None:
    """Two names in a row are its first and second, although there is a column for a third."""
    rows = [
        "缆车运营 | 票价调整 | 调价方案、听证纪要", "停运检修 | 检修日期、接驳安排", "班次公告 | 首末班时刻、节日加班",
        "索道安全 | 年度检验 | 县本级 | 检验单位、检验结论", "应急救援 | 预案文本、电话",
        "操作人员 | 持证名单、复审时间",
        "乘客服务 | 失物招领 | 领取地点、领取手续", "优惠乘坐 | 老年人、现役军人购票办法",
    ]  # fmt: skip
    found = read(f"一级事项 | 二级事项 | 三级事项 | {LABELS}", *rows)
    assert [names[:3] for names in found] == [
        ("缆车运营", "票价调整", []), ("缆车运营", "停运检修", []), ("缆车运营", "班次公告", []),
        ("索道安全", "年度检验", ["县本级"]), ("索道安全", "应急救援", []), ("索道安全", "操作人员", []),
        ("乘客服务", "失物招领", []), ("乘客服务", "优惠乘坐", []),
    ]  # fmt: skip


def test_a_row_has_a_content_rather_than_a_name() -> None:
    """What stands alone before the 依据 of a row is another content of the item above, however short it is."""
    rows = [
        "1 | 缆车运营 | 票价调整 | 调价方案、听证纪要", "2 | 停运检修 | 检修日期、接驳安排",
        "3 | 索道安全 | 年度检验 | 检验单位、检验机构资质", "检验结论",
        "4 | 应急救援 | 预案文本、联系电话", "5 | 乘客服务 | 失物招领 | 领取地点、领取手续",
    ]  # fmt: skip
    found = read(f"序号 | 一级事项 | 二级事项 | {LABELS}", *rows)
    assert found[3] == ("索道安全", "年度检验", [], "检验结论")


def test_glued_names_lack_a_third_level() -> None:
    """The first row of a group has its name and the item's, and may have no third one."""
    rows = [
        "1缆车运营票价调整调价方案、听证纪要", "2停运检修检修日期、接驳安排", "3班次公告首末班时刻、节日加班",
        "4索道安全年度检验检验单位、检验结论", "5应急救援预案文本、联系电话", "6操作人员持证名单、复审时间",
    ]  # fmt: skip
    rest = "".join(REST.split(" | "))
    labels = "".join(LABELS.split(" | "))
    text = f"序号一级事项二级事项三级事项{labels}" + "".join(row + rest for row in rows)
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    assert [(item.primary, item.secondary, item.levels) for item in catalogue.items][:3] == [
        ("缆车运营", "票价调整", ()), ("缆车运营", "停运检修", ()), ("缆车运营", "班次公告", ()),
    ]  # fmt: skip


def test_names_of_a_group_lack_what_it_shares() -> None:
    """Where each row that opens a group has all three names, one alone is the innermost."""
    rows = [
        "缆车运营 | 班次票价 | 票价调整 | 调价方案、听证纪要", "班次公告 | 首末班时刻、节日加班",
        "停运检修 | 检修日期、接驳安排", "安全管理 | 年度检验 | 检验单位、检验结论", "操作人员 | 持证名单、复审时间",
        "索道建设 | 规划选址 | 方案公示 | 图纸、意见征集", "批复文件 | 文号、批复机关",
        "环境影响 | 评价报告 | 报告全文、专家意见",
    ]  # fmt: skip
    found = read(f"一级事项 | 二级事项 | 三级事项 | {LABELS}", *rows)
    assert [names[:3] for names in found] == [
        ("缆车运营", "班次票价", ["票价调整"]), ("缆车运营", "班次票价", ["班次公告"]),
        ("缆车运营", "班次票价", ["停运检修"]), ("缆车运营", "安全管理", ["年度检验"]),
        ("缆车运营", "安全管理", ["操作人员"]), ("索道建设", "规划选址", ["方案公示"]),
        ("索道建设", "规划选址", ["批复文件"]), ("索道建设", "环境影响", ["评价报告"]),
    ]  # fmt: skip
