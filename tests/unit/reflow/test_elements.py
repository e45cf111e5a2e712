"""Lines that are elements of a 公开内容 are one cell."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes


def test_elements_of_a_content_on_a_line_each_are_one_cell() -> None:
    """办理条件 / 申请材料 / 办理流程 are neither names nor laws, however short."""
    row = "{k}\n{name}\n办理条件\n申请材料\n办理流程\n《社会救助暂行\n办法》\n及时公开\n县民政局\n"
    rows = "".join(row.format(k=k, name=name) for k, name in enumerate(("临时救助", "特困供养", "低保审批"), 1))
    document = extract_bytes(f"序号\n公开事项\n公开内容\n公开依据\n公开时限\n公开主体\n{rows}".encode(), "a.txt")
    assert {item.content for item in document.catalogues[0].items} == {"办理条件申请材料办理流程"}
