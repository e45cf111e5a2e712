"""Rules found in the pixels of a page."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

cv2 = pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

from gkml_extract.extractors.scan.paper import print_of  # noqa: E402
from gkml_extract.extractors.scan.rules import Rules, find_rules  # noqa: E402
from gkml_extract.extractors.scan.skew import skew_of, turned  # noqa: E402

DPI = 200.0
XS, YS = (100, 300, 700, 900), (100, 160, 260, 400)
Page = npt.NDArray[np.uint8]


def ruled(level: int = 0, gap: int = 0) -> Page:
    """A white page with a grid of rules; with gaps of that many pixels every 12."""
    page = np.full((500, 1000), 255, dtype=np.uint8)
    drawn = np.arange(1000) % 12 >= gap
    for x in XS:
        page[YS[0] : YS[-1] + 2, x : x + 2][drawn[YS[0] : YS[-1] + 2]] = level
    for y in YS:
        page[y : y + 2, XS[0] : XS[-1] + 2][:, drawn[XS[0] : XS[-1] + 2]] = level
    return page


def positions(rules: Rules) -> tuple[list[float], list[float]]:
    """Where the rules lie: of the horizontal, of the vertical ones, each once."""
    return sorted(set(rules.horizontal[:, 0])), sorted(set(rules.vertical[:, 0]))


@pytest.mark.parametrize(
    "page", [ruled(), ruled(level=150), ruled(level=205), ruled(gap=4)], ids=["black", "grey", "faint", "dotted"]
)
def test_a_grid_is_found_however_it_is_drawn(page: Page) -> None:
    """Four rules each way, at one exact place each, from corner to corner."""
    across, down = positions(find_rules(page, DPI))
    assert across == pytest.approx([y + 0.5 for y in YS], abs=1.5)
    assert down == pytest.approx([x + 0.5 for x in XS], abs=1.5)


def test_rules_that_are_broken_or_dotted_are_known_as_such() -> None:
    """Some of them may not be found; faint ones are whole."""
    holed = ruled()
    for x in range(130, 900, 60):
        holed[:, x : x + 10] = 255
    assert [find_rules(page, DPI).is_broken for page in (ruled(), ruled(level=205), ruled(gap=4), holed)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_a_rule_that_misses_another_is_drawn_to_it() -> None:
    """A bad copy leaves gaps at the corners."""
    page = ruled()
    page[YS[1] - 8 : YS[1] + 10, XS[0] - 8 : XS[0] + 10] = 255
    rules = find_rules(page, DPI)
    ends = rules.horizontal[np.abs(rules.horizontal[:, 0] - YS[1]) < 3, 1]
    assert ends.min() == pytest.approx(XS[0] + 0.5, abs=1)


def test_letters_are_no_rules() -> None:
    """Rows of strokes side by side are as long as rules, but not from wall to wall."""
    page = ruled()
    for row in range(3):
        for k in range(12):
            cv2.putText(page, "EHE", (320 + 30 * k, 190 + 24 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    across, down = positions(find_rules(page, DPI))
    assert (len(across), len(down)) == (4, 4)


def test_strokes_on_the_line_of_a_rule_are_none_of_it() -> None:
    """A letter above the table's corner; letters below one another in two low rows."""
    page = ruled()
    page[54:88, XS[0] : XS[0] + 2] = 0
    for top in (108, 134):
        page[top : top + 22, 500:502] = 0
        page[top + 4 : top + 6, 490:512] = 0
    page[130:132, XS[0] : XS[-1]] = 0
    rules = find_rules(page, DPI)
    assert positions(rules)[1] == pytest.approx([x + 0.5 for x in XS], abs=1.5)
    assert rules.vertical[:, 1].min() >= YS[0] - 2


def test_a_letter_on_the_line_of_a_wall_in_a_low_row_is_no_wall() -> None:
    """据 and 息 stand on it in a row across the table, a pixel or two from the rules above and below."""
    page = ruled()
    page[YS[0] + 32 : YS[0] + 34, XS[0] : XS[-1]] = 0
    for x in XS[1:3]:
        page[YS[0] + 2 : YS[0] + 32, x : x + 2] = 255
        page[YS[0] + 5 : YS[0] + 30, x : x + 2] = 0
    for k in range(8):
        for x in XS[1:3]:
            page[YS[0] + 6 + 3 * k, x + 2 : x + 14] = 0
    rules = find_rules(page, DPI)
    assert not any(XS[0] + 5 < x < XS[-1] - 5 and y0 < YS[0] + 20 for x, y0, _ in rules.vertical.tolist())


