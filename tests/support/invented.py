"""Catalogues of no real office: seeded, in the manner of the model catalogues of the fields of government.

They vary what the hand-made goldens cannot: fields, sizes, how deep the items go, what is merged, columns of words in
place of ticks, levels of government, several contents under one item. Every word of them is made up of what such
catalogues say; no row is copied.
"""

from __future__ import annotations

import random
from typing import Any

Item = dict[str, Any]

_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "社会救助": {
        "综合业务": ("政策法规文件", "监督检查", "社会救助热线"),
        "最低生活保障": ("办事指南", "审核信息", "确认信息", "动态管理"),
        "特困人员救助供养": ("办事指南", "审核信息", "终止供养名单"),
        "临时救助": ("办事指南", "审批信息", "支出型临时救助"),
    },
    "义务教育": {
        "政策文件": ("法律法规与规章", "教育行政规范性文件", "其他政策文件"),
        "教育概况": ("教育事业发展主要情况", "教育统计数据", "义务教育学校名录"),
        "招生管理": ("学校介绍", "招生政策", "招生计划", "招生范围", "招生结果"),
        "教师管理": ("教师培训", "教师行为规范", "教师评优评先"),
        "财务信息": ("部门预决算", "“三公”经费", "义务教育学生资助"),
    },
    "生态环境": {
        "行政许可": ("建设项目环境影响评价文件审批", "排污许可证核发", "危险废物经营许可"),
        "行政处罚": ("行政处罚流程", "行政处罚决定", "行政强制决定"),
        "行政管理": ("生态环境保护督察", "生态建设", "企业事业单位突发环境事件应急预案备案"),
        "公共服务事项": ("生态环境主题活动", "生态环境污染举报咨询", "污染源监督监测", "环境质量信息"),
    },
    "安全生产": {
        "政策文件": ("法律法规", "部门和地方规章", "标准规范"),
        "依法行政": ("行政许可", "行政处罚", "行政强制措施"),
        "检查和事故信息": ("重大隐患", "事故通报", "调查报告"),
        "动态信息": ("业务工作", "统计数据", "应急演练"),
    },
    "公共文化服务": {
        "机构信息": ("公共文化机构名录", "机构职能"),
        "公共服务": ("特殊群体公共文化服务信息", "组织开展群众文化活动", "下基层辅导演出展览"),
        "非物质文化遗产": ("名录项目", "代表性传承人认定"),
    },
    "涉农补贴": {
        "农业生产发展资金": ("政策依据", "申请指南", "补贴结果"),
        "动物防疫等补助经费": ("政策依据", "补贴结果", "监督渠道"),
        "农机购置补贴": ("机具种类与补贴标准", "补贴受益信息"),
    },
    "城市综合执法": {
        "机构信息": ("机构设置", "执法主体资格"),
        "执法依据": ("法律法规规章", "权责清单", "自由裁量基准"),
        "行政执法": ("行政处罚", "行政强制", "行政检查"),
        "服务管理": ("占道经营管理", "户外广告设置", "共享单车停放"),
    },
    "医疗卫生": {
        "行政许可类事项": ("医疗机构设置审批", "公共场所卫生许可", "放射诊疗许可"),
        "行政给付类事项": ("计划生育家庭特别扶助金给付",),
        "公共卫生服务类事项": ("预防接种", "妇幼健康服务", "老年人健康管理", "严重精神障碍患者管理"),
    },
}

