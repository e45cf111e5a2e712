"""Writes lexicon/data/name_weights.txt: what tells where names of items end and where their content begins.

`python tools/lexicon/name_weights.py`. The weights are those under which the rows of item_rows.txt, printed in several
manners with nothing between their cells, are parted as they were written: a conditional random field by gradient ascent
(AdaGrad, Duchi et al. 2011). Nothing of the catalogues that the reading is measured on goes in.
"""

from __future__ import annotations

import math
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from gkml_extract.reflow.glued.names import BEFORE, BEHIND, Features, features_of
from gkml_extract.reflow.glued.other_runs import OtherRuns
from gkml_extract.reflow.glued.partings import MOST_NAMES, Weights, sums_of

ROWS = Path(__file__).with_name("item_rows.txt")
TARGET = Path(__file__).resolve().parents[2] / "src/gkml_extract/lexicon/data/name_weights.txt"
SEED, MANNERS = 5, 3
PASSES, RATE, SHRINK = 12, 0.2, 0.01
"""Times that the rows are gone through, how far a weight goes at a step, and how much it is drawn to nothing."""
SHRINK_OF_CHARACTERS, LEAST_WEIGHT = 0.3, 0.05
"""How much those of the many features of single characters are drawn to nothing, and the least that is written."""
ROWS_OF_CATALOGUE, REPEATED, SAID_AGAIN = (5, 16), 0.3, 0.1
"""Rows of a catalogue, the share of catalogues that print the name of a group in each row, and of contents that are
said again."""
NAMED, HEADED, OTHER_CONTENT = 0.45, 0.25, 0.3
"""Share of single rows that begin with the name of their group, of such names with a numeral, and of rows with another
one's content."""
NO_NAME, NO_CONTENT = 0.3, 0.3
"""Share of the rows whose content, or whose names, are read alone as well."""
HEAD = (
    "# What is weighed of names of items and the beginning of their content (reflow/glued/names.py), with its weight.\n"
    "# Written by tools/lexicon/name_weights.py from the rows of tools/lexicon/item_rows.txt; do not edit.\n"
)
_HAN = "一二三四五六七八九"
Example = tuple[Features, list[int]]


