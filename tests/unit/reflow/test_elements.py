"""Lines that are elements of a 公开内容 are one cell."""

from __future__ import annotations

from gkml_extract.extract import extract_bytes


def test_elements_of_a_content_on_a_line_each_are_one_cell() -> None:
    """办理条件 / 申请材料 / 办理流程 are neither names nor laws, however short."""
    row = "{k}\n{name}\n办理条件\n申请材料\n办理流程\n《社会救助暂行\n办法》\n及时公开\n县民政局\n"
    rows = "".join(row.format(k=k, name=name) for k, name in enumerate(("临时救助", "特困供养", "低保审批"), 1))
    document = extract_bytes(f"序号\n公开事项\n公开内容\n公开依据\n公开时限\n公开主体\n{rows}".encode(), "a.txt")
    assert {item.content for item in document.catalogues[0].items} == {"办理条件申请材料办理流程"}


def test_a_title_without_a_bullet_ends_a_list_of_bullets() -> None:
    """Titles with bullets are one content; the 依据 behind them has none."""
    rows: list[str] = []
    for k, name in enumerate(("综合业务", "低保", "特困供养", "临时救助"), start=1):
        rows += [str(k), name, "政策法规文", "件", "●《社会救助暂行办法》（国", "务院令第649号）"]
        rows += ["●《关于改革完善社会救助制", "度的意见》", "●各地配套政策法规文件"]
        rows += [
            "《中华人民共和国政府信息",
            "公开条例》及相关规定",
            "制定或获取信息",
            "之日起10个工作",
            "日内",
            "县级民政部",
            "门",
        ]
    text = "\n\n".join(["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", *rows])
    (catalogue,) = extract_bytes(text.encode(), "a.txt").catalogues
    assert [item.secondary for item in catalogue.items] == ["政策法规文件"] * 4
    assert {item.legal_basis.text for item in catalogue.items if item.legal_basis} == {
        "《中华人民共和国政府信息公开条例》及相关规定"
    }