_CONTENTS = (
    "申请对象；办理依据；办理条件；办理材料；办理流程；办理时间、地点；联系方式",
    "初审对象名单及相关材料、公示期限、监督电话",
    "1.文件名称\n2.文号\n3.发文部门\n4.发布日期\n5.文件全文",
    "法律、法规、规章及规范性文件；各类政策文件、业务文件",
    "●机构职能\n●机构设置\n●办公地址\n●办公时间\n●联系方式",
    "执法主体、执法对象、案由、处罚依据、处罚结果、救济渠道等行政处罚决定信息",
    "受理通知书；拟作出的审批意见；审批决定及其全文",
    "年度工作计划、阶段性工作重点、推进情况和完成情况",
    "预算、决算报表及文字说明",
    "（一）政策咨询方式；（二）投诉举报途径",
    "活动时间；活动单位；活动地址；联系电话；临时停止活动信息",
    "补贴对象、补贴标准、资金额度、发放时间",
    "事故基本情况、救援情况、原因分析、责任认定与处理建议",
    "名录信息，包括名称、地址、性质、服务内容、开放时间",
    "统计数据及其分析报告",
    "标准名称、标准编号、主要内容、实施日期",
    "检查计划；检查结果；整改要求和复查情况",
    "资格认定条件、申报材料要求、评审程序与公示结果",
    "服务内容和方式，服务项目清单，服务指南，服务规范",
    "举报电话、网上举报平台入口、受理范围、反馈时限说明",
    "重大决策草案全文、起草说明、听取意见的途径和期限、意见采纳情况",
    "采购项目公告；中标结果；合同",
    "会议时间、议题、议定事项和图文解读",
    "人员名单、职务、工作分工、简历",
)
_LAWS = (
    "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    "《中华人民共和国政府信息公开条例》",
    "《政府信息公开条例》、《中共中央办公厅 国务院办公厅印发〈关于全面推进政务公开工作的意见〉的通知》",
    "《中华人民共和国环境影响评价法》、《建设项目环境保护管理条例》",
    "1.《中华人民共和国行政处罚法》\n2.《中华人民共和国行政强制法》",
    "《社会救助暂行办法》（国务院令第649号）、各地配套政策法规文件",
    "《国务院办公厅关于推进社会公益事业建设领域政府信息公开的意见》（国办发〔2018〕10号）",
    "《中华人民共和国义务教育法》第二十二条、《教育部关于推进中小学信息公开工作的意见》（教办〔2010〕15号）",
    "《中华人民共和国安全生产法》《生产安全事故报告和调查处理条例》（国务院令第493号）",
    "《中华人民共和国公共文化服务保障法》；《公共文化体育设施条例》",
    "《中华人民共和国预算法》、《财政部关于切实做好地方预决算公开工作的通知》（财预〔2016〕123号）",
    "《农业生产发展资金管理办法》（财农〔2020〕10号）",
    "《关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）",
    "《中华人民共和国基本医疗卫生与健康促进法》、《医疗机构管理条例》第九条",
    "《中华人民共和国政府信息公开条例》（国务院令第711号）、《国务院关于在线政务服务的若干规定》（国务院令第716号）",
    "《优化营商环境条例》",
)
_DEADLINES = (
    "信息形成或变更之日起20个工作日内",
    "自信息形成或者变更之日起20个工作日内予以公开",
    "公开事项信息形成或变更之日起20个工作日内公开",
    "制定或获取信息之日起10个工作日之内",
    "及时公开",
    "实时公开",
    "长期公开",
    "每年1月31日前",
    "每季度公开一次",
    "每年3月底前",
    "事中公示，公示期不少于5个工作日",
    "决定作出之日起7个工作日内",
    "自作出行政决定之日起20个工作日内；7个工作日内公示",
    "批复后20日内",
    "自收到申请之日起20个工作日内答复",
    "按规定时限公开",
    "信息形成之日起20个工作日内，法律、法规另有规定的，从其规定",
    "动态调整，随时更新",
)
_PLACES = ("清水县", "长丰区", "白云区", "南湖镇", "永宁县", "石桥街道", "东阳市", "安平乡")
_OFFICES = ("民政局", "教育局", "生态环境局", "应急管理局", "文化和旅游局", "农业农村局", "城市管理局", "卫生健康局")
_DEPARTMENTS = ("办公室", "综合科", "法规科", "社会救助科", "财务科", "业务股", "政策法规股", "信息中心")
_WEBSITE_COLUMNS = (
    "政务公开-重点领域",
    "政府信息公开-法定主动公开内容-机构职能栏目",
    "公告公示栏目",
    "政策解读-文字解读",
    "财政信息",
)
_CHANNELS = (
    "政府网站", "两微一端", "政府公报", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点", "政务服务中心",
    "便民服务站",
    "入户/现场", "社区/企事业单位/村公示栏（电子屏）", "精准推送", "其他",
)  # fmt: skip
_EMPTY = {
    "number": None, "primary": None, "secondary": None, "levels": [], "content": None, "legal_basis": None,
    "deadline": None, "publisher": None, "department": None, "channels": [], "audience": None, "method": None,
    "five_open": None, "website_column": None, "remarks": None, "extra": {},
}  # fmt: skip


def invent(seed: int, n_rows: int | None = None) -> dict[str, Any]:
    """One catalogue as goldens hold it: a title and items, of `n_rows` items if given."""
    rng = random.Random(f"invented {seed}")
    field = rng.choice(list(_FIELDS))
    place = rng.choice(_PLACES)
    items = _items(field, place, rng, n_rows)
    return {"title": f"{place}{field}领域基层政务公开标准目录", "items": items}


def _items(field: str, place: str, rng: random.Random, n_rows: int | None) -> list[Item]:
    shape = _Shape(field, place, rng)
    names = [(primary, secondary) for primary, children in _FIELDS[field].items() for secondary in children]
    items: list[Item] = []
    turn = 0
    while len(items) < (n_rows or 8):
        for primary, secondary in names:
            suffix = str(turn) if turn else ""
            items += shape.rows(primary + suffix, secondary + suffix, len(items))
        turn += 1
    items = items[:n_rows] if n_rows else items
    shape.number(items)
    return items


