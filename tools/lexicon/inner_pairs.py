"""Writes lexicon/data/inner_pairs.txt: pairs of characters that stand side by side within words.

`python tools/lexicon/inner_pairs.py dict.txt`. The frequencies of words are those of jieba 0.42.1 (MIT): the
`jieba/dict.txt` of its source distribution has a word, its count and its part of speech a line. A pair is within a word
as often as the words that have it; across words as often as chance brings a word that ends with the one character
before a word that begins with the other.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "src/gkml_extract/lexicon/data/inner_pairs.txt"
LEAST_COUNT = 60
"""Rarer pairs are left out: one in a million words."""
DOUBT = 20.0
LEVELS = (0.3, 0.5, 0.7, 0.9)
HEAD = (
    "# After a character, those that go on in the same word: with a chance of 0.9 and more, 0.7, 0.5 and 0.3.\n"
    "# Written by tools/lexicon/inner_pairs.py from the word frequencies of jieba 0.42.1 (MIT); do not edit.\n"
)


def main(dictionary: Path) -> None:
    """Count and write."""
    within: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        if not all("\u4e00" <= char <= "\u9fff" for char in word):
            continue
        begins[word[0]] += int(count)
        ends[word[-1]] += int(count)
        for first, second in pairwise(word):
            within[first + second] += int(count)
    total = begins.total()
    followers: dict[str, list[list[str]]] = defaultdict(lambda: [[] for _ in LEVELS])
    for pair, count in sorted(within.items()):
        chance = count / (count + ends[pair[0]] * begins[pair[1]] / total + DOUBT)
        if count >= LEAST_COUNT and chance >= LEVELS[0]:
            level = max(k for k, least in enumerate(LEVELS) if chance >= least)
            followers[pair[0]][level].append(pair[1])
    lines = ["\t".join([first, *("".join(chars) for chars in reversed(levels))]) for first, levels in followers.items()]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
