"""Where cells of one column of drawn text begin."""

from dataclasses import replace

from gkml_extract.extract import extract_bytes
from gkml_extract.lexicon.header import parse_label
from gkml_extract.reflow.aligned.columns import Column, Piece
from gkml_extract.reflow.aligned.header import Leaf
from gkml_extract.reflow.aligned.rows import edge_scores, find_rows, nothing_learned


def scores(look: str, label: str, *lines: str) -> list[float]:
    """What speaks for a cell beginning with each line but the first."""
    column = Column(Leaf(label, parse_label(label), 0, 1), look)
    pieces = [Piece(k, 0, len(text), text) for k, text in enumerate(lines)]
    return edge_scores(pieces, column, 0, nothing_learned([[pieces]], [column]))


def test_an_office_ends_with_its_kind() -> None:
    """Of 行政审批股 and 法规科 a character a line, the second begins behind 股."""
    found = scores("department", "责任部门", *"行政审批股法规科")
    assert max(range(len(found)), key=lambda k: found[k]) == "行政审批股法规科".index("法") - 1


def test_a_list_of_boxes_begins_with_one() -> None:
    """The second half of a name begins no list."""
    found = scores("channels", "公开渠道和载体", "■政府网站", "□政府公报", "□政务服务中心 □便", "民服务站", "□其他")
    assert found[2] < min(found[1], found[3])


def test_cells_of_one_item_go_on_together() -> None:
    """Two contents of one item, each with a tick: 依据 and 渠道 go on over the cut, and so does the item's name."""
    looks = ("secondary", "content", "legal_basis", "channels", "marks", "marks")
    labels = ("二级事项", "公开内容", "公开依据", "公开渠道", "全社会", "主动")
    columns = [Column(Leaf(label, parse_label(label), 0, 4), look) for look, label in zip(looks, labels, strict=True)]
    contents = [
        "1.处理结果；",
        "2.服务承诺；",
        "3.受理地点；",
        "4.公示名单。",
        "1.评审标准；",
        "2.资金安排；",
        "3.申请条件。",
    ]
    lines = [
        {2: "竣工验收", 4: "情况"},
        dict(enumerate(contents)),
        {1: "《中华人民", 2: "共和国行政", 3: "许可法》（", 4: "主席令第七", 5: "号）"},
        {0: "□政府网站", 1: "□政府公报", 2: "■广播电视", 3: "□公开查阅", 4: "点 □其他"},
        {1: "√", 5: "√"},
        {1: "√", 5: "√"},
    ]
    pieces = [[Piece(line, 0, len(text), text) for line, text in of.items()] for of in lines]
    found = find_rows(pieces, columns, nothing_learned([pieces], columns))
    assert [top for top, _ in found.rows] == [0, 4]
    assert {(0, 4), (2, 4), (3, 4)} <= found.uncut


def test_two_lines_of_ticks_in_one_group_are_two_rows() -> None:
    """Contents without a line between them, all other cells in the middle of both rows."""
    looks = ("number", "content", "legal_basis", "marks", "marks")
    labels = ("序号", "公开内容", "公开依据", "主动", "依申请")
    columns = [Column(Leaf(label, parse_label(label), 0, 4), look) for look, label in zip(looks, labels, strict=True)]
    lines = [
        {3: "1"},
        {1: "项目名称与建", 2: "设地点和资金", 3: "行政处罚决定", 4: "与评分细则"},
        {1: "《中华人民", 2: "共和国行政", 3: "许可法》（", 4: "主席令第七", 5: "号）"},
        {1: "√", 3: "√"},
        {},
    ]
    pieces = [[Piece(line, 0, len(text), text) for line, text in of.items()] for of in lines]
    assert len(find_rows(pieces, columns, nothing_learned([pieces], columns)).rows) == 2


def test_a_ditto_is_a_cell_by_itself() -> None:
    found = scores("legal_basis", "公开依据", "同上", "同上", "《预算法》")
    assert min(found) > 3