class _Shape:
    """What is the same all through one catalogue."""

    def __init__(self, field: str, place: str, rng: random.Random) -> None:
        self._rng = rng
        office = place + rng.choice(_OFFICES)
        self._offices = (office, office, f"{place}人民政府", rng.choice(_OFFICES[:4]), "乡镇人民政府、街道办事处")
        self._laws = rng.sample(_LAWS, rng.choice((3, 5, 9)))
        self._deadlines = rng.sample(_DEADLINES, rng.choice((2, 4, 8)))
        self._has = {name: rng.random() < share for name, share in _SHARES.items()}
        self._channels = rng.sample(_CHANNELS, rng.choice((4, 7, len(_CHANNELS))))
        self._channels.sort(key=_CHANNELS.index)
        self._boxed = rng.random() < 0.75
        self._numbered = rng.choice(("rows", "rows", "rows", "items", "primary"))
        self._more = rng.choice((0.0, 0.0, 0.25))
        self._numerals = rng.random() < 0.2
        self._audience_words = rng.random() < 0.25
        self._method_words = rng.random() < 0.25
        self._above: dict[str, Any] = {}
        self._primaries: list[str] = []

    def rows(self, primary: str, secondary: str, index: int) -> list[Item]:
        """The rows of one 二级事项."""
        rng = self._rng
        if primary not in self._primaries:
            self._primaries.append(primary)
        shown = f"{'一二三四五六七八九'[(len(self._primaries) - 1) % 9]}、{primary}" if self._numerals else primary
        n = rng.choice((2, 3)) if rng.random() < self._more else 1
        shared = self._shared(is_first=index == 0)
        rows = []
        for content in rng.sample(_CONTENTS, n):
            rows.append({**_EMPTY, "primary": shown, "secondary": secondary, "content": content, **shared})
        return rows

    def _shared(self, *, is_first: bool) -> Item:
        """What the rows of an item have in common; much is as in the item before."""
        rng, has = self._rng, self._has
        values: Item = {}
        law = rng.choice(self._laws) if is_first or rng.random() < 0.6 else self._above["legal_basis"]["text"]
        values["legal_basis"] = {"text": law, "citations": []} if has["legal_basis"] else None
        self._above["legal_basis"] = {"text": law}
        time = rng.choice(self._deadlines) if is_first or rng.random() < 0.4 else self._above["deadline"]["text"]
        self._above["deadline"] = values["deadline"] = {"text": time, "kind": "unknown"}
        who = rng.choice(self._offices) if is_first or rng.random() < 0.2 else self._above["publisher"]
        self._above["publisher"] = who
        values["publisher"] = who if has["publisher"] else None
        values["department"] = rng.choice(_DEPARTMENTS) if has["department"] else None
        values["channels"] = self._list_of_channels()
        values["website_column"] = rng.choice(_WEBSITE_COLUMNS) if has["website_column"] else None
        values["audience"] = self._audience()
        values["method"] = self._method()
        values["extra"] = self._levels() if has["extra"] else {}
        return values

    def _list_of_channels(self) -> list[dict[str, Any]]:
        rng = self._rng
        ticked = {"政府网站", *rng.sample(self._channels, 1)} if rng.random() < 0.4 else {self._channels[0]}
        if self._boxed:
            return [{"name": name, "selected": name in ticked} for name in self._channels]
        chosen = [name for name in self._channels if name in ticked]
        return [{"name": name, "selected": True} for name in chosen]

    def _audience(self) -> Any:
        if not self._has["audience"]:
            return None
        if self._audience_words:
            return {"public": True, "specific": False}
        is_specific = self._rng.random() < 0.12
        return {"public": not is_specific, "specific": is_specific}

    def _method(self) -> Any:
        if not self._has["method"]:
            return None
        if self._method_words:
            return {"proactive": True, "on_request": False}
        return {"proactive": True, "on_request": self._rng.random() < 0.1}

    def _levels(self) -> dict[str, bool]:
        is_low = self._rng.random() < 0.7
        return {"公开层级/县级": True, "公开层级/乡级": is_low}

    def number(self, items: list[Item]) -> None:
        """Numbers rows, 二级事项 or 一级事项."""
        count = 0
        before: tuple[Any, ...] | None = None
        for item in items:
            keys = {"rows": (id(item),), "items": (item["primary"], item["secondary"]), "primary": (item["primary"],)}
            key = keys[self._numbered]
            count += key != before
            before = key
            item["number"] = str(count)


_SHARES = {
    "legal_basis": 0.9, "publisher": 0.92, "department": 0.12, "website_column": 0.1, "audience": 0.7, "method": 0.7,
    "extra": 0.45,
}  # fmt: skip
