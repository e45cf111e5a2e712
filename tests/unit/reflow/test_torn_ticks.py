"""Ticks among blank fields that look like a row of their own."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes

LABELS = ["序号", "事项名称", "公开内容", "公开时限", "公开对象", "公开方式", "公开层级", "所属“五公开”类型"]
OPTIONS = ["全社会", "特定群体", "主动", "依申请", "市级", "镇级", "村级", "决策", "执行", "管理", "服务", "结果"]
ITEMS = (
    ("户口登记", "办理条件；所需材料；办理地点", "101010001000"),
    ("收养登记", "户口登记条件、申报材料清单", "101010010000"),
    ("入伍注销户口", "注销户口申报须知", "011001001000"),
    ("居住证申领", "申领条件、所需材料、便利措施", "101000100100"),
    ("居住证签注", "签注条件、时间要求", "101010001000"),
    ("迁移登记", "迁移条件；申报材料", "101000100100"),
)
FIVE = ("decision", "execution", "management", "service", "result")


def test_ticks_of_a_last_group_stay_in_their_row() -> None:
    """A field a line; the blank fields before the last tick are as many as a row's number, item and deadline."""
    lines = ["青岚市户籍管理主动公开基本目录", *(f"{label} |" for label in (*LABELS, *OPTIONS))]
    for number, (name, content, ticks) in enumerate(ITEMS, start=1):
        deadline = "集中统一公布，公示期不少于7天" if number % 2 else ""
        fields = (str(number), name, content, deadline, *("√" if tick == "1" else "" for tick in ticks))
        lines += ["", *(f"{field} |".lstrip() for field in fields)]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    assert [item.number for item in catalogue.items] == ["1", "2", "3", "4", "5", "6"]
    assert [[each.value for each in item.five_open or ()] for item in catalogue.items] == [
        [name for name, tick in zip(FIVE, ticks[7:], strict=True) if tick == "1"] for _, _, ticks in ITEMS
    ]
