"""What a text of a narrow column is like, by its characters."""

import pytest

from gkml_extract.reflow.aligned.wording import unlike

LOOKS = ("secondary", "content", "legal_basis", "deadline", "publisher", "channels")


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("之日起20个", "deadline"),
        ("工作日内公", "deadline"),
        ("县交通运", "publisher"),
        ("和国政府信息公开条", "legal_basis"),
        ("号）、《", "legal_basis"),
        ("□便民服务", "channels"),
        ("申请条件、办理流", "content"),
    ],
)
def test_a_piece_of_a_cell_is_like_its_column(text: str, look: str) -> None:
    """No other column suits a line of a few characters better."""
    assert min(LOOKS, key=lambda each: unlike(text, each)) == look


def test_of_other_columns_nothing_is_known() -> None:
    """A text suits 备注 neither well nor badly."""
    assert 0 < unlike("之日起20个", "remarks") < 0.5