def main() -> None:
    """Fit and write."""
    weights = fit(list(examples(random.Random(SEED))))
    lines = [f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def examples(rng: random.Random) -> Iterator[Example]:
    """Rows as text, and where they are parted, by catalogues of a few rows that stand side by side, and one by one."""
    lines = [line for line in ROWS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("|") for line in lines]
    for _ in range(MANNERS):
        first = 0
        while first < len(rows):
            n = rng.randint(*ROWS_OF_CATALOGUE)
            printed = list(printed_rows(rows[first : first + n], rows, rng))
            others = OtherRuns("".join(names) + content for names, content in printed)
            for names, content in printed:
                yield features_of("".join(names) + content, others), _ends(names)
            first += n
    for group, name, content in rows:
        for _ in range(MANNERS):
            outer = group if rng.random() < 1 - HEADED else f"{rng.choice(_HAN)}、{group}"
            names = [outer, name] if rng.random() < NAMED else [name]
            said = in_a_manner(rng.choice(rows)[2] if rng.random() < OTHER_CONTENT else content, rng)
            yield features_of("".join(names) + said), _ends(names)
        if rng.random() < NO_NAME:
            yield features_of(in_a_manner(content, rng)), []
        if rng.random() < NO_CONTENT:
            names = rng.choice(([group, name], [name]))
            yield features_of("".join(names)), _ends(names)


def _ends(names: Sequence[str]) -> list[int]:
    """Where names end that stand side by side."""
    return [sum(map(len, names[: k + 1])) for k in range(len(names))]


def printed_rows(
    rows: Sequence[list[str]], all_rows: Sequence[list[str]], rng: random.Random
) -> Iterator[tuple[list[str], str]]:
    """The names and the content of the rows of a catalogue, as they are printed."""
    repeats, is_headed = rng.random() < REPEATED, rng.random() < HEADED
    before, n_groups = "", 0
    said: list[str] = []
    for group, name, content in rows:
        opens = group != before
        before, n_groups = group, n_groups + opens
        outer = f"{_HAN[n_groups % 9]}、{group}" if is_headed else group
        names = [outer, name] if repeats or opens else [name]
        if said and rng.random() < SAID_AGAIN:
            said.append(rng.choice(said))
        else:
            said.append(in_a_manner(rng.choice(all_rows)[2] if rng.random() < OTHER_CONTENT else content, rng))
        yield names, said[-1]


def in_a_manner(content: str, rng: random.Random) -> str:
    """A content that lists several things, as one of the ways in which offices print such a list."""
    parts = re.split("[、；]", content)
    if len(parts) < 3 or rng.random() < 0.5:
        return content
    manners = (
        "；".join(parts),
        "".join(f"{k}.{part}" for k, part in enumerate(parts, 1)),
        "".join(f"（{_HAN[k % 9]}）{part}" for k, part in enumerate(parts)),
        "".join(f"({k}){part};" for k, part in enumerate(parts, 1)),
        "".join(f"●{part}" for part in parts),
        "".join(f"{'①②③④⑤⑥⑦⑧⑨'[k % 9]}{part}" for k, part in enumerate(parts)),
        "、".join(parts) + "等信息",
        f"{parts[0]}，包括{'、'.join(parts[1:])}",
        "；".join(("、".join(parts[:2]), *parts[2:])),
        ",".join(parts),
    )
    return rng.choice(manners)


def fit(rows: list[Example]) -> dict[str, float]:
    """The weights under which the rows are parted as they should be, as likely as may be: the average of those that
    the later passes end with."""
    weights: defaultdict[str, float] = defaultdict(float)
    summed: defaultdict[str, float] = defaultdict(float)
    seen: defaultdict[str, float] = defaultdict(lambda: 1e-3)
    rng = random.Random(SEED)
    for turn in range(PASSES):
        rng.shuffle(rows)
        for features, ends in rows:
            for name, step in slope(features, ends, weights).items():
                step -= shrinking(name) * weights[name]
                seen[name] += step * step
                weights[name] += RATE * step / math.sqrt(seen[name])
        if turn >= PASSES // 2:
            for name, weight in weights.items():
                summed[name] += weight / (PASSES - PASSES // 2)
    return dict(summed)


def shrinking(name: str) -> float:
    """How much the weight of a feature is drawn to nothing."""
    is_of_character = name.startswith((BEHIND, BEFORE)) and len(name) == len(BEHIND) + 1
    return SHRINK_OF_CHARACTERS if is_of_character else SHRINK


def slope(features: Features, ends: Sequence[int], weights: Mapping[str, float]) -> dict[str, float]:
    """How much more of each feature the right parting has than is to be expected; empty where it is not looked at."""
    found: defaultdict[str, float] = defaultdict(float)
    spans = list(zip([0, *ends], ends, strict=False))
    if len(ends) > MOST_NAMES or any(span not in features.names for span in spans):
        return found
    sums = sums_of(features.edges, features.names, features.contents, Weights(weights))
    for begin, end in spans:
        _add(found, (*features.names[begin, end], *features.edges[end]), 1.0)
    _add(found, (*features.contents[ends[-1] if ends else 0], f"{len(ends)} names"), 1.0)
    whole = sums.by_count.sum()
    onward = np.array([sums.count[k + 1 :] @ sums.back[: MOST_NAMES - k] for k in range(MOST_NAMES)])
    of_names = sums.name * (sums.ahead[:MOST_NAMES].T @ onward) / whole
    at = {place: index for index, place in enumerate(features.places)}
    for (begin, end), names in features.names.items():
        _add(found, (*names, *features.edges[end]), -float(of_names[at[begin], at[end]]))
    of_contents = sums.ahead * sums.content * sums.count[:, None] / whole
    for place in features.places:
        for n in range(MOST_NAMES + 1):
            _add(found, (*features.contents[place], f"{n} names"), -float(of_contents[n, at[place]]))
    return found


def _add(found: defaultdict[str, float], names: Iterable[str], amount: float) -> None:
    for name in names:
        found[name] += amount


if __name__ == "__main__":
    main()
