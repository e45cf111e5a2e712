"""Headers of narrow columns, read label by label from the left."""

from gkml_extract.reflow.aligned.columns import Piece, columns_of
from gkml_extract.reflow.aligned.header import find_headers
from gkml_extract.reflow.aligned.numerals import with_whole_numbers
from gkml_extract.reflow.aligned.untangled import untangled
from gkml_extract.reflow.aligned.words import TextPage, Word

_TANGLED = """\
      公开事项                                  公开 “五公开”类
                                   责        对象      型
    序 二 公开内容（要素） 公开依据 公开 任 公开渠道和 全 特 决 执 管 服 结
    号 一级 级                     时限 主 载体 社 定 策 行 理 务 果
      事项 事                         体        会 群 公 公 公公 公
         项                                    体 开 开 开开 开
    1 渡口 渡运                        东 ■政府网站
"""


def _page(text: str) -> TextPage:
    lines = []
    for number, line in enumerate(text.splitlines()):
        words, at = [], 0
        for part in line.split(" "):
            if part:
                words.append(Word(at, at + len(part), number, part))
            at += len(part) + 1
        lines.append(tuple(words))
    return TextPage(1, 1, tuple(lines))


def test_each_label_takes_the_leftmost_characters_of_its_lines() -> None:
    page = _page(_TANGLED)
    (header,) = untangled([page], [find_headers(page)])[0]
    assert (header.first, header.end) == (0, 6)
    assert [leaf.label.field for leaf in header.leaves] == [
        "number", "primary", "secondary", "content", "legal_basis", "deadline", "publisher", "channels",
        "audience.public", "audience.specific", "five_open.decision", "five_open.execution",
        "five_open.management", "five_open.service", "five_open.result",
    ]  # fmt: skip
    assert [group.text for group in header.groups] == ["公开事项", "公开对象", "“五公开”类型"]


def test_digits_below_one_another_are_one_number_where_the_run_needs_it() -> None:
    page = _page("序号 一级事项 二级事项 公开内容 公开依据 公开时限\n")
    columns = columns_of(find_headers(page)[0])
    numbers = [Piece(line, 0, 1, text) for line, text in enumerate(["8", "9", "1", "0", "1", "1", "1"])]
    numbers[6] = Piece(20, 0, 1, "1")
    pages = with_whole_numbers([[numbers, [], [], [], [], []]], columns)
    assert [piece.text for piece in pages[0][0]] == ["8", "9", "10", "11", "1"]


def test_a_header_printed_again_askew_is_read_as_the_one_that_is_in_order() -> None:
    straight = _page("公开事项      公开内容 公开依据 责任 公开时限\n一级事项 二级事项               主体\n")
    askew = _page("公开事项      公开内容 公开依据 责任 公开时限\n一级事项 二级事项      主体\n")
    found = untangled([straight, askew], [find_headers(straight), find_headers(askew)])
    assert [leaf.text for leaf in found[1][0].leaves] == [leaf.text for leaf in found[0][0].leaves]
