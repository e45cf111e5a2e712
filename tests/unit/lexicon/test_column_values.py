"""Labels read with the values of their column."""

from __future__ import annotations

import pytest

from gkml_extract.lexicon.column_values import Look, field_of_column, look_of


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("√", Look.TICK),
        ("12", Look.NUMBER),
        ("主动公开", Look.METHOD),
        ("面向全社会", Look.AUDIENCE),
        ("县级", Look.LEVEL),
        ("决策、执行", Look.FIVE_OPEN),
        ("《中华人民共和国政府信息公开条例》第二十条", Look.LEGAL_BASIS),
        ("自信息形成或者变更之日起20个工作日内", Look.DEADLINE),
        ("■政府网站 □两微一端", Look.CHANNELS),
        ("政府网站、公开栏", Look.CHANNELS),
        ("办公室", Look.OFFICE),
        ("某县医疗保障局", Look.AGENCY),
        ("机构职能、内设机构", Look.OTHER),
        ("", Look.OTHER),
    ],
)
def test_the_look_of_a_value(text: str, look: Look) -> None:
    """By what is printed alone."""
    assert look_of(text) is look


@pytest.mark.parametrize(
    ("path", "values", "field", "rule"),
    [
        (("公开方式",), ["√", "", "√"], "method", "exact"),
        (("公开方式",), ["主动公开", "依申请公开"], "method", "exact"),
        (("公开方式",), ["政府网站、公开栏", "政府网站"], "channels", "by-values"),
        (("公开方式",), ["县级", "乡级"], "extra", "by-values"),
        (("公开方式",), ["全文发布"], "method", "exact"),
        (("公开类型",), ["主动公开类", "主动公开类"], "method", "exact"),
        (("公开类型",), ["业务类", "服务类"], "extra", "by-values"),
        (("公开类型",), ["全社会", "全社会"], "audience", "by-values"),
        (("公开形式",), ["主动公开", "主动公开"], "method", "by-values"),
        (("公开时间",), ["长期公开", "及时公开"], "deadline", "exact"),
        ((), ["每年1月31日前", "及时公开"], "deadline", "by-values"),
        ((), ["《预算法》", "《统计法》第三条"], "legal_basis", "by-values"),
        ((), ["√", "√"], "extra", "by-values"),
        ((), ["甲", "乙"], "extra", "unlabelled"),
        (("公开",), ["政府网站", "政府网站、政务新媒体"], "channels", "by-values"),
        (("办理时限",), ["及时公开"], "extra", "unknown"),
        (("公开依据",), ["及时公开"], "legal_basis", "exact"),
    ],
)
def test_the_field_of_a_column(path: tuple[str, ...], values: list[str], field: str, rule: str) -> None:
    """公开方式 has five meanings; a column without a label has none; any other label stands by itself."""
    label = field_of_column(path, values)
    assert (label.field, label.rule) == (field, rule)