def test_a_stroke_of_a_title_above_a_wall_is_none_of_it() -> None:
    """Letters of a title are larger than most, and stand on the line of a wall by chance."""
    page = ruled()
    for x in range(320, 680, 30):
        for y in range(175, 250, 24):
            page[y : y + 16, x : x + 2] = 0
            page[y : y + 2, x : x + 12] = 0
    page[40:90, XS[1] : XS[1] + 3] = 0
    page[50:52, XS[1] - 20 : XS[1] + 24] = 0
    page[68:70, XS[1] - 20 : XS[1] + 24] = 0
    assert find_rules(page, DPI).vertical[:, 1].min() >= YS[0] - 2


def test_a_rule_broken_within_a_narrow_column_is_whole() -> None:
    """What is left on either side of the break is shorter than a letter."""
    page = ruled()
    page[YS[0] : YS[-1], 340:342] = 0
    page[YS[1] : YS[1] + 2, 315:327] = 255
    rules = find_rules(page, DPI)
    own = rules.horizontal[np.abs(rules.horizontal[:, 0] - YS[1]) < 3]
    assert any(x0 <= 305 and x1 >= 335 for _, x0, x1 in own.tolist())


def test_print_close_to_a_rule_does_not_hide_it() -> None:
    """A row as high as its line of print leaves a pixel between letters and rule."""
    page = ruled()
    for x in range(110, 890, 26):
        page[YS[1] + 4 : YS[1] + 24, x : x + 20] = 0
    assert len(positions(find_rules(page, DPI))[0]) >= 4


@pytest.mark.parametrize("degrees", [-4.0, -0.6, 0.0, 0.35, 2.5])
def test_a_page_is_turned_upright(degrees: float) -> None:
    """To a thirtieth of a degree, so that a rule across the page lies within a pixel or two."""
    page = turned(ruled(), degrees)
    assert skew_of(page) == pytest.approx(-degrees, abs=0.035)


def test_grey_and_coloured_paper_becomes_white() -> None:
    """Rules on yellow paper with a shadow are found as on white."""
    shade = np.linspace(0.6, 1.0, 1000)[None, :, None]
    paper = (ruled()[:, :, None] / 255 * np.array([250, 235, 170]) * shade).astype(np.uint8)
    across, down = positions(find_rules(print_of(paper, DPI).grey, DPI))
    assert (len(across), len(down)) == (4, 4)


def test_a_red_seal_is_taken_off_and_print_under_it_stays() -> None:
    """What is black stays black; the seal's own ink is paper."""
    page = cv2.cvtColor(ruled(), cv2.COLOR_GRAY2RGB)
    seal = np.full_like(page, 255)
    cv2.circle(seal, (500, 250), 120, (220, 30, 40), 8)
    stamped = (page.astype(int) * seal // 255).astype(np.uint8)
    clean = print_of(stamped, DPI)
    assert clean.has_seal
    assert clean.grey[250, 620] > 200  # on the ring
    assert clean.grey[161, 500] < 100  # on a rule


def test_slanting_dashes_from_one_wall_to_the_next_are_a_rule() -> None:
    """They are dark all along and no two columns alike, but nothing else stands there."""
    page = ruled()
    page[YS[0] : YS[-1], 352:354] = 0
    down, across = np.ogrid[: len(page), : page.shape[1]]
    part = (slice(YS[1] - 1, YS[1] + 3), slice(302, 352))
    page[part] = np.where(((down + across) % 7 >= 3.5)[part], 255, 0)
    own = find_rules(cv2.GaussianBlur(page, (0, 0), 0.5), DPI).horizontal
    assert any(abs(y - YS[1]) < 3 and x0 <= 305 and x1 >= 347 for y, x0, x1 in own.tolist())
