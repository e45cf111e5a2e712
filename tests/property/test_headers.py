"""Header labels and columns: any text has an answer, and white space never changes it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gkml_extract.lexicon.column_values import field_of_column, look_of
from gkml_extract.lexicon.header import header_lexicon, parse_header, parse_label
from gkml_extract.normalise.channels import parse_channels
from gkml_extract.normalise.citation import parse_legal_basis

SPELLINGS = sorted(header_lexicon().by_spelling)
FIELDS = {entry.value for entry in header_lexicon().entries}
WORDS = [
    "公开",
    "主动",
    "依申请",
    "事项",
    "时限",
    "渠道",
    "和",
    "及",
    "的",
    "一级",
    "全社会",
    "(",
    "（",
    "）",
    "“■”",
    "/",
    "、",
    "1.",
    "√",
]
labels = st.one_of(
    st.sampled_from(SPELLINGS), st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
)


@settings(deadline=None)
@given(labels)
def test_any_label_has_a_known_field(text: str) -> None:
    """By a rule, with a score from 0 to 1."""
    for found in (parse_label(text), parse_header(text)):
        assert found.field in FIELDS
        assert found.rule and 0 <= found.score <= 1


@settings(deadline=None)
@given(labels, st.data())
def test_white_space_does_not_change_a_label(text: str, data: st.DataObject) -> None:
    """Wraps stand anywhere in a narrow column."""
    at = data.draw(st.integers(0, len(text)))
    blank = data.draw(st.sampled_from([" ", "\n", "\u3000", "\u00a0"]))
    changed = parse_header(text[:at] + blank + text[at:])
    plain = parse_header(text)
    assert (changed.field, changed.rule, changed.score) == (plain.field, plain.rule, plain.score)


@settings(deadline=None)
@given(st.lists(labels, max_size=3), st.lists(st.one_of(labels, st.text(max_size=300)), max_size=5))
def test_any_column_has_a_known_field(path: list[str], values: list[str]) -> None:
    """Whatever stands in it."""
    assert field_of_column(tuple(path), values).field in FIELDS
    assert all(look_of(value) for value in values)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["■", "□", "口", "R", "t", "(√)", "( )", "政府网站", "注：", " ", "、"]),
            st.text(max_size=4),
        )
    )
)
def test_any_cell_of_channels_has_an_answer(parts: list[str]) -> None:
    """No channel has an empty name."""
    assert all(channel.name for channel in parse_channels("".join(parts)).channels)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["《", "》", "〈", "＜", "（", "）", "国办发", "〔2O16", "〕8O号", "第", "条", "令", "法"]),
            st.text(max_size=4),
        )
    )
)
def test_any_basis_has_an_answer(parts: list[str]) -> None:
    """No citation has an empty title."""
    assert all(citation.title for citation in parse_legal_basis("".join(parts)).basis.citations)
