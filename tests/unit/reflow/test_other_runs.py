"""What the runs of a table tell of one another."""

from __future__ import annotations

from gkml_extract.reflow.glued.names import readings_of_run
from gkml_extract.reflow.glued.other_runs import OtherRuns


def told(text: str, runs: list[str]) -> dict[int, list[str]]:
    """What other runs tell of each place of a run."""
    others = OtherRuns(runs)
    found = {place: list(others.features(text, place)) for place in range(1, len(text))}
    return {place: features for place, features in found.items() if features}


def test_runs_part_where_neighbours_begin_to_differ() -> None:
    """The name of a group is printed in each of its rows."""
    runs = ["茶园管护修剪作业修剪时间、工具", "茶园管护虫情测报虫口密度、等级", "鲜叶收购站点名单站名、电话"]
    assert told(runs[0], runs) == {4: ["edge where the next run differs"]}
    assert told(runs[2], runs) == {}


def test_runs_part_from_where_another_ends_alike() -> None:
    """Items of one content; a run that is printed again says nothing of itself."""
    runs = ["修剪作业采购公告、中标结果", "虫情测报采购公告、中标结果", "修剪作业采购公告、中标结果"]
    assert told(runs[0], runs) == {4: ["edge from which another run ends alike"]}
    assert told(runs[0], runs[:1]) == {}


def test_an_edge_is_likelier_where_neighbours_part() -> None:
    """茶园管护 ends where the next row goes on otherwise."""
    runs = ["茶园管护修剪作业时间、工具", "茶园管护虫情测报密度、等级"]

    def chance(others: OtherRuns | None) -> float:
        _, edges = readings_of_run(runs[0], others=others).mixed(range(4))
        return next(edge.chance for edge in edges if edge.place == 4)

    assert chance(OtherRuns(runs)) > 0.5 > chance(None)
