"""Quotation marks that a converter printed apart from their words, put back.

Where a font lacks them, they are drawn in another one. poppler prints them in the line above, `“ ”` over `政府网站
机构信息 栏目`, PDFium behind the line, `政府网站 机构信息 栏目 “ ”`: a blank stands where each was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from gkml_extract.model.table import Gap, TextFragment
from gkml_extract.reflow.chunks.spans import HARD_GAPS
from gkml_extract.regex import regex

_MARKS = regex("[“”]+$")
_QUOTED = regex(r"(?<!“)(?:五公开|三公|三定方案|双随机、?一公开|放管服|互联网\+)(?!”)")
"""Words that are always quoted."""
_TICKS = regex("[√✓✔]+$")

Lines = list[list[TextFragment]]


@dataclass(frozen=True, slots=True)
class _Run:
    """Marks [first, end) of line `line`, and the words [0, n_words) of line `of` that they may stand between."""

    line: int
    first: int
    end: int
    of: int
    n_words: int

    @property
    def places(self) -> range:
        """The first words between which and as many as there are marks behind it the marks may stand."""
        return range(self.n_words - (self.end - self.first))


def with_quotes_back(fragments: Sequence[TextFragment]) -> Sequence[TextFragment]:
    """The fragments with “ ” that stand alone put around a word that is always quoted, or where blanks part a line."""
    if not any(_MARKS.match(part.text) for part in fragments):
        return fragments
    lines = _with_marks_together(list(line) for _, line in groupby(fragments, key=lambda part: part.line))
    _put_around_known(lines)
    are_above = any(_MARKS.match(line[0].text) for line in lines if line)
    runs = list(_runs(lines, are_above=are_above))
    around = Counter(_around(lines, run, at) for run in runs for at in run.places)
    is_open = False
    for run in runs:
        best = max(run.places, key=lambda at: (around[_around(lines, run, at)], at))
        is_sure = len(run.places) == 1 or around[_around(lines, run, best)] > 1
        marks = [part.text for part in lines[run.line][run.first : run.end]]
        if is_sure and _alternate("".join(marks), is_open=is_open):
            is_open ^= len("".join(marks)) % 2 == 1
            for at in range(run.first, run.end):
                lines[run.line][at] = replace(lines[run.line][at], text="")
            _put_between(lines[run.of], best, marks)
    return _kept(lines)


def _with_marks_together(lines: Iterable[list[TextFragment]]) -> Lines:
    """The lines, those that hold nothing but marks joined with one such line above: MuPDF prints a mark a line."""
    result: Lines = []
    for line in lines:
        is_mark = len(line) == 1 and line[0].text == "”"
        if is_mark and result and len(result[-1]) == 1 and result[-1][0].text == "“":
            result[-1] += line
        else:
            result.append(line)
    return result


def _put_around_known(lines: Lines) -> None:
    """Put the marks of a line around the word of it, or of the next, that is always quoted."""
    for k, line in enumerate(lines):
        if "".join(part.text for part in line if _MARKS.match(part.text)) != "“”":
            continue
        for j in (k, k + 1):
            words = [at for at, part in enumerate(lines[j]) if _QUOTED.search(part.text)] if j < len(lines) else []
            if len(words) == 1:
                part = lines[j][words[0]]
                lines[j][words[0]] = replace(part, text=_QUOTED.sub(r"“\g<0>”", part.text, count=1))
                lines[k][:] = [part for part in line if not _MARKS.match(part.text)]
                break


def _runs(lines: Lines, *, are_above: bool) -> Iterator[_Run]:
    """The marks side by side, and the words of the line below, or before them in theirs, with a blank for each."""
    for k, line in enumerate(lines):
        marks = [at for at, part in enumerate(line) if _MARKS.match(part.text)]
        if not marks or marks[-1] - marks[0] >= len(marks):
            continue
        words = lines[k + 1] if are_above and k + 1 < len(lines) else line[: marks[0]]
        n_words = next((at for at, part in enumerate(words) if _TICKS.match(part.text)), len(words))
        are_blanks = all(part.gap is Gap.SPACE for part in words[1:n_words])
        if are_blanks and n_words > len(marks) and not any(_MARKS.match(part.text) for part in words):
            yield _Run(k, marks[0], marks[-1] + 1, k + are_above, n_words)


def _around(lines: Lines, run: _Run, at: int) -> tuple[str, str]:
    """The words before and behind the marks, if they stand from word `at` on."""
    return lines[run.of][at].text, lines[run.of][at + run.end - run.first].text


def _alternate(marks: str, *, is_open: bool) -> bool:
    """Whether marks open and close by turns, after one that is open."""
    return marks[0] == ("”" if is_open else "“") and all(one != other for one, other in pairwise(marks))


def _put_between(line: list[TextFragment], first: int, marks: Sequence[str]) -> None:
    """Make one of the words from the first on, with a mark between each and the next."""
    words = line[first : first + len(marks) + 1]
    text = words[0].text + "".join(mark + word.text for mark, word in zip(marks, words[1:], strict=True))
    line[first : first + len(marks) + 1] = [replace(words[0], text=text)]


def _kept(lines: Iterable[Sequence[TextFragment]]) -> list[TextFragment]:
    """The fragments with text, or that are blank fields; the first of a line behind a line's end."""
    kept = [part for line in lines for part in line if part.text or part.gap in HARD_GAPS]
    return [
        replace(part, gap=Gap.LINE) if k and kept[k - 1].line != part.line and part.gap is Gap.SPACE else part
        for k, part in enumerate(kept)
    ]