def test_an_item_begins_with_the_one_over_it() -> None:
    """A 二级事项 begins in the second row: so does the 三级事项, though its column is full above."""
    looks = ("number", "secondary", "levels", "content")
    labels = ("序号", "二级事项", "三级事项", "公开内容")
    columns = [Column(Leaf(label, parse_label(label), 0, 4), look) for look, label in zip(looks, labels, strict=True)]
    lines = [
        {1: "1", 4: "2"},
        {0: "建设选", 1: "址", 3: "第三方", 4: "评价"},
        {0: "建设", 1: "选址", 2: "验收", 3: "第三", 4: "方评", 5: "申报"},
        dict(
            enumerate(["1.办理程序；", "2.实施期限；", "3.办事依据。", "1.图片资料；", "2.整改要求；", "3.季度数据。"])
        ),
    ]
    pieces = [[Piece(line, 0, len(text), text) for line, text in of.items()] for of in lines]
    found = find_rows(pieces, columns, nothing_learned([pieces], columns))
    assert [top for top, _ in found.rows] == [0, 3]
    assert (2, 3) not in found.uncut


def test_a_line_of_content_that_is_not_full_ends_its_cell_unless_a_paragraph_ends() -> None:
    found = scores(
        "content",
        "公开内容",
        "发放金额、建设内容、入选名单",
        "图片资料、工作机构、评分细则、",
        "理部门及电话；",
        "发放金额、工作机构、采纳情况",
    )
    assert (
        found[0]
        < 0
        < 1
        < scores("content", "公开内容", "发放金额、建设内容", "图片资料、工作机构、评分细则、", "理部门")[0]
    )
    assert found[2] < 1


def test_a_row_may_have_nothing_but_its_content() -> None:
    """One more content of an item: name, 依据, 时限 and 主体 stand at the top of its rows."""
    looks = ("secondary", "content", "legal_basis", "deadline", "publisher")
    labels = ("二级事项", "公开内容", "公开依据", "公开时限", "公开主体")
    columns = [Column(Leaf(label, parse_label(label), 0, 4), look) for look, label in zip(looks, labels, strict=True)]
    rows = [
        ("质量检查", "建设内容、办理程序、地图", "《行政处罚法》", "及时公开", "教育局"),
        ("竞价交易", "实施期限、抽查比例、举报", "《行政许可法》", "每年公布", "商务局"),
        (None, "评分细则、收费项目、部门", None, None, None),
        ("轮换计划", "年度总结、季度数据、材料", "《粮食法》", "长期公开", "民政局"),
    ]
    pieces = [
        [Piece(3 * k, 0, len(row[c] or ""), row[c] or "") for k, row in enumerate(rows) if row[c]]
        for c in range(len(looks))
    ]
    pieces[1] += [Piece(3 * k + 1, 0, 2, "方式") for k in range(len(rows))]
    pieces[1].sort(key=lambda piece: piece.line)
    learned = replace(nothing_learned([pieces], columns), at_top=True, shares=(0.9, 0.99, 0.9, 0.9, 0.9))
    assert [top for top, _ in find_rows(pieces, columns, learned).rows] == [0, 3, 6, 9]


def test_a_drawn_text_that_is_read_line_by_line_is_in_doubt() -> None:
    """Its words do not stand below the labels that are found, those of channels with ticks: the lines hold pieces of
    cells side by side, and no row is sure."""
    lines = (
        "                             公开渠道",
        "序 类别                  园 园 公 责任部 公开方",
        "号        公开内容   公开时限 内 网 众 门     式   说明",
        "                         公 站 号",
        "1       门票价格、免票   调价前30 √ √ √        主动公",
        "        人群、折扣      日               开",
        "2  票务 年卡办理、挂失    长期公开  √ √   票务部 主动公",
        "                                      开",
        "3       限流预约、名额    提前3日  √ √ √       主动公   节假日",
        "                                      开    适用",
        "4       开放场馆、轮休    变更当日    √ √       主动公",
        "   展区 动物、检修                 动物部  开",
        "5       喂养体验场次     每周五     √          主动公   限6岁",
        "                                      开    以上",
    )
    document = extract_bytes("\n".join(lines).encode(), "a.txt")
    doubted = {finding.item for finding in document.findings if finding.code == "reading-uncertain"}
    assert all(set(range(len(catalogue.items))) <= doubted for catalogue in document.catalogues)
    assert document.catalogues == () or "rows-uncertain" in {finding.code for finding in document.findings}
