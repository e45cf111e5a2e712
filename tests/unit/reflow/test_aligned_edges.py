"""Where cells of one column of drawn text begin."""

from gkml_extract.lexicon.header import parse_label
from gkml_extract.reflow.aligned.columns import Column, Piece
from gkml_extract.reflow.aligned.header import Leaf
from gkml_extract.reflow.aligned.rows import edge_scores, nothing_learned


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
