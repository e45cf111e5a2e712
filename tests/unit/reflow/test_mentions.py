"""Names of items that laws are named for."""

from gkml_extract.extract import extract_bytes

LABELS = ("序号", "一级", "事项", "二级", "事项", "公开内容", "公开依据", "公开时限")
ITEMS = (
    (("水权", "交易", "管理"), ("取水", "许可", "转让")),
    (("河湖", "长制"), ("巡河", "通报", "情况")),
    (("排水", "管网", "养护"), ("清淤", "计划")),
    (("堤防", "除险", "加固"), ("隐患", "排查")),
)


def test_a_name_ends_where_the_title_of_a_law_goes_on_otherwise() -> None:
    """Which lines are the name of the group shows in the 依据 of its row alone."""
    lines = [*LABELS]
    for number, (group, name) in enumerate(ITEMS, start=1):
        law = "".join(group)
        lines += [
            str(number),
            *group,
            *name,
            "办理程序、图片",
            "资料",
            f"《关于推进{law[:3]}",
            f"{law[3:]}的通知》",
            "长期公开",
        ]
    (catalogue,) = extract_bytes("\n".join(lines).encode(), "a.txt").catalogues
    names = [(item.primary, item.secondary) for item in catalogue.items]
    assert names == [("".join(group), "".join(name)) for group, name in ITEMS]
